"""The server: pygls with documents of our own, one table of methods and one of commands."""

from __future__ import annotations

import asyncio
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

from .. import __version__
from ..config import Trust
from ..core.text import message_text
from ..errors import DocstringLsError, UsageError
from . import commands, lifecycle, stdio, tcp
from .methods import METHODS, Handler
from .session import Session, open_session
from .workspace import LaunchOptions

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
        closing = self._server.closing
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
        lifecycle.did_open(self._server.session, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Change a document's lines."""
        lifecycle.did_change(self._server.session, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_SAVE)
    def lsp_text_document__did_save(self, params: types.DidSaveTextDocumentParams) -> None:
        """Keep its text as one of before."""
        lifecycle.did_save(self._server.session, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Stop following a document."""
        lifecycle.did_close(self._server.session, params)


class DocstringServer(LanguageServer):
    """A pygls server for one client.

    Attributes:
        closing: The work of the shutdown, once it was asked for.

    Args:
        launch: Flags and environment.
    """

    def __init__(self, launch: LaunchOptions) -> None:
        super().__init__(
            name="docstring-ls",
            version=__version__,
            protocol_cls=Protocol,
            converter_factory=default_converter,
        )
        self.closing: asyncio.Task[None] | None = None
        self._launch = launch
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        """What the connection holds; there is none before ``initialize``."""
        if self._session is None:
            raise JsonRpcServerNotInitialized("The server could not be initialized.")
        return self._session

    def begin(self, params: types.InitializeParams) -> None:
        """Make the session before capabilities are answered."""
        self._session = open_session(self, self._launch, params)

    async def end(self) -> None:
        """Stop what runs and release what is held."""
        self.closing = asyncio.current_task()
        await lifecycle.shutdown(self.session)

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

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log the kind of a failure only: its text may hold code, and nobody asked for a pop-up."""
        logger.error("%s: %s", getattr(source, "__name__", source), type(error).__name__)


def create_server(
    flags: Mapping[str, Any] | None = None,
    environ: Mapping[str, str] | None = None,
    trust: Trust = Trust.EDITOR,
) -> DocstringServer:
    """A server that is ready to be started on a transport.

    Args:
        flags: Command-line flags by option name.
        environ: The environment variables, by default the process's own.
        trust: Who the client is.
    """
    server = DocstringServer(LaunchOptions(flags or {}, environ, trust))

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.begin(params)

    @server.feature(types.SHUTDOWN)
    async def shutdown(params: None) -> None:
        await server.end()

    for name, method in METHODS.items():
        server.feature(name, method.options)(_bound(method.handler, server))
    for name, command in commands.COMMANDS.items():
        server.command(name)(_command(command, server))
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


def _is_exit(message: Any) -> bool:
    return getattr(message, "method", "") == types.EXIT


def _bound(handler: Handler, server: DocstringServer) -> Any:
    """The handler that pygls calls; it tells coroutines from functions by looking."""
    if inspect.iscoroutinefunction(handler):

        async def later(params: Any) -> Any:
            return await handler(server.session, params)

        return later

    def now(params: Any) -> Any:
        return handler(server.session, params)

    return now


def _command(command: commands.Command, server: DocstringServer) -> Any:
    """A command's failures become one message, or an error answer where the call was wrong."""

    @contextmanager
    def shown() -> Iterator[None]:
        try:
            yield
        except UsageError as error:
            raise JsonRpcInvalidParams(message_text(str(error))) from error
        except DocstringLsError as error:
            server.session.client.show_error(error)

    async def later(*arguments: Any) -> Any:
        with shown():
            return await cast(Awaitable[Any], command(server.session, *arguments))

    def now(*arguments: Any) -> Any:
        with shown():
            return command(server.session, *arguments)

    return later if inspect.iscoroutinefunction(command) else now
