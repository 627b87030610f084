"""An edit is sent once: whatever the editor answers, in whatever order, and whoever undoes it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from support.azure import AzureServer
from support.bank import DOCUMENTED, SERVICE, azure_environment, said
from support.editor import APPLY, CHANGE, ERROR, NOTHING, PLAIN, REFUSE, Editor, Step, editing

SECONDS = "0.7"
TYPED = "# typed\n"


def undo(editor: Editor) -> None:
    (uri,) = editor.texts
    text = editor.texts[uri].replace(_docstring(), "")
    editor.replace(uri, text)


def type_above(editor: Editor) -> None:
    (uri,) = editor.texts
    editor.type(uri, 1, 0, TYPED)


def _docstring() -> str:
    start = DOCUMENTED.index('    """')
    return DOCUMENTED[start : DOCUMENTED.index('"""', start + 8) + 4]


# What the editor and its person do with the first edit: how many edits are sent in all, whether
# the docstring stands there in the end, and whether somebody is told that it was not applied.
ONCE, TWICE = 1, 2
ANSWERS: dict[str, tuple[tuple[Step, ...], int, bool, bool]] = {
    "change, yes": ((CHANGE, APPLY), ONCE, True, False),
    "yes, change": ((APPLY, 0.2, CHANGE), ONCE, True, False),
    "yes, late change": ((APPLY, 1.5, CHANGE), ONCE, True, False),
    "change, late yes": ((CHANGE, 0.4, APPLY), ONCE, True, False),
    "change, no answer": ((CHANGE,), ONCE, True, False),
    "change, no": ((CHANGE, REFUSE), ONCE, True, False),
    "change, error": ((CHANGE, ERROR), ONCE, True, False),
    "change, undo, yes": ((CHANGE, undo, APPLY), ONCE, False, False),
    "change, yes, undo": ((CHANGE, APPLY, undo), ONCE, False, False),
    "yes, change, undo": ((APPLY, CHANGE, undo), ONCE, False, False),
    "yes, change, undo in 15 ms": ((APPLY, 0.05, CHANGE, 0.015, undo), ONCE, False, False),
    "yes, change, undo in 70 ms": ((APPLY, 0.05, CHANGE, 0.07, undo), ONCE, False, False),
    "change, undo, no answer": ((CHANGE, undo), ONCE, False, False),
    "yes, change, typing": ((APPLY, CHANGE, type_above), ONCE, True, False),
    "change, typing, yes": ((CHANGE, type_above, APPLY), ONCE, True, False),
    "change, undo, typing, yes": ((CHANGE, undo, type_above, APPLY), ONCE, False, False),
    "typing, no": ((type_above, REFUSE), TWICE, True, False),
    "typing, error": ((type_above, ERROR), TWICE, True, False),
    "no, typing": ((REFUSE, 0.05, type_above), TWICE, True, False),
    "no": ((REFUSE,), ONCE, False, True),
    "error": ((ERROR,), ONCE, False, True),
    "null": ((NOTHING,), ONCE, False, True),
    "change, null": ((CHANGE, NOTHING), ONCE, True, False),
    "null, change": ((NOTHING, 0.05, CHANGE), ONCE, True, False),
    "typing, null": ((type_above, NOTHING), TWICE, True, False),
    "nothing at all": ((), ONCE, False, True),
    "typing, no answer": ((type_above,), ONCE, False, True),
}


@pytest.mark.parametrize("name", ANSWERS)
async def test_an_edit_is_sent_as_often_as_it_must(workspace: Path, name: str) -> None:
    steps, count, stands, told = ANSWERS[name]
    with AzureServer([said()]) as azure:
        environment = azure_environment(azure, DOCSTRING_LS_CLIENT_TIMEOUT=SECONDS)
        async with editing(workspace, environment=environment, process=False) as editor:
            editor.answers = _first(editor, steps)
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, 6, "Generate docstring")
            await editor.until(lambda: _ended(editor), "the end")
            await _quiet(editor)
            assert [kind for kind, _ in editor.timeline].count("edit") == count
            assert (DOCUMENTED in editor.texts[uri]) == stands
            assert bool(editor.messages) == told, editor.messages
            if told:
                assert "did not apply" in editor.messages[0]


def _first(editor: Editor, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps for the first edit; later ones are applied as they come."""

    def normal(editor: Editor) -> None:
        editor.answers = (CHANGE, APPLY)

    return (normal, *steps)


def _edits(editor: Editor) -> list[Any]:
    return [edit for kind, edit in editor.timeline if kind == "edit"]


async def _quiet(editor: Editor) -> None:
    """Until everything that the editor still does has been done and answered."""
    await asyncio.wait(editor.later, timeout=2) if editor.later else None
    (uri,) = editor.texts
    for _ in range(3):
        await editor.hover(uri, 0)
        await asyncio.sleep(0.05)


def _ended(editor: Editor) -> bool:
    return bool(editor.timeline) and "end" in [kind for kind, _ in editor.timeline]


async def test_said_to_be_applied_but_never_seen_is_said_once(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docstring_ls.lsp.generation.apply_edit.CHANGE_SECONDS", 0.3)
    with AzureServer([said()]) as azure:
        environment = azure_environment(azure)
        async with editing(
            workspace, environment=environment, process=False, answers=(APPLY,)
        ) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, 6, "Generate docstring")
            await editor.until(lambda: editor.messages, "the message")
            assert "the document did not change" in editor.messages[0]
            assert [kind for kind, _ in editor.timeline].count("edit") == 1


async def test_cancelled_while_the_edit_is_on_its_way(workspace: Path) -> None:
    """The next edit is made for the text after it, not beside it."""
    twice = SERVICE + "\n\ndef other(amount):\n    return amount\n"
    plain = {**PLAIN, "capabilities": {**PLAIN["capabilities"], "workspace": {"applyEdit": True}}}
    with AzureServer([said(), said(parameters=[], raises=[])]) as azure:
        environment = azure_environment(azure)
        slow: tuple[Step, ...] = (0.5, CHANGE, APPLY)
        async with editing(
            workspace, plain, environment=environment, process=False, answers=slow
        ) as editor:
            uri = editor.open("bank/service.py", twice)
            await editor.choose(uri, 6, "Generate docstring")
            await editor.until(
                lambda: editor.timeline[-1:] and editor.timeline[-1][0] == "edit", ""
            )
            token = next(iter(editor.client.progress_reports))
            editor.client.window_work_done_progress_cancel(
                types.WorkDoneProgressCancelParams(token)
            )
            await editor.choose(uri, 12, "Generate docstring for `other`")
            await editor.until(lambda: len(editor.applied) == 2 or editor.messages, "both edits")
            assert DOCUMENTED in editor.texts[uri]
            assert 'def other(amount):\n    """' in editor.texts[uri]
            assert editor.messages == []


TRUE = '"""Accounts."""\n\n\ndef double(amount):\n    """Return twice the amount.\n\n    Args:\n        amount: In cents.\n\n    Returns:\n        Twice that.\n    """\n    return amount * 2\n'  # noqa: E501


@pytest.mark.parametrize("provider", ["azure", "draft"])
@pytest.mark.parametrize("stream", [False, True], ids=["edit", "stream"])
async def test_what_changes_nothing_is_never_sent(
    workspace: Path, provider: str, stream: bool
) -> None:
    announced = {**PLAIN, "initializationOptions": {"stream": stream}}
    same = said(
        summary="Return twice the amount.",
        parameters=[{"name": "amount", "description": "In cents."}],
        returns="Twice that.",
        raises=[],
    )
    with AzureServer([same]) as azure:
        environment = azure_environment(azure) if provider == "azure" else {}
        async with editing(workspace, announced, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", TRUE)
            await editor.choose(uri, 11, "Update docstring of `double`")
            await editor.until(lambda: editor.messages or _edits(editor), "a message or an edit")
            await _quiet(editor)
            assert _edits(editor) == []
            assert len(editor.messages) == 1 and "nothing to change" in editor.messages[0]
            assert not any(hasattr(item, "edit") for item in editor.streamed)
            titles = [action.title for action in await editor.actions(uri, 11)]
            assert not any(title.startswith("Insert") for title in titles)
