"""Settings that come and go while the server runs."""

from __future__ import annotations

import asyncio
import copy
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from support.azure import AzureServer
from support.bank import DOCUMENTED, SERVICE, azure_environment, half_until, said
from support.editor import PLAIN, Editor, editing

ASKING = copy.deepcopy(PLAIN)
ASKING["capabilities"]["workspace"]["configuration"] = True
FULL = {"initializationOptions": {"detail": "full"}}
SECTIONS = "    Raises:\n"


async def test_a_setting_that_was_removed_is_no_longer_in_force(workspace: Path) -> None:
    async with editing(workspace, {**ASKING, **FULL}, process=False) as editor:
        # The plain style leaves no habit in the file that would be followed later.
        for section, sections in (({"style": "plain"}, False), ({}, True)):
            editor.client.set_configuration(section, section="docstring-ls")
            _say_changed(editor)
            await _until_written(editor, sections)


@pytest.mark.parametrize("what", ["transfer", "everything"])
async def test_what_began_under_old_settings_is_not_kept_for_the_new(
    workspace: Path, what: str
) -> None:
    """The settings change while the client is still asked to show the progress."""
    async with editing(workspace, {**PLAIN, **FULL}, process=False) as editor:
        for settings in ({"style": "plain"}, {}):
            async with _slow_progress(editor) as asked:
                uri = editor.open("bank/service.py", SERVICE)
                if what == "everything":
                    arguments = [{"uri": uri, "version": 1}]
                    await editor.execute("docstring-ls.generateMissing", arguments)
                else:
                    await editor.choose(uri, 6, "Generate docstring")
                await editor.until(asked.is_set, "progress")
                _say_changed(editor, settings)
                await editor.hover(uri, 0)
            await editor.until(lambda: editor.applied, "the edit")
            editor.applied.clear()
            editor.close(uri)
        _say_changed(editor, {"detail": "full"})
        written = await _until_written(editor, sections=True)
        _say_changed(editor, {"style": "plain"})
        assert await _until_written(editor, sections=False) != written


async def test_the_answer_to_an_older_question_does_not_win(workspace: Path) -> None:
    async with editing(workspace, ASKING, process=False) as editor:
        questions = await _questions(editor)
        _say_changed(editor)
        _say_changed(editor)
        await editor.until(lambda: len(questions) == 2, "two questions")
        questions[1].set_result([{"style": "google"}])
        await _until_written(editor, sections=True)
        questions[0].set_result([{"style": "plain"}])
        for _ in range(3):
            assert SECTIONS in await _written(editor)


async def test_an_answer_does_not_win_over_what_was_pushed_since(workspace: Path) -> None:
    async with editing(workspace, ASKING, process=False) as editor:
        questions = await _questions(editor)
        _say_changed(editor)
        await editor.until(lambda: questions, "a question")
        _say_changed(editor, {"style": "google"})
        questions[0].set_result([{"style": "plain"}])
        for _ in range(3):
            assert SECTIONS in await _written(editor)


async def test_a_section_that_was_removed_is_no_longer_in_force(workspace: Path) -> None:
    async with editing(workspace, {**ASKING, **FULL}, process=False) as editor:
        questions = await _questions(editor)
        for answer, sections in (({"style": "plain"}, False), (None, True)):
            questions.clear()
            _say_changed(editor)
            await editor.until(lambda: questions, "a question")
            questions[0].set_result([answer])
            await _until_written(editor, sections)


@pytest.mark.parametrize("answer", [None, [], 5, ["plain"], [{"style": {"a": 1}}]])
async def test_an_answer_that_makes_no_sense_changes_nothing(
    workspace: Path, answer: object
) -> None:
    async with editing(workspace, {**ASKING, **FULL}, process=False) as editor:
        questions = await _questions(editor)
        _say_changed(editor)
        await editor.until(lambda: questions, "a question")
        questions[0].set_result(answer)
        for _ in range(2):
            assert SECTIONS in await _written(editor)


async def test_what_runs_goes_on_under_the_old_settings(workspace: Path) -> None:
    released = threading.Event()
    with AzureServer([said(hold=half_until(released))]) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, 6, "Generate docstring")
            await editor.until(lambda: editor.reports(), "a report")
            _say_changed(editor, {"style": "numpy"})
            await editor.hover(uri, 0)
            released.set()
            await editor.until(lambda: editor.applied or editor.messages, "an end")
            assert DOCUMENTED in editor.texts[uri]


def _say_changed(editor: Editor, settings: dict[str, Any] | None = None) -> None:
    """Push settings, or let the server ask for them."""
    pushed = None if settings is None else {"docstring-ls": settings}
    params = types.DidChangeConfigurationParams(pushed)
    editor.client.workspace_did_change_configuration(params)


async def _until_written(editor: Editor, sections: bool) -> str:
    """Write until the sections are as they should be: the server asks in its own time."""
    for _ in range(40):
        written = await _written(editor)
        if (SECTIONS in written) == sections:
            break
    assert (SECTIONS in written) == sections, written
    return written


async def _written(editor: Editor) -> str:
    uri = editor.open("bank/service.py", SERVICE)
    count = len(editor.applied)
    await editor.choose(uri, 6, "Generate docstring")
    await editor.until(lambda: len(editor.applied) > count, "the edit")
    text = editor.texts[uri]
    editor.close(uri)
    return text


@asynccontextmanager
async def _slow_progress(editor: Editor) -> AsyncIterator[asyncio.Event]:
    """Let the client answer that it shows progress only at the end; the event says it was asked."""
    asked, answer = asyncio.Event(), asyncio.Event()
    features = editor.client.protocol.fm.features
    known = features[types.WINDOW_WORK_DONE_PROGRESS_CREATE]

    async def create(params: types.WorkDoneProgressCreateParams) -> None:
        asked.set()
        await answer.wait()
        known(params)

    features[types.WINDOW_WORK_DONE_PROGRESS_CREATE] = create
    try:
        yield asked
    finally:
        answer.set()
        features[types.WINDOW_WORK_DONE_PROGRESS_CREATE] = known


async def _questions(editor: Editor) -> list[asyncio.Future[Any]]:
    """The questions for settings after the first, to be answered in any order.

    Nothing was awaited since the server was told that it may ask, so the first is still to come.
    """
    questions: list[asyncio.Future[Any]] = []

    async def configuration(params: types.ConfigurationParams) -> Any:
        questions.append(asyncio.get_running_loop().create_future())
        return await questions[-1]

    editor.client.protocol.fm.features[types.WORKSPACE_CONFIGURATION] = configuration
    await editor.until(lambda: questions, "the question at the start")
    questions.pop().set_result([{}])
    return questions
