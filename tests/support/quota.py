"""A service that enforces its quota as Azure does: sliding windows, charged on arrival."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

from support.azure import Recorded, Reply, answer, error

TOO_FAST = "have exceeded call rate limit."


@dataclass(frozen=True)
class Arrival:
    """A request: when, for how much, with which text."""

    at: float
    charge: int
    text: str


@dataclass
class Quota:
    """A script for ``AzureServer``.

    Attributes:
        rpm: Requests in any minute, and a sixtieth of it in any second.
        tpm: Tokens in any minute, prompt and cap of the answer together.
        minute: Seconds of a minute.
        count: Tokens of a text.
        reply: The answer to what is let in.
        accepted: What was let in.
        rejected: What was not; it is charged all the same.
        told: Whether the headers name the limits.
    """

    rpm: int
    tpm: int
    minute: float
    count: Callable[[Recorded], int]
    reply: Callable[[Recorded], Reply] = lambda request: answer(request.text[-4:])
    told: bool = False
    accepted: list[Arrival] = field(default_factory=list)
    rejected: list[Arrival] = field(default_factory=list)

    def __call__(self, request: Recorded) -> Reply:
        charge = self.count(request) + request.json["max_completion_tokens"]
        arrival = Arrival(request.at, charge, request.text)
        wait = self._wait(arrival)
        (self.rejected if wait else self.accepted).append(arrival)
        if wait:
            headers = {"retry-after-ms": f"{wait * 1000:.0f}"} | self._headers()
            return error(429, "429", TOO_FAST, headers=headers)
        reply = self.reply(request)
        return Reply(reply.steps, reply.status, reply.headers | self._headers())

    @property
    def arrived(self) -> list[Arrival]:
        """Everything, in the order of arrival."""
        return sorted((*self.accepted, *self.rejected), key=lambda each: each.at)

    def used(self) -> float:
        """The tighter quota's part that was used: 1 is as fast as its windows allow.

        The windows let a full quota in at once, then wait for it to leave: so many windows
        must pass before the last request, whatever the client does.
        """
        first, last = self.accepted[0].at, self.accepted[-1].at
        spent = list(itertools.accumulate(each.charge for each in self.accepted))
        full = (spent[-1] - 1) // self.tpm
        rest = sum(1 for each in spent if each > full * self.tpm)
        by_tokens = full * self.minute + (rest - 1) * self.minute / self.rpm
        by_requests = (len(self.accepted) - 1) * self.minute / self.rpm
        return max(by_tokens, by_requests) / (last - first)

    def _wait(self, arrival: Arrival) -> float:
        now, charge = arrival.at, arrival.charge
        recent = [each for each in (*self.accepted, *self.rejected) if each.at > now - self.minute]
        second = self.minute / 60
        if sum(each.at > now - second for each in recent) >= max(1, self.rpm // 60):
            return second
        tokens = charge + sum(each.charge for each in recent)
        if len(recent) >= self.rpm or tokens > self.tpm:
            return min(each.at for each in recent) + self.minute - now
        return 0.0

    def _headers(self) -> dict[str, str]:
        if not self.told:
            return {}
        return {
            "x-ratelimit-limit-requests": str(self.rpm),
            "x-ratelimit-limit-tokens": str(self.tpm),
        }
