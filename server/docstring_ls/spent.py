"""What requests used together: of a session, of a line of the ledger, of all its lines."""

from __future__ import annotations

import operator
from dataclasses import astuple, dataclass

from .ports import Usage


@dataclass(frozen=True, slots=True)
class Spent:
    """What requests used together.

    Attributes:
        requests: Requests that were answered or broke off after they had begun.
        prompt_tokens: Tokens sent.
        cached_tokens: Part of them that the service had cached.
        completion_tokens: Tokens received, reasoning included.
        reasoning_tokens: Part of them that is hidden reasoning.
        cost: US dollars of the requests whose price is known.
        unpriced: Requests whose price is not known.
        estimated: Requests for which the service gave no figures; the ledger does not keep it.
    """

    requests: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    reasoning_tokens: int = 0
    cost: float = 0.0
    unpriced: int = 0
    estimated: int = 0

    @classmethod
    def of(cls, usage: Usage) -> Spent:
        """What one request used."""
        return cls(
            1,
            usage.prompt_tokens,
            usage.cached_tokens,
            usage.completion_tokens,
            usage.reasoning_tokens,
            usage.cost or 0.0,
            int(usage.cost is None),
            int(usage.estimated),
        )

    def __add__(self, other: Spent) -> Spent:
        """What both used."""
        return Spent(*map(operator.add, astuple(self), astuple(other)))

    @property
    def tokens(self) -> int:
        """Tokens sent and received."""
        return self.prompt_tokens + self.completion_tokens
