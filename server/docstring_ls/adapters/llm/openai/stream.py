"""Reads one streamed answer: text as it comes, and what the service said about the end of it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Any

import jiter

from ..deadlines import StreamTimeouts
from ..limits import TOKEN_CHARACTERS
from ..stream_failures import Malformed, Oversized
from ..wire import StreamResult
from .service_error import struck
from .usage_figures import usage_of

if TYPE_CHECKING:
    import httpx2

# Seconds: after its last event a response ends at once, or its connection is given up.
DRAIN = 0.1
# Bytes of one event beside its text, filter results included.
EVENT_BYTES = 64 * 1024
# The same of all events for one token.
TOKEN_BYTES = 4096
# Events beside one for each token: signs of life, filter results, figures.
OTHER_EVENTS = 2_000
# Seconds: what may follow the finish_reason is the filter's late word and the usage figures.
AFTERMATH = 5.0


class NoStream(Exception):
    """The service answered 200 with something that is no event stream."""


class ServiceFailed(Exception):
    """The service reported an error inside the stream.

    Attributes:
        body: The inner error object.
    """

    def __init__(self, body: dict[str, Any]) -> None:
        super().__init__()
        self.body = body


class Stream:
    """One answer on its way; read ``texts``, then ``result``."""

    def __init__(self, response: httpx2.Response, timeouts: StreamTimeouts, tokens: int) -> None:
        """Begin to read.

        Args:
            response: Whose headers have come.
            timeouts: How long it may take.
            tokens: Most tokens that the answer can have, hidden reasoning included.
        """
        from .events import EventReader

        self.result = StreamResult()
        self._done = False
        self._events_left = 2 * tokens + OTHER_EVENTS
        # JSON may write a character in six bytes.
        event_bytes = EVENT_BYTES + 6 * tokens * TOKEN_CHARACTERS
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "text/event-stream":
            raise NoStream(kind)
        self._events = EventReader(response, event_bytes, event_bytes + tokens * TOKEN_BYTES)
        self._timeouts = timeouts

    async def texts(self) -> AsyncGenerator[str, None]:
        """The text, piece by piece.

        Raises:
            Oversized: When there are more events than the tokens can be.
        """
        while events := await self._in_time():
            text, failure = self._take_all(events)
            self._events_left -= len(events)
            if self._events_left < 0:
                raise Oversized
            if text:
                self._events.pause = self._timeouts.look
                yield text
            if failure:
                raise failure

    async def aclose(self) -> None:
        """Stop reading."""
        await self._events.close()

    async def _in_time(self) -> list[str]:
        """The next events; an answer that is complete does not fail for want of an aftermath."""
        import httpx2

        try:
            async with self._timeouts.limit(self._silence()):
                return await self._next()
        except (TimeoutError, Oversized, httpx2.HTTPError):
            if self.result.finish:
                return []
            raise

    def _silence(self) -> float:
        """Seconds that the next event may take."""
        idle = self._timeouts.idle
        return min(AFTERMATH, idle) if self.result.finish else idle

    async def _next(self) -> list[str]:
        """The data of the events that have come, none at the end."""
        if self._done:
            return []
        events = await self._events.next()
        done = [number for number, data in enumerate(events) if data.startswith("[DONE]")]
        if done:
            self._done = True
            await self._drain()
            del events[done[0] :]
        return events

    async def _drain(self) -> None:
        """Read to the end of the response, or its connection could not be used again."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DRAIN):
                await self._events.drain()

    def _take_all(self, events: list[str]) -> tuple[str, Exception | None]:
        """The text of events, up to the first that is a failure."""
        text = ""
        try:
            for data in events:
                text += self._take(data) if data.strip() else ""
        except (Malformed, ServiceFailed) as failure:
            return text, failure
        return text, None

    def _take(self, data: str) -> str:
        """The text of one event; everything else goes into ``result``."""
        chunk = _parsed(data)
        if isinstance(chunk.get("error"), dict):
            raise ServiceFailed(chunk["error"])
        result = self.result
        usage, model = chunk.get("usage"), chunk.get("model")
        result.usage = usage_of(usage) if usage and isinstance(usage, dict) else result.usage
        result.model = _name(model) or result.model
        try:
            return "".join(self._take_choice(choice) for choice in chunk.get("choices") or ())
        except (AttributeError, TypeError, IndexError, KeyError):
            raise Malformed from None

    def _take_choice(self, choice: dict[str, Any]) -> str:
        result = self.result
        result.finish = _name(choice.get("finish_reason")) or result.finish
        result.filtered += struck(choice.get("content_filter_results"))
        delta = choice.get("delta") or {}
        result.refusal += delta.get("refusal") or ""
        calls = delta.get("tool_calls") or ()
        called = "".join((call.get("function") or {}).get("arguments") or "" for call in calls[:1])
        return (delta.get("content") or "") + called


def _name(value: Any) -> str:
    """What may be shown as the name of a model or a reason, else nothing."""
    return value if isinstance(value, str) and len(value) < 200 and value.isprintable() else ""


def _parsed(data: str) -> dict[str, Any]:
    if "\ufffd" in data:
        raise Malformed
    try:
        chunk = jiter.from_json(data.encode())
    except ValueError:
        raise Malformed from None
    if not isinstance(chunk, dict):
        raise Malformed
    return chunk
