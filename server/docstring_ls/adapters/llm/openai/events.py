"""The events of a response, those together that came together: each look at them costs."""

from __future__ import annotations

import asyncio

import httpx2

from ..backoff import loop_time
from ..stream_failures import Oversized
from .bounded import limit_body

# Seconds: what is there already is read in less, what comes later was waited for.
_AT_ONCE = 0.002
# Server-sent events are UTF-8, whatever a service says.
_HEADERS = {"content-type": "text/event-stream; charset=utf-8"}
# Behind it comes the end of the response, for which nobody need wait.
_END = b"[DONE]"
# What may stand between two events, by the standard of server-sent events.
_BETWEEN = (b"\n\n", b"\r\n\r\n", b"\r\r")


class EventReader:
    """Reads the data of server-sent events, in a task of its own.

    Args:
        response: Whose headers have come.
        event_bytes: Most bytes of one event.
        most: Most bytes of all of them, unpacked.

    Attributes:
        pause: Seconds for which the socket is left alone after something was waited for.
    """

    def __init__(self, response: httpx2.Response, event_bytes: int, most: int) -> None:
        limit_body(response, most)
        self.pause = 0.0
        self._response = response
        self._event_bytes = event_bytes
        self._bytes = bytearray()
        self._searched = 0
        self._changed = asyncio.Event()
        self._failure: Exception | None = None
        self._ended = False
        self._task = asyncio.create_task(self._read(), name="events of an answer")

    async def next(self) -> list[str]:
        """Wait for the next ones; none at the end of the response.

        Raises:
            Oversized: When there is more than was said.
            HTTPError: When the connection fails; what came before comes first.
        """
        while True:
            await self._changed.wait()
            if not self._ended:
                self._changed.clear()
            events = self._decoded(self._whole())
            if events:
                return events
            if self._failure:
                raise self._failure
            if self._ended:
                return []

    async def drain(self) -> None:
        """Wait for the end of the response, or its connection could not be used again."""
        self.pause = 0.0
        await asyncio.wait({self._task})

    async def close(self) -> None:
        """Stop reading."""
        self._task.cancel()
        await asyncio.wait({self._task})

    async def _read(self) -> None:
        try:
            asked = loop_time()
            async for part in self._response.aiter_bytes():
                self._bytes += part
                self._changed.set()
                waited = loop_time() - asked > _AT_ONCE
                if self.pause and waited and _END not in part:
                    await asyncio.sleep(self.pause)
                asked = loop_time()
        except Exception as failure:
            self._failure = failure
        finally:
            self._ended = True
            self._changed.set()

    def _whole(self) -> bytes:
        """The bytes of the events that are whole; what is begun stays for the next look."""
        found = ((self._bytes.rfind(mark, self._searched), mark) for mark in _BETWEEN)
        end = max((at + len(mark) for at, mark in found if at >= 0), default=0)
        end = len(self._bytes) if self._ended else end
        whole = bytes(self._bytes[:end])
        del self._bytes[:end]
        self._searched = max(0, len(self._bytes) - 3)
        if len(self._bytes) > self._event_bytes:
            raise Oversized
        return whole

    def _decoded(self, whole: bytes) -> list[str]:
        if not whole:
            return []
        part = httpx2.Response(200, headers=_HEADERS, content=whole, request=self._response.request)
        try:
            return [event.data for event in httpx2.EventSource(part, self._event_bytes)]
        except httpx2.SSEError:
            raise Oversized from None
