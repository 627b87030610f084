"""The server: one table of features, one of commands; everything else is a room of its own."""

from __future__ import annotations

import asyncio
import gc
import inspect
import logging
import threading
from collections.abc import Awaitable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcServerNotInitialized,
)
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter
from pygls.protocol.language_server import lsp_method
from pygls.uris import from_fs_path, uri_scheme

from .. import __version__, app
from ..config import Config, Trust
from ..core.text import message_text, path_of
from ..errors import DocstringLsError, UsageError
from . import code_action, commands, completion, hover, settings, stdio, tcp
from .client import read_capabilities
from .session import Session

logger = logging.getLogger(__name__)


class Protocol(LanguageServerProtocol):
    """The protocol with documents of our own: pygls joins the whole text at every keystroke."""

    _server: DocstringServer

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Take a malformed message for an error: pygls would leave whoever waits for it waiting."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], None, error.to_response_error())
            elif "id" in data:
                self._handle_response(data["id"], None, error.to_response_error())
            raise

    def handle_message(self, message: Any) -> None:
        """Refuse what comes at the wrong time, and let an exit wait for the shutdown's answer."""
        refusal = self._refusal(message) if hasattr(message, "method") else None
        if refusal is not None:
            if hasattr(message, "id"):
                self._send_response(message.id, None, refusal.to_response_error())
            return
        closing = self._server.session.closing
        if closing is not None and _is_exit(message):
            closing.add_done_callback(lambda _: super(Protocol, self).handle_message(message))
            return
        super().handle_message(message)

    def _refusal(self, message: Any) -> JsonRpcException | None:
        if self._shutdown and hasattr(message, "id"):
            return JsonRpcInvalidRequest("The server is shutting down.")
        if message.method == types.INITIALIZE:
            if self._workspace is not None:
                return JsonRpcInvalidRequest("The server is initialized already.")
            return _odd_folder(message.params)
        if self._workspace is None and message.method != types.EXIT:
            return JsonRpcServerNotInitialized("The first request must be initialize.")
        return None

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Follow a document."""
        self._server.session.documents.open(params.text_document)
        self._server.session.diagnostics.changed(params.text_document.uri)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Change a document's lines."""
        self._server.session.documents.change(params)
        self._server.session.diagnostics.changed(params.text_document.uri)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Stop following a document, and what runs for it."""
        session = self._server.session
        session.documents.close(params.text_document.uri)
        session.generations.cancel_document(params.text_document.uri)
        session.diagnostics.closed(params.text_document.uri)


class DocstringServer(LanguageServer):
    """A pygls server with one Session.

    Args:
        flags: Command-line flags by option name.
        environ: The environment variables, by default the process's own.
        trust: Who the client is.
    """

    def __init__(
        self,
        flags: Mapping[str, Any] | None = None,
        environ: Mapping[str, str] | None = None,
        trust: Trust = Trust.EDITOR,
    ) -> None:
        super().__init__(
            name="docstring-ls",
            version=__version__,
            protocol_cls=Protocol,
            converter_factory=default_converter,
        )
        self.session = Session(self, flags or {}, environ, trust)

    def start_tcp(self, host: str, port: int) -> None:
        """Serve the first client that connects, until it leaves."""
        tcp.serve(self, host, port)

    def start_io(self, stdin: BinaryIO | None = None, stdout: BinaryIO | None = None) -> None:
        """Serve standard input and output, or what stands for them."""
        if stdin is not None or stdout is not None:
            super().start_io(stdin, stdout)
            return
        self._stop_event = threading.Event()
        try:
            asyncio.run(stdio.serve(self, self._stop_event))
        except BrokenPipeError:
            logger.error("The client is gone; shutting down.")
        except (KeyboardInterrupt, SystemExit):
            pass
        finally:
            self.shutdown()  # type: ignore[no-untyped-call]

    def progress(self, params: types.ProgressParams) -> None:
        """Report progress; names and docstrings in it are shown literally."""
        for name in ("title", "message"):
            text = getattr(params.value, name, None)
            if isinstance(text, str):
                setattr(params.value, name, message_text(text))
        super().progress(params)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log the kind of a failure only: its text may hold code, and nobody asked for a pop-up."""
        logger.error("%s: %s", getattr(source, "__name__", source), type(error).__name__)


def create_server(
    flags: Mapping[str, Any] | None = None,
    environ: Mapping[str, str] | None = None,
    trust: Trust = Trust.EDITOR,
) -> DocstringServer:
    """A server that is ready to be started on a transport."""
    server = DocstringServer(flags, environ, trust)
    session = server.session
    for method, (options, feature) in FEATURES.items():
        server.feature(method, options)(_bound(feature, session))
    for name, command in commands.COMMANDS.items():
        server.command(name)(_command(command, session))
    return server


def _odd_folder(params: types.InitializeParams) -> JsonRpcException | None:
    """What is wrong with the folders of an initialize; pygls would fail over them."""
    try:
        for uri in (params.root_uri, *(each.uri for each in params.workspace_folders or ())):
            uri_scheme(uri or "")
        from_fs_path(params.root_path or "")
    except ValueError as error:
        return JsonRpcInvalidParams(f"A folder of the workspace is no URI ({error}).")
    return None


def initialize(session: Session, params: types.InitializeParams) -> None:
    """Flatten the announcement before capabilities are answered."""
    encoding = session.server.workspace.position_encoding
    client = read_capabilities(params, getattr(encoding, "value", encoding) or "utf-16")
    uris = [folder.uri for folder in params.workspace_folders or ()]
    if not uris and params.root_uri:
        uris = [params.root_uri]
    folders = [path_of(uri) for uri in uris] or ([params.root_path] if params.root_path else [])
    session.begin(client, folders, settings.from_initialize(params.initialization_options))


async def initialized(session: Session, params: types.InitializedParams) -> None:
    """Ask for settings, tell what is wrong in them, and warm up what is slow to import."""
    session.ready = True
    await settings.fetch(session)
    config = session.config(session.folders[0] if session.folders else "")
    session.tell_untold()
    session.generations.own(_warm(config), "warm up")


async def _warm(config: Config) -> None:
    await app.warm(config)
    # A full collection walks the classes and tables made until now, a fifth of a second during
    # which nobody is answered; they live as long as the process.
    gc.freeze()


async def configuration_changed(
    session: Session, params: types.DidChangeConfigurationParams
) -> None:
    """Take new settings."""
    await settings.changed(session, params.settings)


def folders_changed(session: Session, params: types.DidChangeWorkspaceFoldersParams) -> None:
    """Follow the workspace's folders."""
    gone = {path_of(folder.uri) for folder in params.event.removed}
    added = [path_of(folder.uri) for folder in params.event.added]
    session.folders = [folder for folder in session.folders if folder not in gone] + added


def progress_cancelled(session: Session, params: types.WorkDoneProgressCancelParams) -> None:
    """Stop the generation behind a progress report."""
    session.generations.cancel_token(str(params.token))


def progressed(session: Session, params: types.ProgressParams) -> None:
    """Take a piece of an answer of the editor's language model."""
    if session.client.language_model is not None:
        session.client.language_model.receive(params)


async def shutdown(session: Session, params: None) -> None:
    """Stop what runs and release what is held."""
    session.ahead.stop()
    session.diagnostics.close()
    session.closing = asyncio.current_task()
    await session.generations.close()
    await session.release()


async def pull_diagnostics(
    session: Session, params: types.DocumentDiagnosticParams
) -> types.RelatedFullDocumentDiagnosticReport:
    """Answer clients that ask for diagnostics themselves."""
    found = await session.diagnostics.of(params.text_document.uri)
    return types.RelatedFullDocumentDiagnosticReport(items=found)


def resolve_action(session: Session, action: types.CodeAction) -> types.CodeAction:
    """Answer an action as it came."""
    return code_action.resolve(action)


FEATURES: dict[str, tuple[Any, Any]] = {
    types.INITIALIZE: (None, initialize),
    types.INITIALIZED: (None, initialized),
    types.SHUTDOWN: (None, shutdown),
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: (None, configuration_changed),
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: (None, folders_changed),
    types.WINDOW_WORK_DONE_PROGRESS_CANCEL: (None, progress_cancelled),
    types.PROGRESS: (None, progressed),
    types.TEXT_DOCUMENT_CODE_ACTION: (
        types.CodeActionOptions(
            code_action_kinds=["quickfix", "refactor.rewrite.docstring", "source.docstring"],
            resolve_provider=True,
        ),
        code_action.code_actions,
    ),
    types.CODE_ACTION_RESOLVE: (None, resolve_action),
    types.TEXT_DOCUMENT_HOVER: (None, hover.hover),
    types.TEXT_DOCUMENT_COMPLETION: (
        types.CompletionOptions(trigger_characters=completion.TRIGGERS),
        completion.complete,
    ),
    # Without options pygls does not announce it.
    types.TEXT_DOCUMENT_INLINE_COMPLETION: (types.InlineCompletionOptions(), completion.inline),
    types.TEXT_DOCUMENT_DIAGNOSTIC: (
        types.DiagnosticOptions(
            inter_file_dependencies=False, workspace_diagnostics=False, identifier="docstring-ls"
        ),
        pull_diagnostics,
    ),
}


def _is_exit(message: Any) -> bool:
    return getattr(message, "method", "") == types.EXIT


def _bound(feature: Any, session: Session) -> Any:
    """The handler that pygls calls; it tells coroutines from functions by looking."""
    if asyncio.iscoroutinefunction(feature):

        async def later(params: Any) -> Any:
            return await feature(session, params)

        return later

    def now(params: Any) -> Any:
        return feature(session, params)

    return now


def _command(command: commands.Command, session: Session) -> Any:
    """A command's failures become one message, or an error answer where the call was wrong."""

    @contextmanager
    def told() -> Iterator[None]:
        try:
            yield
        except UsageError as error:
            raise JsonRpcInvalidParams(message_text(str(error))) from error
        except DocstringLsError as error:
            session.client.show_error(error)

    async def later(*arguments: Any) -> Any:
        with told():
            return await cast(Awaitable[Any], command(session, *arguments))

    def now(*arguments: Any) -> Any:
        with told():
            return command(session, *arguments)

    return later if inspect.iscoroutinefunction(command) else now
