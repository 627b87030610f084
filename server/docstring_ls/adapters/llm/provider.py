"""The provider around wires of any shape: what it takes to get one answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager

from ...errors import DocstringLsError, ProviderError, Unreachable
from ...options import Options
from ...ports import Answer, Counter, Request, Restarted, TextDelta
from ...providers import ProviderKind
from .attempt import Attempt
from .backoff import Timings, loop_time
from .deadlines import StreamTimeouts
from .failover import FAILURES, Pool
from .failure import Failure
from .retry import RetryState
from .wire import Wire

# Seconds between two looks at a growing answer: a look wakes the process up, which costs as much
# as a dozen pieces of text. Twenty a second are seen as flowing; an answer that nobody sees grow
# is late by a tenth of a second on average.
LOOK_WATCHED = 0.05
# The same where nobody sees it grow.
LOOK_UNWATCHED = 0.2


class ModelProvider:
    """Asks wires for answers; implements ``ports.Provider``.

    Args:
        name: Which provider it is.
        wires: The places that may answer, the preferred first.
        options: The options in force.
        counter: Counts tokens, exactly or as an upper bound.
        timings: The times of retry, quota and breaker, where not the usual ones.

    Attributes:
        name: The same.
        pool: The places and what was learned about them.
    """

    def __init__(
        self,
        name: ProviderKind,
        wires: tuple[Wire, ...],
        options: Options,
        counter: Counter,
        timings: Timings | None = None,
    ) -> None:
        self.name = name
        self._timings = timings or Timings()
        self.pool = Pool(wires, self._timings)
        self._options = options
        self._counter = counter
        self._slots = asyncio.Semaphore(options.concurrency)
        # Requests in a row that ended with an outage.
        self._outages = 0

    async def warm(self) -> None:
        """Import and build what the first answer needs, without any network."""
        for member in self.pool.members:
            await member.wire.warm()

    async def answer(
        self, request: Request
    ) -> AsyncGenerator[TextDelta | Restarted | Answer, None]:
        """Yield pieces and last one Answer.

        Raises:
            ProviderError: When there is no usable answer.
            ConfigurationError: When there is no credential.
        """
        state = RetryState(
            request, self.pool, self._options.timeout, self._options.retries, self._timings
        )
        try:
            async with self._slots, aclosing(self._events(state)) as events:
                async for event in events:
                    yield event
        except DocstringLsError as problem:
            problem.correlation = problem.correlation or request.correlation
            raise

    async def close(self) -> None:
        """Release what the wires hold."""
        for member in self.pool.members:
            await member.wire.close()

    async def _events(
        self, state: RetryState
    ) -> AsyncGenerator[TextDelta | Restarted | Answer, None]:
        while True:
            shown = False
            try:
                async with self._attempt(state) as attempt, aclosing(attempt.texts()) as texts:
                    async for text in texts:
                        shown = True
                        yield TextDelta(text)
                    self._outages = 0
                    yield attempt.answer(self.name, self._counter)
                    return
            except Failure as failure:
                if shown:
                    yield Restarted(failure.error.message)
                if not state.goes_on(failure):
                    raise self._final(failure) from None
                pause = state.pause(failure)
            await asyncio.sleep(pause)

    @asynccontextmanager
    async def _attempt(self, state: RetryState) -> AsyncIterator[Attempt]:
        """An attempt with the permit to send it; its time counts until it is closed."""
        member = state.choose()
        prepared = await member.wire.prepare(
            state.request.prompt, room=state.room, tpm=member.limiter.tpm
        )
        state.size = prepared.size
        permit = await member.limiter.enter(prepared.size.charge)
        idle, watched = self._options.idle_timeout, state.request.watched
        # Our own pause must never look like the service's silence.
        look = min(LOOK_WATCHED if watched else LOOK_UNWATCHED, idle / 4)
        timeouts = StreamTimeouts(idle, loop_time() + state.seconds, look)
        attempt = Attempt(member, prepared, timeouts, permit)
        try:
            yield attempt
        finally:
            state.seconds -= loop_time() - attempt.started
            await attempt.close()

    def _final(self, failure: Failure) -> ProviderError:
        error = failure.error
        self._outages = self._outages + 1 if error.is_outage else 0
        dead = isinstance(error, Unreachable) and self.pool.is_dead
        # Whole requests, not attempts: one symbol may be all that a service fails at.
        error.ends_run = error.ends_run or dead or self._outages >= FAILURES
        return error
