"""What a handler is given is of one moment, whatever happens to the document meanwhile."""

from __future__ import annotations

import pytest
from lsprotocol import types

from docstring_ls.lsp.client import Client, ClientCapabilities
from docstring_ls.lsp.documents import Documents
from docstring_ls.lsp.server import create_server
from docstring_ls.lsp.tasks import Tasks
from docstring_ls.lsp.workspace import LaunchOptions, Workspace, folders_of

URI = "file:///work/a.py"


@pytest.fixture
def workspace() -> Workspace:
    client, documents = Client(create_server(), ClientCapabilities()), Documents()
    folders = folders_of(types.InitializeParams(types.ClientCapabilities()))
    tasks = Tasks(client, documents)
    workspace = Workspace(client, documents, tasks, folders, LaunchOptions(environ={}), {})
    documents.open(types.TextDocumentItem(URI, "python", 1, "def f(): pass\n"))
    return workspace


def put(workspace: Workspace, text: str, version: int) -> None:
    document = types.VersionedTextDocumentIdentifier(version, URI)
    change = types.TextDocumentContentChangeWholeDocument(text)
    workspace.documents.change(types.DidChangeTextDocumentParams(document, [change]))


def test_what_was_read_stays(workspace: Workspace) -> None:
    snapshot = workspace.require_snapshot(URI)
    assert snapshot.syntax.source.text == "def f(): pass\n"
    put(workspace, "x = 1\n", 2)
    assert snapshot.source.text == snapshot.syntax.source.text == "def f(): pass\n"
    assert workspace.require_snapshot(URI).source.text == "x = 1\n"


def test_a_newer_text_is_never_shown(workspace: Workspace) -> None:
    snapshot = workspace.require_snapshot(URI)
    put(workspace, "x = 1\n", 2)
    for read in (lambda: snapshot.source, lambda: snapshot.syntax, lambda: snapshot.around(0)):
        with pytest.raises(RuntimeError, match="moved on"):
            read()


def test_the_same_version_number_is_no_same_text(workspace: Workspace) -> None:
    """Some clients never count."""
    snapshot = workspace.require_snapshot(URI)
    put(workspace, "x = 1\n", 1)
    with pytest.raises(RuntimeError, match="moved on"):
        _ = snapshot.syntax
