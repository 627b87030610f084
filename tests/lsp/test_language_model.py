"""Provider ``editor``: the editor's own language model over a real connection, by script."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcMethodNotFound, JsonRpcRequestCancelled

from support.bank import DOCUMENTED, SAID, SERVICE, as_it_is_shown
from support.editor import PLAIN, Editor, editing
from support.language_model import (
    ENVIRONMENT,
    GOOD,
    OFFERING,
    SILENCE,
    STOP,
    STREAMING,
    Raw,
    ScriptedModel,
    Step,
    pieces,
    refused,
)

BODY = 6
TITLE = "Generate docstring for `transfer`"
HALF = pieces()[:20]
# Half of a character that JavaScript writes as two.
HIGH, LOW = "\ud83d", "\ude00"


@asynccontextmanager
async def offering(
    workspace: Path,
    *scripts: tuple[Step, ...],
    announcement: dict[str, Any] = OFFERING,
    **options: str,
) -> AsyncIterator[tuple[Editor, ScriptedModel, str]]:
    """An editor with a model of its own, and a document open in it."""
    environment = ENVIRONMENT | {f"DOCSTRING_LS_{name.upper()}": options[name] for name in options}
    async with editing(workspace, announcement, environment=environment, process=False) as editor:
        model = ScriptedModel(editor, *scripts)
        yield editor, model, editor.open("bank/service.py", SERVICE)


def ended(editor: Editor) -> bool:
    return bool(editor.timeline) and editor.timeline[-1][0] == "end"


def ends(editor: Editor) -> int:
    """How many generations have ended."""
    return len([kind for kind, _ in editor.timeline if kind == "end"])


async def test_the_answer_is_written_and_the_request_knows_users_and_words_only(
    workspace: Path,
) -> None:
    async with offering(workspace, GOOD) as (editor, model, uri):
        await editor.choose(uri, BODY, TITLE)
        await editor.until(lambda: editor.applied, "the edit")
        assert DOCUMENTED in editor.texts[uri] and editor.messages == []
        (request,) = model.requests
        assert set(request._fields) == {"token", "messages", "maxTokens"}
        (message,) = request.messages
        assert message.role == "user" and type(request.maxTokens) is int
        task, schema, code = "You document Python code.", '"summary"', "def transfer("
        places = [message.content.find(part) for part in (task, schema, code)]
        assert -1 < places[0] < places[1] < places[2]


async def test_the_docstring_grows_as_the_pieces_come(workspace: Path) -> None:
    editors: list[Editor] = []
    held = as_it_is_shown(lambda: len([item for item in editors[0].streamed if item.text]))
    script: list[Step] = []
    for number, piece in enumerate(pieces()):
        # What comes too fast is shown together.
        script += [0.06, lambda number=number: held(number), piece]
    async with offering(workspace, (*script, STOP), announcement=STREAMING) as (editor, _, uri):
        editors.append(editor)
        await editor.choose(uri, BODY, TITLE)
        await editor.until(lambda: editor.streamed and editor.streamed[-1].state == "done", "done")
        texts = [item.text for item in editor.streamed if item.text]
        assert len(texts) > 3 and sorted(texts, key=len) == texts
        assert all(text.startswith('"""Add') for text in texts)
        assert editor.texts[uri] == SERVICE and editor.messages == []


REFUSALS: dict[str, tuple[tuple[Step, ...], str]] = {
    "no permission": ((refused("no-permission"),), "Allow it when the editor asks"),
    "blocked": ((refused("blocked"),), "exclude-from-context"),
    "blocked in the middle": ((*HALF, refused("blocked")), "exclude-from-context"),
    "not found": ((refused("not-found"),), "Sign in to one"),
    "quota": ((refused("quota"),), "quota of the editor's language model is used up"),
    "quota in the middle of a character": ((*HALF, HIGH, refused("quota")), "is used up"),
    "unknown kind": ((refused("something new"),), "language model failed"),
    "kind that is ours": ((refused("malformed"),), "language model failed"),
    "kind that is no word": ((refused(["quota"]),), "language model failed"),
    "cancelled": ((JsonRpcRequestCancelled("x"),), "The editor cancelled the request"),
    "cancelled later": ((*HALF, HIGH, JsonRpcRequestCancelled("x")), "The editor cancelled the"),
    "announced but absent": ((JsonRpcMethodNotFound("x"),), "Update its docstring-ls extension"),
}


async def test_a_refusal_is_one_sentence_that_says_what_to_do(workspace: Path) -> None:
    async with offering(workspace) as (editor, model, uri):
        for count, (case, (script, advice)) in enumerate(REFUSALS.items(), start=1):
            model.play(script)
            await editor.choose(uri, BODY, TITLE)
            await editor.until(lambda n=count: ends(editor) == n and editor.messages[n - 1 :], case)
            assert len(editor.messages) == count, case
            message = editor.messages[-1]
            assert advice in message and "secret" not in message, case
            assert len(model.requests) == 1, case
        assert editor.texts[uri] == SERVICE and not editor.applied


MANY = "".join(f"def f{n}(a):\n    return a + {n}\n\n\n" for n in range(8))


@pytest.mark.parametrize("kind", ["no-permission", "not-found", "quota", "anything"])
async def test_a_refusal_ends_the_run_over_a_whole_file(workspace: Path, kind: str) -> None:
    async with offering(workspace, (refused(kind),), concurrency="1") as (editor, model, _):
        uri = editor.open("bank/many.py", MANY)
        await editor.execute("docstring-ls.generateMissing", [{"uri": uri, "version": 1}])
        await editor.until(lambda: editor.messages and ended(editor), "the message")
        assert len(editor.messages) == 1 and len(model.requests) <= 3
        assert editor.texts[uri] == MANY and not editor.applied


async def test_a_question_that_nobody_answers_is_put_once_for_a_whole_file(workspace: Path) -> None:
    options = {"concurrency": "1", "timeout": "1", "idle_timeout": "0.05", "retries": "0"}
    async with offering(workspace, (SILENCE,), **options) as (editor, model, _):
        uri = editor.open("bank/many.py", MANY)
        await editor.execute("docstring-ls.generateMissing", [{"uri": uri, "version": 1}])
        await editor.until(lambda: editor.messages and ended(editor), "the message")
        assert len(editor.messages) == len(model.requests) == 1
        assert "asks you to allow it" in editor.messages[0]


ODD_ENDS: dict[str, tuple[tuple[Step, ...], str]] = {
    "nothing said about the end": ((*pieces(), {}), "broke off"),
    "a word that nobody knows": ((*pieces(), {"finishReason": "whatever"}), "broke off"),
    "no answer's text": ((STOP,), "The editor's language model sent an empty answer"),
    "too long": ((*HALF, {"finishReason": "length"}), "Raise answer-tokens"),
    "filtered": ((*HALF, {"finishReason": "content_filter"}), "content filter of the editor's"),
    "ten megabytes": (("x" * 10_000_000, STOP), "far more than answer-tokens allows"),
    "more and more": ((*["y" * 70_000] * 3, STOP), "far more than answer-tokens allows"),
    "thousands of empty pieces": ((*[""] * 5_000, SILENCE), "far more than answer-tokens allows"),
    "a number for a text": ((Raw({"kind": "text", "text": 7}), SILENCE), "can't be read"),
    "a text for a value": ((Raw("summary"), SILENCE), "can't be read"),
    "a list for a value": ((Raw([1, {"text": "x"}]), SILENCE), "can't be read"),
    "nothing for a value": ((Raw(None), SILENCE), "can't be read"),
    "another kind": ((Raw({"kind": "report", "text": "x"}), SILENCE), "can't be read"),
    "half a character": ((*HALF, HIGH, "x", SILENCE), "can't be read"),
    "half a character at the end": ((*pieces(), HIGH, STOP), "can't be read"),
}


async def test_an_odd_answer_is_one_sentence_and_the_next_one_is_taken(workspace: Path) -> None:
    async with offering(workspace, retries="0") as (editor, model, uri):
        for count, (case, (script, words)) in enumerate(ODD_ENDS.items(), start=1):
            model.play(script)
            await editor.choose(uri, BODY, TITLE)
            await editor.until(lambda n=count: ends(editor) == n and editor.messages[n - 1 :], case)
            assert len(editor.messages) == count, case
            assert words in editor.messages[-1] and len(editor.messages[-1]) < 300, case
            dropped = SILENCE in script
            await editor.until(lambda n=dropped: model.cancelled == n, f"{case}: its request ended")
            assert editor.texts[uri] == SERVICE and not editor.applied, case
        model.play(GOOD)
        await editor.choose(uri, BODY, TITLE)
        await editor.until(lambda: editor.applied, "the edit")
        assert DOCUMENTED in editor.texts[uri] and len(editor.messages) == len(ODD_ENDS)


async def test_a_character_cut_in_halves_between_pieces_is_whole(workspace: Path) -> None:
    said = json.dumps(SAID | {"summary": "Add an amount 😀 to a balance."}, ensure_ascii=False)
    before, after = said.split("😀")
    async with offering(workspace, (before + HIGH, LOW + after, STOP)) as (editor, _, uri):
        await editor.choose(uri, BODY, TITLE)
        await editor.until(lambda: editor.applied, "the edit")
        assert "Add an amount 😀 to a balance." in editor.texts[uri]


CHATTER = (*pieces("Sure! I would love to help you with this function."), STOP)


async def test_an_answer_that_is_not_json_is_asked_for_again(workspace: Path) -> None:
    async with offering(workspace, CHATTER, GOOD) as (editor, model, uri):
        await editor.choose(uri, BODY, TITLE)
        await editor.until(lambda: editor.applied, "the edit")
        assert DOCUMENTED in editor.texts[uri] and editor.messages == []
        roles = [[message.role for message in request.messages] for request in model.requests]
        assert roles == [["user"], ["user", "assistant", "user"]]


async def test_an_answer_that_stays_chatter_is_one_sentence(workspace: Path) -> None:
    async with offering(workspace, CHATTER) as (editor, model, uri):
        await editor.choose(uri, BODY, TITLE)
        await editor.until(lambda: editor.messages and ended(editor), "the message")
        (message,) = editor.messages
        assert "gave no docstring" in message and "Sure" not in message
        assert editor.texts[uri] == SERVICE and len(model.requests) == 3


@pytest.mark.parametrize("before", [(), HALF], ids=["before the first piece", "in the middle"])
async def test_a_person_cancels_and_the_editors_model_stops(
    workspace: Path, before: tuple[Step, ...]
) -> None:
    async with offering(workspace, (*before, SILENCE)) as (editor, model, uri):
        await editor.choose(uri, BODY, TITLE)
        await editor.until(lambda: model.requests, "the request")
        if before:
            await editor.until(editor.reports, "text")
        (token,) = editor.client.progress_reports
        editor.client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(token))
        await editor.until(lambda: model.cancelled == 1 and ended(editor), "the end")
        assert editor.texts[uri] == SERVICE and editor.messages == []


async def test_closing_the_document_stops_the_editors_model(workspace: Path) -> None:
    async with offering(workspace, (*HALF, SILENCE)) as (editor, model, uri):
        await editor.choose(uri, BODY, TITLE)
        await editor.until(lambda: model.requests, "the request")
        editor.close(uri)
        await editor.until(lambda: model.cancelled == 1, "the end")
        assert editor.messages == []


async def test_leaving_in_the_middle_says_nothing_and_logs_nothing(
    workspace: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with offering(workspace, (*HALF, SILENCE)) as (editor, model, uri):
        await editor.choose(uri, BODY, TITLE)
        await editor.until(lambda: model.requests, "the request")
    assert editor.messages == []
    assert [record.message for record in caplog.records if record.exc_info] == []


@pytest.mark.parametrize(
    "script, options, words",
    [
        ((SILENCE,), {"timeout": "1", "idle_timeout": "0.05"}, "asks you to allow it"),
        ((*HALF, SILENCE), {"idle_timeout": "0.3"}, "stopped sending"),
        ((*[0.1, *HALF] * 30, SILENCE), {"timeout": "1"}, "did not finish its answer in time"),
    ],
    ids=["no first piece", "no further piece", "no end"],
)
async def test_silence_is_one_sentence(
    workspace: Path, script: tuple[Step, ...], options: dict[str, str], words: str
) -> None:
    async with offering(workspace, script, retries="0", **options) as (editor, model, uri):
        await editor.choose(uri, BODY, TITLE)
        await editor.until(lambda: editor.messages and ended(editor), "the message")
        (message,) = editor.messages
        assert words in message and message.startswith("The editor's language model")
        assert editor.texts[uri] == SERVICE and not editor.applied
        await editor.until(lambda: model.cancelled == 1, "the request cancelled")


async def test_pieces_after_the_end_are_ignored(workspace: Path) -> None:
    late = (*pieces(), STOP, *HALF, Raw(7), "x" * 100_000)
    async with offering(workspace, late) as (editor, model, uri):
        await editor.choose(uri, BODY, TITLE)
        await editor.until(lambda: editor.applied, "the edit")
        editor.replace(uri, SERVICE)
        await editor.choose(uri, BODY, "Preview docstring")
        await editor.until(lambda: len(editor.messages) == 1, "the preview")
        assert "is ready" in editor.messages[0]
        for token in ("nobody's", 7, model.requests[0].token):
            value = {"kind": "text", "text": "stray"}
            editor.client.progress(types.ProgressParams(token, value))
        assert DOCUMENTED.splitlines()[1].strip('" ') in await editor.hover(uri, BODY)
        assert editor.texts[uri] == SERVICE and len(editor.applied) == 1


async def test_nothing_is_sent_before_a_person_asks(workspace: Path) -> None:
    async with offering(workspace, GOOD) as (editor, model, uri):
        await editor.hover(uri, BODY)
        actions = await editor.actions(uri, BODY)
        assert [action.title for action in actions if action.title.startswith(TITLE)]
        for action in actions:
            await editor.client.code_action_resolve_async(action)
        editor.type(uri, BODY, 0, "    ")
        where = types.TextDocumentPositionParams(
            types.TextDocumentIdentifier(uri), types.Position(BODY, 4)
        )
        await editor.client.text_document_completion_async(
            types.CompletionParams(where.text_document, where.position)
        )
        await editor.actions(uri, BODY)
        assert model.requests == []


ABSENT: list[Any] = [None, {}, {"docstringLs": {}}, {"docstringLs": {"languageModel": "yes"}}, [1]]


@pytest.mark.parametrize("experimental", ABSENT, ids=str)
async def test_an_editor_without_a_model_is_a_configuration_error(
    workspace: Path, experimental: Any
) -> None:
    capabilities = PLAIN["capabilities"] | {"experimental": experimental}
    announcement = {**PLAIN, "capabilities": capabilities}
    async with offering(workspace, GOOD, announcement=announcement) as (editor, model, uri):
        await editor.choose(uri, BODY, TITLE)
        await editor.until(lambda: editor.messages, "the message")
        (message,) = editor.messages
        assert "provider is editor (environment), but this editor does not offer" in message
        assert "experimental.docstringLs.languageModel" in message and "azure" in message
        assert editor.texts[uri] == SERVICE and model.requests == []


async def test_figures_of_the_editor_count_against_the_session(workspace: Path) -> None:
    figures = {"promptTokens": 300, "completionTokens": 80}
    told = (*pieces(), STOP | {"usage": figures, "model": "gpt-4o"})
    async with offering(workspace, told, max_tokens="2000") as (editor, _, uri):
        await editor.choose(uri, BODY, TITLE)
        await editor.until(lambda: editor.applied, "the edit")
        editor.replace(uri, SERVICE.replace("amount", "sum_"))
        await editor.choose(uri, BODY, TITLE)
        await editor.until(lambda: editor.messages, "the message")
        assert "max-tokens" in editor.messages[0]
