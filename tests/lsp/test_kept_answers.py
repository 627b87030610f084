"""Kept answers in the editor: they outlive the server, and can be forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docstring_ls.adapters.cache.ledger import Ledger
from support.azure import AzureServer
from support.bank import SERVICE, azure_environment, said
from support.editor import editing

BODY = 6
TITLE = "Generate docstring for `transfer`"


async def generated(workspace: Path, environment: dict[str, str], more: Any = None) -> None:
    async with editing(workspace, environment=environment) as editor:
        uri = editor.open("bank/service.py", SERVICE)
        await editor.choose(uri, BODY, TITLE)
        await editor.until(lambda: editor.applied, "the edit")
        if more:
            await more(editor)


async def test_another_server_answers_from_what_was_kept(workspace: Path) -> None:
    cache = {"DOCSTRING_LS_CACHE": "yes", "DOCSTRING_LS_CACHE_DIR": str(workspace / "cache")}

    async def clear(editor: Any) -> None:
        await editor.execute("docstring-ls.clearCache", [])
        await editor.until(lambda: editor.messages, "the message")
        assert editor.messages == ["1 proposals and 1 kept answers forgotten."]

    with AzureServer([said()]) as azure:
        environment = azure_environment(azure) | cache
        await generated(workspace, environment)
        await generated(workspace, environment, clear)
        assert len(azure.requests) == 1
        await generated(workspace, environment)
        assert len(azure.requests) == 2
    ledger = Ledger(workspace / "cache")
    (line,) = ledger.lines()
    ledger.close()
    assert (line.caller, line.spent.requests, line.deployment) == ("editor", 2, "writer")
