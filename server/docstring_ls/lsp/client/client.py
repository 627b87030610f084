"""The client: what it can do, and everything that is sent to it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from ...core.text import message_text
from ...errors import DocstringLsError
from .capabilities import ClientCapabilities
from .language_model import EditorLanguageModel
from .stream import STREAM, StreamParams

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

# Characters: a notification shows a few lines, and a name may be as long as a file.
MESSAGE_LENGTH = 2_000


@dataclass(frozen=True)
class Response:
    """What came back.

    Attributes:
        result: The client's result, None for a failure.
        failed: Whether it answered with an error or not at all.
        why: ``error``, ``silence`` or empty.
    """

    result: Any = None
    failed: bool = False
    why: str = ""


class Client:
    """The editor at the other end of the connection.

    Args:
        server: The connection.
        capabilities: What the editor announced.

    Attributes:
        capabilities: The same.
        language_model: The editor's own, None where it offers none.
    """

    def __init__(self, server: LanguageServer, capabilities: ClientCapabilities) -> None:
        self._server = server
        self.capabilities = capabilities
        self.language_model = EditorLanguageModel(server) if capabilities.language_model else None

    async def request(self, method: str, params: Any, seconds: float) -> Response:
        """Send a request and wait at most ``seconds`` for the answer."""
        future = self._server.protocol.send_request_async(method, params)
        # Not wait_for: a cancelled future makes pygls stumble over an answer that comes late.
        future.add_done_callback(lambda late: late.cancelled() or late.exception())
        await asyncio.wait({future}, timeout=seconds)
        if not future.done():
            return Response(failed=True, why="silence")
        if future.exception() is not None:
            return Response(failed=True, why="error")
        return Response(future.result())

    def show_message(self, message: str, kind: types.MessageType = types.MessageType.Error) -> None:
        """Show one message; names, files and codes in it are shown literally."""
        text = message_text(message)[:MESSAGE_LENGTH]
        self._server.window_show_message(types.ShowMessageParams(kind, text))

    def show_error(self, error: DocstringLsError) -> None:
        """Show one failure in the user's words."""
        kind = types.MessageType.Warning if error.fault == "code" else types.MessageType.Error
        self.show_message(str(error), kind)

    def report_progress(self, token: str, value: Any) -> None:
        """Send one state of work-done progress."""
        self._server.progress(types.ProgressParams(token=token, value=value))

    def publish_diagnostics(self, params: types.PublishDiagnosticsParams) -> None:
        """Replace the diagnostics of a document."""
        self._server.text_document_publish_diagnostics(params)

    def stream(self, params: StreamParams) -> None:
        """Send one state of a docstring that is being written."""
        protocol = self._server.protocol
        # pygls leaves protocol values inside plain data as they are.
        protocol.notify(STREAM, protocol._converter.unstructure(params.fields()))
