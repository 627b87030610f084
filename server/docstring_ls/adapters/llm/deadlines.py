"""How long an answer may take: between two signs of life, and in all."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from .backoff import loop_time


class DeadlineExceeded(TimeoutError):
    """The answer as a whole takes too long."""


@dataclass(frozen=True, slots=True)
class StreamTimeouts:
    """How long a stream may be silent, and how long it may take in all.

    Attributes:
        idle: Seconds of silence between two events.
        until: The end, in seconds of the event loop's time.
        look: Seconds for which what comes may be left alone once the first text has come.
    """

    idle: float
    until: float
    look: float = 0.0

    @contextlib.asynccontextmanager
    async def limit(self, silence: float | None = None) -> AsyncIterator[None]:
        """Bound the wait for one event.

        Args:
            silence: Seconds that it may take, by default ``idle``.

        Raises:
            TimeoutError: When this event takes too long.
            DeadlineExceeded: When all of them do.
        """
        silence, left = self.idle if silence is None else silence, self.until - loop_time()
        try:
            async with asyncio.timeout(max(0.0, min(silence, left))):
                yield
        except TimeoutError:
            if silence < left:
                raise
            raise DeadlineExceeded from None
