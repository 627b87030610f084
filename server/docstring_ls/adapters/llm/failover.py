"""Which place answers next: the preferred one that is well, else the first to be well."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import Unreachable
from .backoff import Timings, loop_time
from .failure import Failure
from .rate_limiter import RateLimiter
from .wire import Wire

# Failures in a row: one may be chance, three are a place that is down.
FAILURES = 3


@dataclass
class Member:
    """One place and what is known about it now.

    Attributes:
        wire: How it is asked.
        limiter: Its quota.
        disabled: Whether it does not exist.
        unreached: Connections in a row that failed.
    """

    wire: Wire
    limiter: RateLimiter
    timings: Timings
    disabled: bool = False
    unreached: int = 0
    _failures: int = 0
    _down_until: float = 0.0

    def ready_in(self) -> float:
        """Seconds until it may be asked again."""
        return max(self.limiter.ready_in(), self._down_until - loop_time(), 0.0)

    @property
    def is_failing(self) -> bool:
        """Whether it failed the last time."""
        return self._failures > 0

    def succeeded(self) -> None:
        """It answered: whatever was wrong is over."""
        self._failures, self._down_until = 0, 0.0

    def heard(self, failure: Failure | None = None) -> None:
        """Count connections that failed in a row; any answer, even an error, ends the row."""
        dead = failure is not None and isinstance(failure.error, Unreachable)
        self.unreached = self.unreached + 1 if dead else 0

    def failed(self, wait: float | None, alone: bool) -> None:
        """It failed; leave it alone for a while, longer after several failures in a row.

        Args:
            wait: Seconds that it asks for, None where it names none.
            alone: Whether no other place is well: then only the wait that it asks for counts.
        """
        self._failures += 1
        if wait is not None and wait <= self.timings.longest_wait:
            self.limiter.pause(wait)
        down = wait or (0.0 if alone else self.timings.cool_down)
        if self._failures >= FAILURES and not alone:
            down = max(down, self.timings.broken)
        self._down_until = max(self._down_until, loop_time() + down)

    def begin(self) -> None:
        """It is about to be asked; after several failures only one request tries it at a time."""
        if self._failures >= FAILURES:
            self._down_until = loop_time() + self.timings.cool_down


class Pool:
    """The places that may answer, the preferred first."""

    def __init__(self, wires: tuple[Wire, ...], timings: Timings) -> None:
        self.members = tuple(
            Member(wire, RateLimiter(wire.quota.rpm, wire.quota.tpm, timings.minute), timings)
            for wire in wires
        )

    @property
    def is_dead(self) -> bool:
        """Whether several connections in a row failed, and to every member that could answer."""
        alive = [each for each in self.members if not each.disabled] or self.members
        rows = [each.unreached for each in alive]
        return all(rows) and sum(rows) >= FAILURES

    def choose(self, tried: frozenset[str] = frozenset()) -> Member:
        """The best member for the next attempt.

        Args:
            tried: Labels of those that have failed in this run, to be asked last.
        """
        alive = [each for each in self.members if not each.disabled] or list(self.members)

        def rank(member: Member) -> tuple[bool, float, bool]:
            wait = member.ready_in()
            return wait > 0, wait, member.wire.label in tried

        return min(alive, key=rank)

    def others(self, member: Member) -> bool:
        """Whether another member could stand in for this one at all."""
        return any(each is not member and not each.disabled for each in self.members)

    def well_others(self, member: Member) -> bool:
        """Whether another member could stand in for this one now, as far as is known."""
        return any(
            each is not member and not each.disabled and not each.is_failing
            for each in self.members
        )

    def ready_other(self, member: Member, tried: frozenset[str]) -> bool:
        """Whether another member, not tried yet, can be asked at once."""
        return any(
            each is not member
            and not each.disabled
            and each.wire.label not in tried
            and each.ready_in() <= 0
            for each in self.members
        )
