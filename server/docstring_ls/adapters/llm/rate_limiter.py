"""Keeps one deployment within its quota: first come, first served, never a burst.

Own code, because no library counts as the service does: aiolimiter starts with a full bucket
(nearly twice the quota in the first minute) and lets small requests overtake, and none can
be corrected by what the service's headers say.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass

from ...errors import TooLarge
from .backoff import loop_time
from .sliding_window import SlidingWindow

# Requests do not arrive as evenly as they are sent, which matters in windows of a second.
MARGIN = 0.06
# The widest that it grows to where the service rejects all the same.
MOST_MARGIN = 0.1
# The same in windows of a minute.
MINUTE_MARGIN = 0.01


@dataclass(frozen=True, slots=True)
class Quota:
    """A quota, as it is configured or as a service tells it.

    Attributes:
        rpm: Requests per minute, 0 where not known.
        tpm: Tokens per minute, 0 where not known.
        requests_left: How many are left now, None where not known.
        tokens_left: How many are left now, None where not known.
    """

    rpm: int = 0
    tpm: int = 0
    requests_left: int | None = None
    tokens_left: int | None = None


class Permit:
    """The right to send one request; until it is sent nobody else may."""

    def __init__(self, limiter: RateLimiter) -> None:
        self._limiter = limiter
        self._held = True
        self._entered = loop_time()

    def sent(self) -> None:
        """The request is on the wire: from now on its time counts."""
        if self._held:
            self._limiter.postpone(self._entered, loop_time())
            if self._limiter.known:
                self.release()

    def release(self) -> None:
        """Let the next one in; does nothing the second time."""
        if self._held:
            self._held = False
            self._limiter.leave()


class RateLimiter:
    """The rate limiter of one deployment.

    Args:
        rpm: Requests per minute, 0 where not known.
        tpm: Tokens per minute, 0 where not known.
        minute: Seconds of a minute; tests shorten it.

    Attributes:
        known: Whether the quota is known, or the service has answered without naming one.
    """

    def __init__(self, rpm: int = 0, tpm: int = 0, minute: float = 60.0) -> None:
        self.rpm, self.tpm = rpm, tpm
        self.known = bool(rpm or tpm)
        self._minute = minute
        self._margin = MARGIN
        self._turn = asyncio.Lock()
        self._closed_until = 0.0
        self._left: float | None = None
        self._leads: deque[float] = deque([0.0], maxlen=20)
        self._second, self._requests, self._tokens = (
            SlidingWindow(),
            SlidingWindow(),
            SlidingWindow(),
        )
        self._measure()

    async def enter(self, charge: int) -> Permit:
        """Wait for our turn and for room, and count the request.

        While nothing is known about the quota, requests go one after the other until the first
        one is answered: its headers tell.

        Args:
            charge: Prompt tokens and the cap of the answer: what is charged on arrival.

        Raises:
            TooLarge: When it can never fit the quota.
        """
        await self._turn.acquire()
        try:
            while (seconds := self._wait(charge)) > 0:  # noqa: ASYNC110
                await asyncio.sleep(seconds)
        except BaseException:
            self._turn.release()
            raise
        self._spend(charge, loop_time())
        return Permit(self)

    def leave(self) -> None:
        """Let the next one in."""
        self._turn.release()

    def ready_in(self) -> float:
        """Seconds for which the service wants to be left alone."""
        return max(0.0, self._closed_until - loop_time())

    def pause(self, seconds: float) -> None:
        """Let nobody through for a while."""
        self._closed_until = max(self._closed_until, loop_time() + seconds)

    def rejected(self) -> None:
        """A request was counted as too many: keep a wider distance from now on."""
        self._margin = min(MOST_MARGIN, self._margin + 0.02)
        self._measure()

    def learn(self, quota: Quota) -> None:
        """Take the quota that the service tells with an answer.

        A limit below the configured one means that the service throttles for a while.
        """
        self.known = True
        rpm, tpm = quota.rpm or self.rpm, quota.tpm or self.tpm
        if (rpm, tpm) != (self.rpm, self.tpm):
            self.rpm, self.tpm = rpm, tpm
            self._measure()
        self._left = quota.tokens_left
        if quota.requests_left == 0 and self.rpm:
            self.pause(self._minute / self.rpm)

    def _wait(self, charge: int) -> float:
        if self.tpm and charge > self.tpm:
            problem = TooLarge(
                f"A request of {charge:,} tokens is more than the quota of {self.tpm:,} a minute.",
                "Lower context-budget or answer-tokens, or ask for a higher quota.",
            )
            problem.prompt_budget = max(0, self.tpm // 2)
            raise problem
        now = loop_time()
        waits = [self._closed_until - now]
        if self.rpm:
            waits += [self._second.wait(1, now + self._lead()), self._requests.wait(1, now)]
        if self.tpm:
            waits += [self._tokens.wait(charge, now), self._shared(charge)]
        return max(waits)

    def _lead(self) -> float:
        """From entering to the wire it always takes some time: let the next one in so much earlier.

        The quickest of the last ones counts, and not quite, so that none comes too early.
        """
        return min(self._leads) * 0.8

    def _shared(self, charge: int) -> float:
        """Others use the quota too: wait until what is missing should have been given again."""
        if self._left is None or charge <= self._left:
            return 0.0
        missing, self._left = charge - self._left, None
        return missing / self.tpm * self._minute

    def _spend(self, charge: int, now: float) -> None:
        if self._left is not None:
            self._left -= charge
        self._second.spend(1, now)
        self._requests.spend(1, now)
        self._tokens.spend(charge, now)

    def postpone(self, entered: float, now: float) -> None:
        """The request that was let in last was sent now."""
        self._leads.append(now - entered)
        for window in (self._second, self._requests, self._tokens):
            window.postpone(now)

    def _measure(self) -> None:
        """Set the windows for the quota; what was spent stays spent."""
        stretch = self._minute * (1 + MINUTE_MARGIN)
        self._requests.most, self._requests.seconds = self.rpm, stretch
        self._tokens.most, self._tokens.seconds = self.tpm, stretch
        # The service counts requests by the second, or one by one where it grants fewer.
        self._second.most = max(1, self.rpm // 60)
        per = self._minute / 60 if self.rpm >= 60 else self._minute / max(1, self.rpm)
        self._second.seconds = per * (1 + self._margin)
