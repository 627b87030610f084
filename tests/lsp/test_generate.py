"""The main job, end to end: a real server process, a real HTTP endpoint, a strict editor."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from support.azure import AzureServer, error
from support.bank import DOCUMENTED, SERVICE, as_it_is_shown, azure_environment, said
from support.editor import Editor, editing

BODY = 6
V1 = {"AZURE_OPENAI_API_VERSION": "v1"}


@pytest.mark.parametrize("more", [{}, V1], ids=["dated", "v1"])
async def test_the_action_inserts_the_docstring(workspace: Path, more: dict[str, str]) -> None:
    with AzureServer([said()]) as azure:
        environment = azure_environment(azure, **more)
        async with editing(workspace, environment=environment) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, "Generate docstring for `transfer`")
            await editor.until(lambda: editor.applied, "the edit")
            assert DOCUMENTED in editor.texts[uri]
            before, after = SERVICE.split("def transfer")[0], SERVICE.split("    if amount")[1]
            assert editor.texts[uri].startswith(before)
            assert editor.texts[uri].endswith(after)
        expected = "/openai/v1/" if more else "/openai/deployments/writer/"
        assert azure.requests[0].path.startswith(expected)
        assert editor.messages == []


async def test_text_grows_in_the_progress_before_the_edit(workspace: Path) -> None:
    editors: list[Editor] = []
    hold = as_it_is_shown(lambda: len(editors[0].reports()))
    with AzureServer([said(seconds=2.4, hold=hold)]) as azure:
        async with editing(workspace, environment=azure_environment(azure)) as editor:
            editors.append(editor)
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, "Generate docstring")
            await editor.until(lambda: editor.applied, "the edit")
            await editor.until(lambda: editor.timeline[-1][0] == "end", "the end")
            kinds = [kind for kind, _ in editor.timeline]
            reports = [value.message for kind, value in editor.timeline if kind == "report"]
    assert kinds.index("edit") > kinds.index("report")
    before_edit = kinds[: kinds.index("edit")].count("report")
    assert before_edit >= 3
    lengths = [len(text) for text in reports[:before_edit]]
    assert lengths == sorted(lengths) and len(set(lengths)) >= 3
    assert reports[before_edit - 1].startswith("Add an amount to the balance")


async def test_the_same_action_on_the_undone_text_asks_nobody(workspace: Path) -> None:
    with AzureServer([said()]) as azure:
        async with editing(
            workspace, environment=azure_environment(azure), process=False
        ) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            for count in (1, 2):
                await editor.choose(uri, BODY, "Generate docstring")
                await editor.until(lambda count=count: len(editor.applied) == count, "the edit")
                assert DOCUMENTED in editor.texts[uri]
                editor.replace(uri, SERVICE)
        assert len(azure.requests) == 1


async def test_the_prompt_holds_the_imported_class(workspace: Path) -> None:
    with AzureServer([said()]) as azure:
        async with editing(
            workspace, environment=azure_environment(azure), process=False
        ) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, "Generate docstring")
            await editor.until(lambda: editor.applied, "the edit")
        assert "balance_in_cents: int = 0" in azure.requests[0].text
        assert "class Account" in azure.requests[0].text


async def test_hover_shows_the_proposal_after_preview_and_nothing_before(workspace: Path) -> None:
    with AzureServer([said()]) as azure:
        async with editing(
            workspace, environment=azure_environment(azure), process=False
        ) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            assert await editor.hover(uri, 5, 6) == ""
            await editor.choose(uri, BODY, "Preview docstring for `transfer`")
            await editor.until(lambda: editor.messages, "the message")
            shown = await editor.hover(uri, 5, 6)
            assert "Proposed docstring" in shown
            assert "Add an amount to the balance of an account." in shown
            assert editor.texts[uri] == SERVICE
            await editor.choose(uri, BODY, "Insert proposed docstring for `transfer`")
            assert DOCUMENTED in editor.texts[uri]
        assert len(azure.requests) == 1


async def test_nothing_configured_means_the_draft_and_says_so(workspace: Path) -> None:
    async with editing(workspace) as editor:
        uri = editor.open("bank/service.py", SERVICE)
        action = await editor.choose(uri, BODY, "Generate docstring for `transfer`")
        assert action.title.endswith("(draft)")
        await editor.until(lambda: editor.applied, "the edit")
        assert "ValueError" in editor.texts[uri]
        assert "draft" not in editor.texts[uri]


FAILURES = {
    "wrong key": (
        error(401, "401", "Access denied due to invalid subscription key or wrong API endpoint."),
        "api-key",
    ),
    "unknown deployment": (
        error(404, "DeploymentNotFound", "The API deployment for this resource does not exist."),
        "deployment",
    ),
}


@pytest.mark.parametrize("failure", FAILURES)
async def test_a_failure_is_one_message_that_names_the_setting(
    workspace: Path, failure: str
) -> None:
    reply, setting = FAILURES[failure]
    with AzureServer([reply] * 5) as azure:
        async with editing(
            workspace, environment=azure_environment(azure), process=False
        ) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, "Generate docstring")
            await editor.until(lambda: editor.messages, "the message")
            assert len(editor.messages) == 1
            assert setting in editor.messages[0]
            assert "sk-test" not in editor.messages[0]
            assert editor.texts[uri] == SERVICE
            assert editor.applied == []


async def test_an_unreachable_host_is_one_message(workspace: Path) -> None:
    with AzureServer([]) as azure:
        environment = azure_environment(azure, DOCSTRING_LS_RETRIES="0")
    async with editing(workspace, environment=environment, process=False) as editor:
        uri = editor.open("bank/service.py", SERVICE)
        await editor.choose(uri, BODY, "Generate docstring")
        await editor.until(lambda: editor.messages, "the message")
        assert len(editor.messages) == 1
        assert "endpoint" in editor.messages[0]
        assert editor.texts[uri] == SERVICE


async def test_cancelled_half_way_leaves_the_document_in_silence(workspace: Path) -> None:
    with AzureServer([said(seconds=30.0, chunks=300)]) as azure:
        async with editing(
            workspace, environment=azure_environment(azure), process=False
        ) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, "Generate docstring")
            await editor.until(lambda: len(editor.reports()) > 2, "a report")
            token = next(iter(editor.client.progress_reports))
            editor.client.window_work_done_progress_cancel(
                types.WorkDoneProgressCancelParams(token)
            )
            await editor.until(lambda: editor.timeline[-1][0] == "end", "the end")
            await editor.until(lambda: azure.open_connections == 0, "the socket closed")
            assert editor.texts[uri] == SERVICE
            assert editor.messages == []
