"""The document changes while the answer is pending: right or refused, never wrong."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from support.azure import AzureServer
from support.bank import DOCUMENTED, SERVICE, azure_environment, half_until, said
from support.editor import editing

MOVED = SERVICE.replace("from .models", "import os\n\n\nfrom .models") + "\n\nLIMIT = 3\n"
CHANGES = {
    "moved": (MOVED, DOCUMENTED, ""),
    "body changed": (SERVICE.replace("+= amount", "-= amount"), "", "changed"),
    "renamed": (SERVICE.replace("def transfer", "def move"), "", "transfer"),
    "deleted": ('"""Moving money."""\n', "", "transfer"),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_changed_meanwhile(workspace: Path, change: str) -> None:
    text, expected, told = CHANGES[change]
    released = threading.Event()
    with AzureServer([said(hold=half_until(released))]) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, 6, "Generate docstring")
            await editor.until(lambda: editor.reports(), "a report")
            editor.replace(uri, text)
            await editor.hover(uri, 0)
            released.set()
            await editor.until(lambda: editor.applied or editor.messages, "an end")
            if expected:
                assert editor.texts[uri].replace(expected, "") == text.replace(
                    expected.replace(_only_docstring(expected), ""), ""
                )
                assert editor.messages == []
            else:
                assert editor.texts[uri] == text
                assert told in editor.messages[0]


async def test_closed_meanwhile_is_silent(workspace: Path) -> None:
    with AzureServer([said(seconds=30.0, chunks=300)]) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, 6, "Generate docstring")
            await editor.until(lambda: editor.reports(), "a report")
            editor.close(uri)
            await editor.until(lambda: azure.open_connections == 0, "the socket closed")
            assert editor.messages == [] and editor.applied == []


def _only_docstring(documented: str) -> str:
    start = documented.index('    """')
    return documented[start : documented.index('"""', start + 8) + 4]
