"""Standard input and output, read in one thread that hands over whatever has come in.

pygls changes threads for every header line and every body, four times a message; each change waits
for the interpreter's lock, so requests were late by what other threads do.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from typing import TYPE_CHECKING

from pygls.io_ import StdoutWriter, run_async

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

# As much as a pipe of Linux holds; a large document comes in few pieces.
_CHUNK_BYTES = 1 << 16


class InputReader:
    """A file descriptor as pygls reads streams.

    Args:
        descriptor: Where the client's messages come in.
    """

    def __init__(self, descriptor: int) -> None:
        self._loop = asyncio.get_running_loop()
        # Without a limit: a header line of any length is the client's affair.
        self._stream = asyncio.StreamReader(limit=sys.maxsize // 2)
        # Nobody can end a read that waits, so the thread must not keep the process alive.
        threading.Thread(target=self._read, args=(descriptor,), name="stdin", daemon=True).start()

    async def readline(self) -> bytes:
        """The next line, empty at the end."""
        return await self._stream.readline()

    async def readexactly(self, count: int) -> bytes:
        """That many bytes, fewer at the end."""
        try:
            body = await self._stream.readexactly(count)
        except asyncio.IncompleteReadError as error:
            return error.partial
        # What the last message began takes its first step before the next is read.
        await asyncio.sleep(0)
        return body

    def _read(self, descriptor: int) -> None:
        chunk = b"-"
        try:
            while chunk:
                chunk = _next(descriptor)
                self._loop.call_soon_threadsafe(self._take, chunk)
        except RuntimeError:
            return  # The loop is closed: the server is going.

    def _take(self, chunk: bytes) -> None:
        if chunk:
            self._stream.feed_data(chunk)
        else:
            self._stream.feed_eof()


def _next(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, _CHUNK_BYTES)
    except OSError:
        return b""


async def serve(server: LanguageServer, stop: threading.Event) -> None:
    """Speak on standard input and output until the client is done."""
    server.protocol.set_writer(StdoutWriter(sys.stdout.buffer))
    reader = InputReader(sys.stdin.fileno())
    await run_async(
        stop,
        reader,
        server.protocol,
        logging.getLogger("pygls.server"),
        server.report_server_error,
    )
