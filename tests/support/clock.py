"""An event loop whose time only passes when nothing else is left to do."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

# Real seconds that bytes may need from one end of a loopback socket to the other.
ON_THE_WAY = 0.002
# Real seconds after which a test waits for what never comes.
STUCK = 120.0


class _Selector(selectors.DefaultSelector):
    """Waits for sockets and threads in real time, and for timers not at all."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 0.0
        self.threads = 0

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is not None and timeout <= 0:
            return super().select(0)
        if timeout is None or self.threads:
            found = super().select(STUCK)
            assert found, "nothing is left to do, and the test does not end"
            return found
        found = super().select(ON_THE_WAY)
        if not found:
            self.passed += timeout
        return found


class MovedLoop(asyncio.SelectorEventLoop):
    """Timers come in order, and at once: whoever waits for 30 s has waited for exactly 30 s.

    A busy machine makes such a test slower, and changes nothing else. Everything that takes part
    must run in this loop or in its threads, and take its time from the loop.
    """

    def __init__(self) -> None:
        self._moved = _Selector()
        super().__init__(self._moved)

    def time(self) -> float:
        return 1_000.0 + self._moved.passed

    def run_in_executor(
        self, executor: Executor | None, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        self._moved.threads += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._returned)
        return future

    def _returned(self, _: object) -> None:
        self._moved.threads -= 1
