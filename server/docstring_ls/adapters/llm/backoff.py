"""How long to wait: what the service asks for, else a growing pause with jitter."""

from __future__ import annotations

import asyncio
import email.utils
import re
import time
from collections.abc import Mapping
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


def wait_of(headers: Mapping[str, str], message: str = "") -> float | None:
    """Seconds that a response asks to wait, None where it names none."""
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    written = headers.get("retry-after")
    seconds = _number(written)
    if seconds is None and written:
        seconds = _until(written)
    if seconds is None:
        named = re.search(r"(?:retry|try again) (?:after|in) (\d+(?:\.\d+)?) ?(ms|s)", message)
        if named:
            return float(named[1]) / (1000 if named[2] == "ms" else 1)
    return seconds


def _until(date: str) -> float | None:
    try:
        return max(0.0, email.utils.parsedate_to_datetime(date).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None
