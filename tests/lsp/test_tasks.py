"""Work that is ended before it has begun leaves no trace in the log."""

from __future__ import annotations

import gc
import warnings

from docstring_ls.lsp.client import Client, ClientCapabilities
from docstring_ls.lsp.documents import Documents
from docstring_ls.lsp.server import create_server
from docstring_ls.lsp.tasks import Tasks


async def work() -> None:
    raise AssertionError("it never begins")


async def test_work_that_never_began_is_closed() -> None:
    tasks = Tasks(Client(create_server(), ClientCapabilities()), Documents())
    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        tasks.run(work(), "work")
        await tasks.close()
        gc.collect()
    assert [str(item.message) for item in complaints] == []
