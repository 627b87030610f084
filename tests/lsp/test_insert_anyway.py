"""What was left out since the code can't prove it goes in where a person insists."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from support.azure import AzureServer
from support.bank import DOCUMENTED, SERVICE, azure_environment, said
from support.editor import PLAIN, Editor, editing

BODY = 6
SENTENCE = "It is thread-safe."
DOUBTFUL = said(
    description=f"{SENTENCE} It never raises an exception.\n\n.. include:: /etc/passwd",
    raises=[
        {"name": "ValueError", "description": "If the amount is not positive."},
        {"name": "OSError", "description": "If the ledger can't be reached."},
    ],
)
KEPT = DOCUMENTED.replace(
    "account.\n\n    Args", f"account.\n\n    {SENTENCE}\n\n    Args"
).replace("not positive.\n", "not positive.\n        OSError: If the ledger can't be reached.\n")
HEAD = DOCUMENTED.splitlines(keepends=True)[0] + DOCUMENTED.splitlines(keepends=True)[-1]
INSERT = "Insert proposed docstring for `transfer`"
ANYWAY = "Insert anyway, with what can't be proven, for `transfer`"
STREAMING: dict[str, Any] = {**copy.deepcopy(PLAIN), "initializationOptions": {"stream": True}}
READ_ONLY: dict[str, Any] = copy.deepcopy(PLAIN)
del READ_ONLY["capabilities"]["workspace"]["applyEdit"]


async def previewed(editor: Editor, text: str = SERVICE) -> str:
    uri = editor.open("bank/service.py", text)
    await editor.choose(uri, BODY, "Preview docstring")
    await editor.until(
        lambda: editor.messages or "done" in [item.state for item in editor.streamed], "the end"
    )
    return uri


async def titles(editor: Editor, uri: str, line: int = BODY) -> list[str]:
    return [action.title for action in await editor.actions(uri, line)]


@pytest.mark.parametrize("form", [PLAIN, READ_ONLY], ids=["edits", "takes edits with actions"])
async def test_it_stands_beside_insert_and_keeps_what_is_not_false(
    workspace: Path, form: dict[str, Any]
) -> None:
    with AzureServer(DOUBTFUL) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, form, environment=environment, process=False) as editor:
            uri = await previewed(editor)
            shown = await titles(editor, uri)
            assert shown.index(ANYWAY) == shown.index(INSERT) + 1
            action = await editor.choose(uri, BODY, ANYWAY)
            assert action.kind == "refactor.rewrite.docstring"
            assert editor.texts[uri] == SERVICE.replace(HEAD, KEPT)
        assert len(azure.requests) == 2


async def test_insert_alone_leaves_it_out(workspace: Path) -> None:
    with AzureServer(DOUBTFUL) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = await previewed(editor)
            await editor.choose(uri, BODY, INSERT)
            assert DOCUMENTED in editor.texts[uri]


async def test_it_is_not_offered_where_nothing_is_unproven(workspace: Path) -> None:
    with AzureServer(lambda _: said(description="It never raises an exception.")) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = await previewed(editor)
            shown = await titles(editor, uri)
            assert INSERT in shown and not any("anyway" in title for title in shown)


async def test_a_docstring_that_went_in_unseen_tells_the_way_to_it(workspace: Path) -> None:
    with AzureServer(DOUBTFUL) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, "Generate docstring")
            await editor.until(lambda: editor.messages, "the message")
            assert "undo and choose Insert anyway" in editor.messages[0]
            editor.replace(uri, SERVICE)
            await editor.choose(uri, BODY, ANYWAY)
            assert KEPT in editor.texts[uri]
        assert len(azure.requests) == 2


async def test_a_symbol_that_changed_is_not_overwritten(workspace: Path) -> None:
    with AzureServer(DOUBTFUL) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, STREAMING, environment=environment, process=False) as editor:
            uri = await previewed(editor)
            token = editor.streamed[-1].token
            changed = SERVICE.replace("amount <= 0", "amount < 0")
            editor.replace(uri, changed)
            assert ANYWAY not in await titles(editor, uri)
            await editor.execute("docstring-ls.insertAnyway", [{"token": token}])
            await editor.until(lambda: editor.messages, "the refusal")
            assert "changed" in editor.messages[0] and editor.texts[uri] == changed


async def test_a_symbol_that_moved_gets_it_at_its_new_place(workspace: Path) -> None:
    with AzureServer(DOUBTFUL) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, STREAMING, environment=environment, process=False) as editor:
            uri = await previewed(editor)
            assert editor.streamed[-1].anyway is True
            # A second look comes from the store, for the text as it is then.
            twin = SERVICE.split("\n\n\n")[1].replace("transfer", "pay")
            editor.replace(uri, SERVICE.replace("\n\n\n", f"\n\n\n{twin}\n\n"))
            line = BODY + len(twin.splitlines()) + 2
            count = len(editor.streamed)
            await editor.choose(uri, line, "Preview docstring for `transfer`")
            await editor.until(lambda: len(editor.streamed) > count, "the second look")
            token = editor.streamed[-1].token
            await editor.execute("docstring-ls.insertAnyway", [{"token": token}])
            await editor.until(lambda: editor.applied, "the edit")
            assert KEPT in editor.texts[uri] and twin in editor.texts[uri]
        assert len(azure.requests) == 2
