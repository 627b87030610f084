"""Keeps one deployment within its quota: first come, first served, never a burst.

Own code, because no library counts as the service does: aiolimiter starts with a full bucket
(nearly twice the quota in the first minute) and lets small requests overtake, and none can
be corrected by what the service's headers say.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Mapping

from ...errors import TooLarge

# Requests arrive less evenly than they were sent; so much longer is a window taken to be.
MARGIN = 0.03
MOST_MARGIN = 0.09


class Window:
    """At most so much in any stretch of so many seconds."""

    def __init__(self, most: float, seconds: float) -> None:
        self.most = most
        self.seconds = seconds
        self._spent: deque[tuple[float, float]] = deque()
        self._sum = 0.0

    def wait(self, amount: float, now: float) -> float:
        """Seconds until ``amount`` fits."""
        while self._spent and self._spent[0][0] <= now - self.seconds:
            self._sum -= self._spent.popleft()[1]
        excess = self._sum + amount - self.most
        if excess <= 0 or not self._spent:
            return 0.0
        for at, spent in self._spent:
            excess -= spent
            if excess <= 0:
                return at + self.seconds - now
        return self._spent[-1][0] + self.seconds - now

    def spend(self, amount: float, now: float) -> None:
        """Count ``amount`` from now on."""
        self._spent.append((now, amount))
        self._sum += amount


class Gate:
    """The gate of one deployment.

    Args:
        rpm: Requests per minute, 0 where not known.
        tpm: Tokens per minute, 0 where not known.
        minute: Seconds of a minute; tests shorten it.
    """

    def __init__(self, rpm: int = 0, tpm: int = 0, minute: float = 60.0) -> None:
        self.rpm, self.tpm = rpm, tpm
        self._minute = minute
        self._margin = MARGIN
        self._turn = asyncio.Lock()
        self._closed_until = 0.0
        self._second = Window(0, 0)
        self._requests = Window(0, 0)
        self._tokens = Window(0, 0)
        self._measure()

    async def enter(self, charge: int) -> None:
        """Wait for our turn and for room; then count the request.

        Args:
            charge: Prompt tokens and the cap of the answer: what is charged on arrival.

        Raises:
            TooLarge: When it can never fit the quota.
        """
        async with self._turn:
            while (seconds := self._wait(charge)) > 0:  # noqa: ASYNC110
                await asyncio.sleep(seconds)
            now = time.monotonic()
            self._second.spend(1, now)
            self._requests.spend(1, now)
            self._tokens.spend(charge, now)

    def ready_in(self) -> float:
        """Seconds for which the service wants to be left alone."""
        return max(0.0, self._closed_until - time.monotonic())

    def pause(self, seconds: float) -> None:
        """Let nobody through for a while."""
        self._closed_until = max(self._closed_until, time.monotonic() + seconds)

    def rejected(self) -> None:
        """A request was counted as too many: keep a wider distance from now on."""
        self._margin = min(MOST_MARGIN, self._margin + 0.02)
        self._measure()

    def learn(self, headers: Mapping[str, str]) -> None:
        """Take the quota from a response's ``x-ratelimit-…`` headers.

        A limit below the configured one means that the service throttles for a while.
        """
        rpm = _whole(headers.get("x-ratelimit-limit-requests"))
        tpm = _whole(headers.get("x-ratelimit-limit-tokens"))
        if (rpm or self.rpm, tpm or self.tpm) != (self.rpm, self.tpm):
            self.rpm, self.tpm = rpm or self.rpm, tpm or self.tpm
            self._measure()
        self._obey(headers, "requests", 1)
        self._obey(headers, "tokens", 1)

    def _obey(self, headers: Mapping[str, str], what: str, least: int) -> None:
        """Others share the quota: when nothing is left, wait until it is given again."""
        left = _whole(headers.get(f"x-ratelimit-remaining-{what}"))
        reset = headers.get(f"x-ratelimit-reset-{what}", "")
        if left is not None and left < least and (seconds := _seconds(reset)) is not None:
            self.pause(min(seconds, self._minute))

    def _wait(self, charge: int) -> float:
        if self.tpm and charge > self.tpm:
            problem = TooLarge(
                f"A request of {charge:,} tokens is more than the quota of {self.tpm:,} a minute.",
                "Lower context-budget or answer-tokens, or ask for a higher quota.",
            )
            problem.prompt_budget = max(0, self.tpm // 2)
            raise problem
        now = time.monotonic()
        waits = [self._closed_until - now]
        if self.rpm:
            waits += [self._second.wait(1, now), self._requests.wait(1, now)]
        if self.tpm:
            waits.append(self._tokens.wait(charge, now))
        return max(waits)

    def _measure(self) -> None:
        """Set the windows for the quota; what was spent stays spent."""
        stretch = self._minute * (1 + self._margin)
        self._requests.most, self._requests.seconds = self.rpm, stretch
        self._tokens.most, self._tokens.seconds = self.tpm, stretch
        # The service counts requests by the second, or one by one where it grants fewer.
        self._second.most = max(1, self.rpm // 60)
        self._second.seconds = stretch / 60 if self.rpm >= 60 else stretch / max(1, self.rpm)


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None


def _seconds(text: str) -> float | None:
    try:
        return max(0.0, float(text.removesuffix("s")))
    except ValueError:
        return None
