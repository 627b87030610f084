"""The course of one answer: how many attempts, with whom, after which pause."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import tenacity

from ...ports import Request
from .attempt import Attempt
from .backoff import Timings
from .failover import Member, Pool
from .failure import Failure, RetryDecision
from .limits import Size
from .openai.adapt import adapt, reserve_more, wants_more_room
from .openai.deployment_profile import DeploymentProfile

MOST_LESSONS = 8
MOST_RESERVATIONS = 3


@dataclass
class RetryState:
    """The state of one answer over its attempts.

    Attributes:
        request: What is asked.
        seconds: Time left for talking; waiting for quota does not count.
        retries: Retries left.
        timings: How long the pauses are.
        member: Who was asked last.
        size: What was sent last.
        knew: How much had been learned when it was sent; others may learn meanwhile.
        room: Tokens that the answer may have beyond the usual.
        broken: The failure of an answer that broke off when a part of it had been shown.
    """

    request: Request
    pool: Pool
    seconds: float
    retries: int
    timings: Timings
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
        self.knew = self.member.profile.lessons
        self.member.begin()
        return self.member

    def spent(self, attempt: Attempt, now: float) -> None:
        """Count the time that an attempt took."""
        self.seconds -= now - attempt.started

    def policy(self) -> tenacity.AsyncRetrying:
        """The retry policy; it tries this answer again."""
        return tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception(self._goes_on), wait=self._pause, reraise=True
        )

    def _goes_on(self, problem: BaseException) -> bool:
        if not isinstance(problem, Failure) or self.member is None:
            return False
        if problem.decision is RetryDecision.ADAPT:
            self._lessons += 1
            return self._lessons <= MOST_LESSONS and self._learns(problem, self.member.profile)
        if problem.decision is RetryDecision.NONE:
            return False
        return self._stands_in(problem, self.member) or self._may_retry(problem, self.member)

    def _learns(self, failure: Failure, profile: DeploymentProfile) -> bool:
        if profile.lessons > self.knew:
            return True
        if not wants_more_room(failure.service_error):
            return profile.learned(adapt(profile, failure, self.size))
        if profile.model.effort:
            more = self._lessons <= MOST_RESERVATIONS and reserve_more(profile, self.size)
            return profile.learned(more)
        # Twice the answer, once: what does not fit then is not a docstring.
        first, self.room = not self.room, self.size.answer
        return first

    def _stands_in(self, failure: Failure, member: Member) -> bool:
        """Put the member aside; whether another one can be asked at once."""
        self.tried.add(member.deployment.label)
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

    def _pause(self, state: tenacity.RetryCallState) -> float:
        failure = state.outcome.exception() if state.outcome else None
        if isinstance(failure, Failure) and failure.decision is RetryDecision.ADAPT:
            return 0.0
        candidate = self.pool.choose(frozenset(self.tried))
        if candidate.deployment.label not in self.tried:
            return candidate.ready_in()
        asked = candidate.ready_in()
        if asked > 0:
            return asked + self.timings.pause * random.random() / 4
        backoff = tenacity.wait_exponential(self.timings.pause, self.timings.longest_pause)
        return backoff(state) + self.timings.pause * random.random()
