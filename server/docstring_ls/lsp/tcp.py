"""The server on a network port: one client, and nothing but the language server protocol."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from typing import TYPE_CHECKING

from pygls.io_ import run_async

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

logger = logging.getLogger(__name__)
# Seconds in which a client has begun to speak, or another one may come.
FIRST_WORD = 30.0
TAKEN = "docstring-ls already serves another client on this port; start a second server."


class Door:
    """Lets the first client in and tells others why they are not."""

    def __init__(self, server: LanguageServer, stopped: threading.Event) -> None:
        self._server = server
        self._stopped = stopped
        self._taken = False

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve a connection to its end, or until the port closes."""
        try:
            await self._welcomed(reader, writer)
        except asyncio.CancelledError:
            # asyncio takes a connection that ends cancelled for a broken one and logs a traceback.
            logger.debug("the port closes under a connection")
            writer.close()

    async def _welcomed(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            first = await asyncio.wait_for(reader.readline(), FIRST_WORD)
        except (TimeoutError, ValueError, ConnectionError):
            first = b""
        # A web page can make a browser send a request here, whose body would be obeyed.
        if not first.lower().startswith(b"content-"):
            logger.warning("a connection that does not speak the protocol was closed")
            writer.close()
        elif self._taken:
            await _refuse(writer)
        else:
            self._taken = True
            await self._serve(_Begun(first, reader), writer)

    async def _serve(self, reader: _Begun, writer: asyncio.StreamWriter) -> None:
        server = self._server
        server.protocol.set_writer(writer)
        await run_async(
            stop_event=self._stopped,
            reader=reader,
            protocol=server.protocol,
            logger=logging.getLogger("pygls.server"),
            error_handler=server.report_server_error,
        )
        server.shutdown()  # type: ignore[no-untyped-call]


class _Begun:
    """A stream whose first line was read already."""

    def __init__(self, first: bytes, rest: asyncio.StreamReader) -> None:
        self._first = first
        self._rest = rest

    async def readline(self) -> bytes:
        """The next line."""
        first, self._first = self._first, b""
        return first or await self._rest.readline()

    async def readexactly(self, n: int) -> bytes:
        """So many bytes; only ever asked for after the first line."""
        return await self._rest.readexactly(n)


def serve(server: LanguageServer, host: str, port: int) -> None:
    """Listen until the client has left."""
    server._stop_event = stopped = threading.Event()
    door = Door(server, stopped)

    async def listen() -> None:
        server._server = await asyncio.start_server(door.connected, host, port)
        async with server._server:
            await server._server.serve_forever()

    try:
        asyncio.run(listen())
    except asyncio.CancelledError:
        logger.debug("the client has left")


async def _refuse(writer: asyncio.StreamWriter) -> None:
    logger.warning("a second client was refused")
    params = {"type": 1, "message": TAKEN}
    message = {"jsonrpc": "2.0", "method": "window/showMessage", "params": params}
    body = json.dumps(message).encode()
    writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    try:
        await writer.drain()
    except ConnectionError:
        return
    finally:
        writer.close()
