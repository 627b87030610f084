"""The course of one answer: how many attempts, with whom, after which pause."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import tenacity

from ...ports import Request
from .adapt import adapt, reserve_more, wants_more_room
from .attempt import Attempt
from .backoff import Timings
from .deployment_profile import DeploymentProfile
from .failover import Member, Pool
from .failure import Failure, RetryDecision
from .limits import Size

MOST_LESSONS = 8
MOST_RESERVATIONS = 3


@dataclass
class RetryState:
    """The state of one answer over its attempts.

    Attributes:
        request: What is asked.
        seconds: Time left for talking; waiting for quota does not count.
        retries: Retries left.
        pace: How long the pauses are.
        member: Who was asked last.
        size: What was sent last.
        knew: How much had been learned when it was sent; others may learn meanwhile.
        room: Tokens that the answer may have beyond the usual.
        broken: The fault of an answer that broke off when a part of it had been shown.
    """

    request: Request
    pool: Pool
    seconds: float
    retries: int
    pace: Timings
    member: Member | None = None
    size: Size = field(default_factory=Size)
    broken: Failure | None = None
    room: int = 0
    knew: int = 0
    tried: set[str] = field(default_factory=set)
    _lessons: int = 0

    def choose(self) -> Member:
        """Whom to ask now."""
        self.member = self.pool.choose(frozenset(self.tried))
        self.knew = self.member.manners.lessons
        self.member.begin()
        return self.member

    def spent(self, attempt: Attempt, now: float) -> None:
        """Count the time that an attempt took."""
        self.seconds -= now - attempt.started

    def policy(self) -> tenacity.AsyncRetrying:
        """The retry policy; it asks this run."""
        return tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception(self._goes_on), wait=self._pause, reraise=True
        )

    def _goes_on(self, problem: BaseException) -> bool:
        if not isinstance(problem, Failure) or self.member is None:
            return False
        if problem.remedy is RetryDecision.ADAPT:
            self._lessons += 1
            return self._lessons <= MOST_LESSONS and self._learns(problem, self.member.manners)
        if problem.remedy is RetryDecision.NONE:
            return False
        return self._stands_in(problem, self.member) or self._may_retry(problem, self.member)

    def _learns(self, fault: Failure, manners: DeploymentProfile) -> bool:
        if manners.lessons > self.knew:
            return True
        if not wants_more_room(fault.said):
            return manners.learned(adapt(manners, fault, self.size))
        if manners.model.effort:
            more = self._lessons <= MOST_RESERVATIONS and reserve_more(manners, self.size)
            return manners.learned(more)
        # Twice the answer, once: what does not fit then is not a docstring.
        first, self.room = not self.room, self.size.answer
        return first

    def _stands_in(self, fault: Failure, member: Member) -> bool:
        """Put the member aside; whether another one can be asked at once."""
        self.tried.add(member.deployment.label)
        member.failed(fault.wait, alone=not self.pool.well_others(member))
        if fault.error.code == "rate-limit":
            member.gate.rejected()
        if fault.remedy is RetryDecision.ELSEWHERE and fault.wait is None:
            member.disabled = self.pool.others(member)
        return self.pool.ready_other(member, frozenset(self.tried))

    def _may_retry(self, fault: Failure, member: Member) -> bool:
        if fault.remedy is RetryDecision.ELSEWHERE and not self.pool.others(member):
            return False
        self.retries -= 1
        soonest = self.pool.choose().ready_in()
        return self.retries >= 0 and self.seconds > 0 and soonest <= self.pace.longest_wait

    def _pause(self, state: tenacity.RetryCallState) -> float:
        fault = state.outcome.exception() if state.outcome else None
        if isinstance(fault, Failure) and fault.remedy is RetryDecision.ADAPT:
            return 0.0
        following = self.pool.choose(frozenset(self.tried))
        if following.deployment.label not in self.tried:
            return following.ready_in()
        wished = following.ready_in()
        if wished > 0:
            return wished + self.pace.pause * random.random() / 4
        backoff = tenacity.wait_exponential(self.pace.pause, self.pace.longest_pause)
        return backoff(state) + self.pace.pause * random.random()
