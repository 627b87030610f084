"""Reads one streamed answer: text as it comes, and what the service said about the end of it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import jiter

from ..backoff import loop_time

if TYPE_CHECKING:
    import httpx2
    from httpx2 import ServerSentEvent

DRAIN = 0.1
# Characters of one token: indentation and ornaments have the longest ones.
TOKEN_CHARACTERS = 64
# Bytes of one event beside its text, and of all events for one token, filter results included.
EVENT_BYTES = 64 * 1024
TOKEN_BYTES = 4096
# Events beside one for each token: signs of life, filter results, figures.
OTHER_EVENTS = 2_000
# What may follow the finish_reason is the filter's late word and the usage figures.
AFTERMATH = 5.0


class Malformed(Exception):
    """The stream holds something that is no event of a completion."""


class NoStream(Exception):
    """The service answered 200 with something that is no event stream."""


class Oversized(Exception):
    """The service sends more than an answer can be."""


class ServiceFailed(Exception):
    """The service reported an error inside the stream.

    Attributes:
        body: The inner error object.
    """

    def __init__(self, body: dict[str, Any]) -> None:
        super().__init__()
        self.body = body


class DeadlineExceeded(TimeoutError):
    """The answer as a whole takes too long."""


@dataclass
class StreamTimeouts:
    """How long a stream may be silent, and how long it may take in all.

    Attributes:
        idle: Seconds of silence between two events.
        until: The end, in seconds of the event loop's time.
    """

    idle: float
    until: float

    @contextlib.asynccontextmanager
    async def limit(self, most: float | None = None) -> AsyncIterator[None]:
        """Raise TimeoutError when the next event takes too long, Overdue when all of it does."""
        silence, left = min(self.idle, most or self.idle), self.until - loop_time()
        try:
            async with asyncio.timeout(max(0.0, min(silence, left))):
                yield
        except TimeoutError:
            if silence < left:
                raise
            raise DeadlineExceeded from None


@dataclass
class StreamResult:
    """What is known when the stream has ended.

    Attributes:
        finish: The last ``finish_reason``; without one the answer is not complete.
        refusal: What the model said instead of an answer.
        usage: The service's figures.
        model: The model that answered.
        filtered: Names of the content filters that struck.
    """

    finish: str = ""
    refusal: str = ""
    usage: dict[str, Any] = field(default_factory=dict)
    model: str = ""
    filtered: tuple[str, ...] = ()


class Stream:
    """One answer on its way; read ``texts``, then ``result``."""

    def __init__(self, response: httpx2.Response, timeouts: StreamTimeouts, tokens: int) -> None:
        """Begin to read.

        Args:
            response: Whose headers have come.
            timeouts: How long it may take.
            tokens: Most tokens that the answer can have, hidden reasoning included.
        """
        from httpx2 import EventSource

        from .bounded import limit_body

        self.result = StreamResult()
        self._most = tokens * TOKEN_CHARACTERS
        self._events_left = 2 * tokens + OTHER_EVENTS
        event_bytes = EVENT_BYTES + 6 * self._most
        limit_body(response, event_bytes + tokens * TOKEN_BYTES)
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "text/event-stream":
            raise NoStream(kind)
        self._events = cast(
            "AsyncGenerator[ServerSentEvent, None]", aiter(EventSource(response, event_bytes))
        )
        self._timeouts = timeouts

    async def texts(self) -> AsyncGenerator[str, None]:
        """The text, piece by piece.

        Raises:
            Oversized: When there is more than the tokens can be.
        """
        size = 0
        while True:
            data = await self._in_time()
            if data is None:
                return
            text = self._take(data)
            size += len(text)
            self._events_left -= 1
            if size > self._most or self._events_left < 0:
                raise Oversized
            if text:
                yield text

    async def close(self) -> None:
        """Stop reading."""
        await self._events.aclose()

    async def _in_time(self) -> str | None:
        """The next event; an answer that is complete does not fail for want of an aftermath."""
        import httpx2

        try:
            async with self._timeouts.limit(AFTERMATH if self.result.finish else None):
                return await self._next()
        except (TimeoutError, Oversized, httpx2.HTTPError) as problem:
            if self.result.finish:
                return None
            if isinstance(problem, httpx2.SSEError):
                raise Oversized from None
            raise

    async def _next(self) -> str | None:
        async for event in self._events:
            if event.data.startswith("[DONE]"):
                await self._drain()
                return None
            if event.data.strip():
                return event.data
        return None

    async def _drain(self) -> None:
        """Read to the end of the response, or its connection could not be used again."""
        import httpx2

        with contextlib.suppress(TimeoutError, Oversized, httpx2.HTTPError):
            async with asyncio.timeout(DRAIN):
                async for _ in self._events:
                    pass

    def _take(self, data: str) -> str:
        """The text of one event; everything else goes into ``result``."""
        chunk = _parsed(data)
        if isinstance(chunk.get("error"), dict):
            raise ServiceFailed(chunk["error"])
        result = self.result
        usage, model = chunk.get("usage"), chunk.get("model")
        result.usage = usage if usage and isinstance(usage, dict) else result.usage
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


def struck(results: Any) -> tuple[str, ...]:
    """The names of the content filters that struck, of Azure's filter results."""
    if not isinstance(results, dict):
        return ()
    return tuple(
        name for name, each in results.items() if isinstance(each, dict) and each.get("filtered")
    )


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
