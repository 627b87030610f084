"""What the client says about itself, its documents and its folders, from first word to last."""

from __future__ import annotations

import gc

from lsprotocol import types

from .. import app
from ..config import Config
from .session import Session


async def initialized(session: Session, params: types.InitializedParams) -> None:
    """Ask for settings, show what is wrong in them, and warm up what is slow to import."""
    config = await session.workspace.fetch_settings()
    session.diagnostics.settings_changed()
    session.tasks.run(_warm(config), "warm up")


async def _warm(config: Config) -> None:
    await app.warm(config)
    # A full collection walks the classes and tables made until now, a fifth of a second during
    # which nobody is answered; they live as long as the process.
    gc.freeze()


def did_open(session: Session, params: types.DidOpenTextDocumentParams) -> None:
    """Follow a document."""
    session.workspace.documents.open(params.text_document)
    session.diagnostics.changed(params.text_document.uri)


def did_change(session: Session, params: types.DidChangeTextDocumentParams) -> None:
    """Change a document's lines."""
    session.workspace.documents.change(params)
    session.diagnostics.changed(params.text_document.uri)


def did_save(session: Session, params: types.DidSaveTextDocumentParams) -> None:
    """Keep the text as one of before."""
    session.workspace.documents.saved(params.text_document.uri)


def did_close(session: Session, params: types.DidCloseTextDocumentParams) -> None:
    """Stop following a document, and what runs for it."""
    uri = params.text_document.uri
    session.workspace.documents.close(uri)
    session.tasks.cancel_document(uri)
    session.diagnostics.closed(uri)


async def configuration_changed(
    session: Session, params: types.DidChangeConfigurationParams
) -> None:
    """Take new settings."""
    await session.workspace.settings_changed(params.settings)
    session.diagnostics.settings_changed()


def folders_changed(session: Session, params: types.DidChangeWorkspaceFoldersParams) -> None:
    """Follow the workspace's folders."""
    session.workspace.folders.change(params.event)


def progress_cancelled(session: Session, params: types.WorkDoneProgressCancelParams) -> None:
    """Stop the work behind a progress report."""
    session.tasks.cancel_token(str(params.token))


def progressed(session: Session, params: types.ProgressParams) -> None:
    """Take a piece of an answer of the editor's language model."""
    if session.client.language_model is not None:
        session.client.language_model.receive(params)


async def shutdown(session: Session) -> None:
    """Stop what runs and release what is held."""
    session.prefetcher.stop()
    session.diagnostics.close()
    await session.tasks.close()
    await session.workspace.close()
