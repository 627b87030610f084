"""One request under way and everybody who waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import replace

from ...errors import Incomplete
from ...ports import Answer, Restarted, TextDelta

Step = TextDelta | Restarted | Answer


class SingleFlight:
    """Reads a provider once and tells all who joined.

    The request is cancelled when the last of them has left.

    Args:
        source: The provider's answer.
        name: Of the task that reads it.
        ended: Called once, when nobody can join any longer.
    """

    def __init__(
        self, source: AsyncGenerator[Step, None], name: str, ended: Callable[[SingleFlight], None]
    ) -> None:
        self._steps: list[Step] = []
        self._queues: set[asyncio.Queue[Step | Exception | None]] = set()
        self._ended = ended
        self._answered = self._paid = False
        self.task = asyncio.create_task(self._read(source), name=name)

    async def join(self) -> AsyncGenerator[Step, None]:
        """What came so far, then what comes.

        Raises:
            ProviderError: As the provider raised it.
        """
        queue: asyncio.Queue[Step | Exception | None] = asyncio.Queue()
        for past in self._steps:
            queue.put_nowait(past)
        self._queues.add(queue)
        try:
            while (step := await queue.get()) is not None:
                if isinstance(step, Exception):
                    raise step
                yield self._billed(step) if isinstance(step, Answer) else step
        finally:
            self._queues.discard(queue)
            await self._leave()

    async def settle(self) -> None:
        """Wait until an answer is written down; cancel what has none yet."""
        if not self._answered:
            self._publish(Incomplete("The connection was closed before the answer.", "Try again."))
            self.task.cancel()
        await asyncio.wait({self.task})

    def _billed(self, answer: Answer) -> Answer:
        """The first to get the answer pays for it; for the others it is as good as stored."""
        if self._paid:
            return replace(answer, usage=None, cached=True)
        self._paid = True
        return answer

    async def _leave(self) -> None:
        if self._queues or self._answered or self.task.done():
            return
        self._ended(self)
        self.task.cancel()
        await asyncio.wait({self.task})

    async def _read(self, source: AsyncGenerator[Step, None]) -> None:
        try:
            async with aclosing(source) as steps:
                async for step in steps:
                    self._record(step)
        except Exception as error:
            self._publish(error)
        finally:
            self._ended(self)
            self._publish(None)

    def _record(self, step: Step) -> None:
        if isinstance(step, Restarted):
            self._steps.clear()
        else:
            self._steps.append(step)
        self._answered = self._answered or isinstance(step, Answer)
        self._publish(step)
        if self._answered:
            self._publish(None)

    def _publish(self, step: Step | Exception | None) -> None:
        for queue in self._queues:
            queue.put_nowait(step)
