"""The times of retry, quota and breaker, and the clock by which they go."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Timings:
    """The times of retry, quota and breaker, in seconds; tests shorten all of them alike.

    Attributes:
        minute: What quotas are counted by.
        pause: Before the first retry; the next ones are longer.
        longest_pause: Between two retries.
        longest_wait: The longest that the service is obeyed in waiting: it answers 86400 when one
            request alone exceeds the quota.
        cool_down: For which a failed deployment is left alone while others are well.
        broken: The same after several failures in a row.
    """

    minute: float = 60.0
    pause: float = 0.5
    longest_pause: float = 8.0
    longest_wait: float = 65.0
    cool_down: float = 10.0
    broken: float = 30.0

    def faster(self, times: float) -> Timings:
        """Everything so many times faster."""
        return Timings(*(getattr(self, item.name) / times for item in fields(self)))


def loop_time() -> float:
    """Seconds of the running event loop, by which its timers go too."""
    return asyncio.get_running_loop().time()
