"""``stream-into-buffer``: lines come into the document, always valid, and go again on cancel."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from lsprotocol import types

from support.azure import AzureServer, error
from support.bank import DOCUMENTED, SERVICE, azure_environment, said
from support.editor import editing

ON = {"DOCSTRING_LS_STREAM_INTO_BUFFER": "yes"}


async def test_lines_grow_in_the_document(workspace: Path) -> None:
    with AzureServer([said(seconds=1.5)]) as azure:
        environment = azure_environment(azure, **ON)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, 6, "Generate docstring")
            seen: list[str] = []

            def watch() -> bool:
                if not seen or seen[-1] != editor.texts[uri]:
                    seen.append(editor.texts[uri])
                return editor.timeline and editor.timeline[-1][0] == "end"

            await editor.until(watch, "the end")
            assert len(seen) > 3
            for text in seen:
                ast.parse(text)
                assert text.endswith(SERVICE.split(" -> int:\n")[1])
            assert DOCUMENTED in seen[-1]


async def test_typing_elsewhere_meanwhile_is_kept(workspace: Path) -> None:
    with AzureServer([said(seconds=1.5)]) as azure:
        environment = azure_environment(azure, **ON)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, 6, "Generate docstring")
            await editor.until(lambda: editor.applied, "the first lines")
            editor.replace(uri, editor.texts[uri] + "\n\nLIMIT = 3\n")
            await editor.until(lambda: editor.timeline[-1][0] == "end", "the end")
            assert DOCUMENTED in editor.texts[uri]
            assert editor.texts[uri].endswith("\n\nLIMIT = 3\n")
            assert editor.texts[uri].count('"""') == SERVICE.count('"""') + 2


@pytest.mark.parametrize("how", ["cancelled", "broken"])
async def test_an_end_without_answer_takes_the_lines_back(workspace: Path, how: str) -> None:
    script = [said(seconds=30.0, chunks=200)] if how == "cancelled" else [_cut()] + [_no()] * 5
    with AzureServer(script) as azure:
        environment = azure_environment(azure, **ON, DOCSTRING_LS_IDLE_TIMEOUT="1")
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, 6, "Generate docstring")
            await editor.until(lambda: editor.texts[uri] != SERVICE, "the first lines")
            if how == "cancelled":
                token = next(iter(editor.client.progress_reports))
                editor.client.window_work_done_progress_cancel(
                    types.WorkDoneProgressCancelParams(token)
                )
            await editor.until(lambda: editor.timeline[-1][0] == "end", "the end")
            assert editor.texts[uri] == SERVICE
            assert bool(editor.messages) == (how == "broken")


def _cut() -> object:
    whole = said(seconds=0.8)
    return type(whole)(whole.steps[: len(whole.steps) * 3 // 4], whole.status, whole.headers)


def _no() -> object:
    return error(401, "401", "Access denied.")
