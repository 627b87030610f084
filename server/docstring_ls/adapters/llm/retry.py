"""The course of one answer: how many attempts, with whom, after which pause.

Own code, because a retry library decides neither: who is asked next, what was learned and what
the quota allows are ours, and the loop that would be left to it is four lines of the provider.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from ...ports import Request
from .backoff import Timings
from .failover import Member, Pool
from .failure import Failure, RetryDecision
from .limits import Size

# Each lesson drops or replaces one parameter of the request; no service complains of so many.
MOST_LESSONS = 8
# Each time the room for hidden reasoning at least doubles.
MOST_RESERVATIONS = 3
# Not counted as tries again: nothing was wrong but how, or how much, was asked.
LESSONS = (RetryDecision.ADAPT, RetryDecision.MORE_ROOM)


@dataclass
class RetryState:
    """The state of one answer over its attempts.

    Attributes:
        request: What is asked.
        pool: Whom it may be asked of.
        seconds: Time left for talking; waiting for quota does not count.
        retries: Retries left.
        timings: How long the pauses are.
        member: Who was asked last.
        size: What was sent last.
        knew: How much had been learned when it was sent; others may learn meanwhile.
        room: Tokens that the answer may have beyond the usual.
        tried: Labels of those that have failed.
    """

    request: Request
    pool: Pool
    seconds: float
    retries: int
    timings: Timings
    member: Member | None = None
    size: Size = field(default_factory=Size)
    room: int = 0
    knew: int = 0
    tried: set[str] = field(default_factory=set)
    _lessons: int = 0
    _failures: int = 0

    def choose(self) -> Member:
        """Whom to ask now."""
        self.member = self.pool.choose(frozenset(self.tried))
        self.knew = self.member.wire.limits.lessons
        self.member.begin()
        return self.member

    def goes_on(self, failure: Failure) -> bool:
        """Whether another attempt makes sense after this failure."""
        if self.member is None or failure.decision is RetryDecision.NONE:
            return False
        self._failures += 1
        if failure.decision in LESSONS:
            self._lessons += 1
            return self._lessons <= MOST_LESSONS and self._learns(failure, self.member)
        return self._stands_in(failure, self.member) or self._may_retry(failure, self.member)

    def pause(self, failure: Failure) -> float:
        """Seconds to wait before the next attempt."""
        if failure.decision in LESSONS:
            return 0.0
        candidate = self.pool.choose(frozenset(self.tried))
        asked = candidate.ready_in()
        if candidate.wire.label not in self.tried:
            return asked
        if asked > 0:
            return asked + self.timings.pause * random.random() / 4
        backoff = self.timings.pause * 2.0 ** (self._failures - 1)
        return min(backoff, self.timings.longest_pause) + self.timings.pause * random.random()

    def _learns(self, failure: Failure, member: Member) -> bool:
        limits = member.wire.limits
        if limits.lessons > self.knew:
            return True
        if failure.decision is RetryDecision.ADAPT:
            return limits.learned(member.wire.adapt(failure, self.size))
        if limits.model.effort:
            more = self._lessons <= MOST_RESERVATIONS and limits.reserve_more(self.size.answer)
            return limits.learned(more)
        # Twice the answer, once: what does not fit then is not a docstring.
        first, self.room = not self.room, self.size.answer
        return first

    def _stands_in(self, failure: Failure, member: Member) -> bool:
        """Put the member aside; whether another one can be asked at once."""
        self.tried.add(member.wire.label)
        member.failed(failure.wait, alone=not self.pool.well_others(member))
        if failure.error.code == "rate-limit":
            member.limiter.rejected()
        if failure.decision is RetryDecision.ELSEWHERE and failure.wait is None:
            member.disabled = self.pool.others(member)
        return self.pool.ready_other(member, frozenset(self.tried))

    def _may_retry(self, failure: Failure, member: Member) -> bool:
        if failure.decision is RetryDecision.ELSEWHERE and not self.pool.others(member):
            return False
        self.retries -= 1
        soonest = self.pool.choose().ready_in()
        return self.retries >= 0 and self.seconds > 0 and soonest <= self.timings.longest_wait
