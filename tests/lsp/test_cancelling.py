"""Cancelling, once or often, leaves the document whole and ends what is shown."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from lsprotocol import types

from support.azure import AzureServer
from support.bank import DOCUMENTED, SERVICE, azure_environment, said
from support.editor import APPLY, CHANGE, Editor, editing

# An option of earlier versions, which wrote every line as it came.
ONCE = {"DOCSTRING_LS_STREAM_INTO_BUFFER": "yes"}


async def test_one_docstring_is_one_edit(workspace: Path) -> None:
    with AzureServer([said(seconds=0.8)]) as azure:
        environment = azure_environment(azure, **ONCE)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, 6, "Generate docstring")
            await editor.until(lambda: ended(editor), "the end")
            assert DOCUMENTED in editor.texts[uri]
            assert len(editor.applied) == 1


@pytest.mark.parametrize("pause", [0.02, 0.1])
async def test_a_second_cancel_lets_the_clean_up_end(workspace: Path, pause: float) -> None:
    slow = (0.2, CHANGE, APPLY)
    with AzureServer([said(seconds=30.0, chunks=600)]) as azure:
        environment = azure_environment(azure, **ONCE)
        async with editing(
            workspace, environment=environment, process=False, answers=slow
        ) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, 6, "Generate docstring")
            await editor.until(lambda: len(editor.reports()) > 10, "text")
            for _ in range(4):
                cancel(editor)
                await asyncio.sleep(pause)
            await editor.until(lambda: azure.open_connections == 0, "the socket closed")
            await editor.until(lambda: ended(editor), "the end")
            assert editor.texts[uri] == SERVICE
            assert editor.messages == []


async def test_a_whole_file_is_cancelled_as_quietly(workspace: Path) -> None:
    text = "".join(f"def f{n}(a):\n    return a + {n}\n\n\n" for n in range(5))
    with AzureServer([said(seconds=30.0, chunks=200)] * 6) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/many.py", text)
            await editor.execute("docstring-ls.generateMissing", [{"uri": uri, "version": 1}])
            await editor.until(lambda: azure.requests, "a question")
            cancel(editor)
            cancel(editor)
            await editor.until(lambda: ended(editor), "the end")
            await editor.until(lambda: azure.open_connections == 0, "the sockets closed")
            assert editor.texts[uri] == text
            assert editor.messages == []


def cancel(editor: Editor) -> None:
    token = next(iter(editor.client.progress_reports))
    editor.client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(token))


def ended(editor: Editor) -> bool:
    return bool(editor.timeline) and editor.timeline[-1][0] == "end"
