"""Clients that ask for ``docstring-ls/stream`` see the literal grow and get the gated edit."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from support.azure import AzureServer
from support.bank import DOCUMENTED, SERVICE, as_it_is_shown, azure_environment, said
from support.editor import PLAIN, Editor, editing

STREAMING: dict[str, Any] = {**copy.deepcopy(PLAIN), "initializationOptions": {"stream": True}}
BODY = 6


def states(editor: Editor) -> list[str]:
    return [item.state for item in editor.streamed]


async def test_the_literal_grows_and_done_carries_the_edit(workspace: Path) -> None:
    editors: list[Editor] = []
    hold = as_it_is_shown(lambda: len([item for item in editors[0].streamed if item.text]))
    with AzureServer([said(seconds=2.4, hold=hold)]) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, STREAMING, environment=environment, process=False) as editor:
            editors.append(editor)
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, "Generate docstring")
            await editor.until(lambda: "done" in states(editor), "done")
            texts = [item.text for item in editor.streamed if item.text]
            last = editor.streamed[-1]
            assert len({item.token for item in editor.streamed}) == 1
            assert (last.uri, last.version, last.qualname) == (uri, 1, "transfer")
            assert len(texts) > 3 and texts[0].startswith('"""Add')
            assert editor.texts[uri] == SERVICE and editor.applied == []
            edit = editor.client.protocol._converter.structure(_plain(last.edit), _workspace_edit())
            editor.apply(edit)
            assert DOCUMENTED in editor.texts[uri]


async def test_insert_after_the_document_moved_on_is_rebased(workspace: Path) -> None:
    with AzureServer([said()]) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, STREAMING, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, "Generate docstring")
            await editor.until(lambda: "done" in states(editor), "done")
            editor.replace(uri, SERVICE.replace("from .models", "import os\nfrom .models"))
            await editor.execute("docstring-ls.insert", [{"token": editor.streamed[-1].token}])
            await editor.until(lambda: editor.applied, "the edit")
            assert "import os\nfrom .models" in editor.texts[uri]
            assert DOCUMENTED in editor.texts[uri]


async def test_a_preview_is_shown_by_the_client_and_inserted_on_request(workspace: Path) -> None:
    with AzureServer([said()]) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, STREAMING, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, "Preview docstring")
            await editor.until(lambda: "done" in states(editor), "done")
            assert editor.texts[uri] == SERVICE and editor.messages == []
            await editor.execute("docstring-ls.insert", [{"token": editor.streamed[-1].token}])
            await editor.until(lambda: editor.applied, "the edit")
            assert DOCUMENTED in editor.texts[uri]


async def test_a_discarded_preview_is_gone_from_the_hover_too(workspace: Path) -> None:
    with AzureServer([said()]) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, STREAMING, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, "Preview docstring")
            await editor.until(lambda: "done" in states(editor), "done")
            assert "Proposed docstring" in await editor.hover(uri, BODY)
            await editor.execute("docstring-ls.discard", [{"token": editor.streamed[-1].token}])
            assert await editor.hover(uri, BODY) == ""


@pytest.mark.parametrize(
    ("title", "purpose"), [("Generate docstring", "insert"), ("Preview docstring", "preview")]
)
async def test_every_state_says_what_becomes_of_the_docstring(
    workspace: Path, title: str, purpose: str
) -> None:
    """A client need not remember what it asked for."""
    async with editing(workspace, STREAMING, process=False) as editor:
        uri = editor.open("bank/service.py", SERVICE)
        await editor.choose(uri, BODY, title)
        await editor.until(lambda: "done" in states(editor), "done")
        assert {item.purpose for item in editor.streamed} == {purpose}


async def test_discard_cancels_and_says_withdrawn(workspace: Path) -> None:
    with AzureServer([said(seconds=30.0, chunks=300)]) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, STREAMING, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, "Generate docstring")
            await editor.until(lambda: len(editor.streamed) > 3, "text")
            await editor.execute("docstring-ls.discard", [{"token": editor.streamed[-1].token}])
            await editor.until(lambda: states(editor)[-1] == "withdrawn", "withdrawn")
            await editor.until(lambda: azure.open_connections == 0, "the socket closed")
            assert editor.messages == []


def _plain(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        return {name: _plain(item) for name, item in value._asdict().items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if hasattr(value, "__dict__") and not isinstance(value, type):
        return {name: _plain(item) for name, item in vars(value).items()}
    return value


def _workspace_edit() -> Any:
    from lsprotocol import types

    return types.WorkspaceEdit
