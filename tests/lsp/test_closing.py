"""Closing a document cancels what runs for it, in silence, at whatever moment."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from support.azure import AzureServer
from support.bank import DOCUMENTED, SERVICE, azure_environment, said
from support.editor import (
    APPLY,
    CHANGE,
    ERROR,
    NOTHING,
    PLAIN,
    REFUSE,
    WAIT,
    Editor,
    Step,
    editing,
)

STREAMING: dict[str, Any] = {**copy.deepcopy(PLAIN), "initializationOptions": {"stream": True}}
MANY = "".join(f"def f{number}(a):\n    return a + {number}\n\n\n" for number in range(12))


def begun(editor: Editor, azure: AzureServer) -> bool:
    return bool(editor.timeline) or bool(editor.streamed)


def asked(editor: Editor, azure: AzureServer) -> bool:
    return bool(azure.requests)


def shown(editor: Editor, azure: AzureServer) -> bool:
    return len(editor.reports()) > 2 or len(editor.streamed) > 3


Moment = Callable[[Editor, AzureServer], bool]
MOMENTS: dict[str, Moment] = {
    "at once": lambda editor, azure: True,
    "before the question": begun,
    "after the question": asked,
    "while it grows": shown,
}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("what", ["symbol", "symbol, streamed", "whole file"])
async def test_nothing_is_said(workspace: Path, what: str, moment: str) -> None:
    when = MOMENTS[moment]
    streamed = "streamed" in what
    with AzureServer([said(seconds=5.0, chunks=100)] * 20) as azure:
        environment = azure_environment(azure, DOCSTRING_LS_CLIENT_TIMEOUT="1")
        async with editing(
            workspace,
            STREAMING if streamed else None,
            environment=environment,
            process=False,
        ) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            if what == "whole file":
                when = asked if when is shown else when
                arguments = [{"uri": uri, "version": 1}]
                await editor.execute("docstring-ls.generateMissing", arguments)
            else:
                await editor.choose(uri, 6, "Generate docstring")
            await editor.until(lambda: when(editor, azure), moment)
            editor.close(uri)
            await editor.until(lambda: azure.open_connections == 0, "the socket closed")
            await _settled(editor)
            assert editor.messages == []
            kinds = [kind for kind, _ in editor.timeline]
            assert kinds.count("begin") == kinds.count("end")
            assert not any(item.state == "failed" for item in editor.streamed)
            if editor.streamed:
                assert editor.streamed[-1].state in ("withdrawn", "done")


async def _settled(editor: Editor) -> None:
    """Until the server has ended what it had to end, and said what it had to say."""
    for _ in range(8):
        other = editor.open("bank/other.py", "x = 1\n")
        await editor.hover(other, 0)
        editor.close(other)
        await asyncio.sleep(0.05)


async def test_while_the_person_is_asked_whether_to_go_on(workspace: Path) -> None:
    with AzureServer([said()] * 20) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            answer, questions = asyncio.Event(), []

            @editor.client.feature(types.WINDOW_SHOW_MESSAGE_REQUEST)
            async def ask(params: types.ShowMessageRequestParams) -> types.MessageActionItem:
                questions.append(params)
                await answer.wait()
                return types.MessageActionItem("Generate")

            uri = editor.open("bank/many.py", MANY)
            await editor.execute("docstring-ls.generateMissing", [{"uri": uri, "version": 1}])
            await editor.until(lambda: questions, "the question")
            editor.close(uri)
            answer.set()
            await _settled(editor)
            assert editor.messages == [] and azure.requests == []


async def test_a_document_opened_again_is_not_written_into(workspace: Path) -> None:
    with AzureServer([said(seconds=0.5)] * 2) as azure:
        environment = azure_environment(azure)
        async with editing(
            workspace, environment=environment, process=False, answers=(CHANGE, APPLY)
        ) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, 6, "Generate docstring")
            await editor.until(lambda: asked(editor, azure), "a question")
            editor.close(uri)
            editor.open("bank/service.py", SERVICE)
            await editor.until(lambda: azure.open_connections == 0, "the socket closed")
            await _settled(editor)
            assert editor.applied == [] and editor.messages == []
            await editor.choose(uri, 6, "Generate docstring")
            await editor.until(lambda: editor.applied, "the edit")


def close(editor: Editor) -> None:
    (uri,) = editor.texts
    editor.close(uri)


# What an editor does with an edit whose document its person closes meanwhile.
ON_THE_WAY: dict[str, tuple[Step, ...]] = {
    "never answers": (close,),
    "refuses": (close, 0.05, REFUSE),
    "fails": (close, 0.05, ERROR),
    "says it was applied": (close, 0.05, APPLY),
    "answers nothing": (close, 0.05, NOTHING),
    "changes it, closes, never answers": (CHANGE, close),
    "says it was applied, then closes": (APPLY, 0.05, close),
    "refuses, then closes": (REFUSE, 0.05, close),
}


@pytest.mark.parametrize(
    ("name", "what"),
    [(name, "generate") for name in ON_THE_WAY]
    + [("never answers", "insert"), ("never answers", "whole file"), ("refuses", "whole file")],
)
async def test_an_edit_on_its_way_ends_with_its_document(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, name: str, what: str
) -> None:
    # Nothing here may end by a time limit.
    monkeypatch.setattr("docstring_ls.lsp.tasks.CLOSE_SECONDS", 600.0)
    with AzureServer([said()] * 3) as azure:
        environment = azure_environment(azure, DOCSTRING_LS_CLIENT_TIMEOUT="600")
        async with (
            asyncio.timeout(WAIT),
            editing(workspace, environment=environment, process=False) as editor,
        ):
            uri = editor.open("bank/service.py", SERVICE)
            if what == "insert":
                await editor.choose(uri, 6, "Preview docstring")
                await editor.until(lambda: editor.messages, "the preview")
                editor.client.messages.clear()
            editor.answers = ON_THE_WAY[name]
            if what == "whole file":
                arguments = [{"uri": uri, "version": 1}]
                await editor.execute("docstring-ls.generateMissing", arguments)
            elif what == "insert":
                (preview,) = [one for one in await editor.actions(uri, 6) if "Preview" in one.title]
                await editor.execute("docstring-ls.insert", [preview.data])
            else:
                await editor.choose(uri, 6, "Generate docstring")
            await editor.until(lambda: uri not in editor.texts, "the document closed")
            await _settled(editor)
            kinds = [kind for kind, _ in editor.timeline]
            assert editor.messages == []
            assert kinds.count("edit") == 1 and kinds.count("begin") == kinds.count("end")
            editor.answers = (CHANGE, APPLY)
            editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, 6, "Generate docstring")
            await editor.until(lambda: DOCUMENTED in editor.texts[uri], "the next edit")
