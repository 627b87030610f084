"""What one session has spent and may spend."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from ..errors import BudgetSpent
from ..ports import Usage


@dataclass(frozen=True, slots=True)
class Totals:
    """What a session spent.

    Attributes:
        requests: Requests that were answered or broke off after they had begun.
        prompt_tokens: Tokens sent.
        cached_tokens: Part of them that the service had cached.
        completion_tokens: Tokens received, reasoning included.
        reasoning_tokens: Part of them that is hidden reasoning.
        cost: US dollars of the requests whose price is known.
        unpriced: Requests whose price is not known.
        estimated: Requests for which the service gave no figures.
    """

    requests: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    reasoning_tokens: int = 0
    cost: float = 0.0
    unpriced: int = 0
    estimated: int = 0

    @property
    def tokens(self) -> int:
        """Tokens sent and received."""
        return self.prompt_tokens + self.completion_tokens

    def plus(self, usage: Usage) -> Totals:
        """With one more request."""
        return Totals(
            self.requests + 1,
            self.prompt_tokens + usage.prompt_tokens,
            self.cached_tokens + usage.cached_tokens,
            self.completion_tokens + usage.completion_tokens,
            self.reasoning_tokens + usage.reasoning_tokens,
            self.cost + (usage.cost or 0.0),
            self.unpriced + (usage.cost is None),
            self.estimated + usage.estimated,
        )


@dataclass
class SpendingBudget:
    """What one server or command run may spend, and has spent.

    Attributes:
        max_tokens: Tokens sent and received, 0 for no limit.
        max_cost: US dollars, 0 for no limit.
        totals: What is spent.
    """

    max_tokens: int = 0
    max_cost: float = 0.0
    totals: Totals = Totals()
    _reserved: list[Usage] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def limit(self, max_tokens: int, max_cost: float) -> None:
        """Set what may be spent; what was spent stays."""
        self.max_tokens, self.max_cost = max_tokens, max_cost

    def reserve(self, most: Usage) -> None:
        """Set aside the most that a request may spend.

        Raises:
            BudgetSpent: When that is more than is left.
        """
        with self._lock:
            self._check_tokens(most)
            self._check_cost(most)
            self._reserved.append(most)

    def settle(self, most: Usage) -> None:
        """Give back what was set aside."""
        with self._lock:
            self._reserved.remove(most)

    def spend(self, usage: Usage) -> None:
        """Count what was spent; may be called from any thread."""
        with self._lock:
            self.totals = self.totals.plus(usage)

    def _check_tokens(self, most: Usage) -> None:
        held = sum(each.prompt_tokens + each.completion_tokens for each in self._reserved)
        wanted = most.prompt_tokens + most.completion_tokens
        if self.max_tokens and self.totals.tokens + held + wanted > self.max_tokens:
            raise BudgetSpent(
                f"The session has spent {self.totals.tokens:,} of its {self.max_tokens:,} tokens"
                f"{_under_way(held)}; the next request may need {wanted:,}. Nothing was sent.",
                "Raise max-tokens, or begin a new session.",
            )

    def _check_cost(self, most: Usage) -> None:
        if not self.max_cost:
            return
        if most.cost is None:
            raise BudgetSpent(
                "max-cost is set, but no price is known for the model. Nothing was sent.",
                "Name the model in model, or give its price in models "
                "(NAME;price-in=…;price-out=…).",
            )
        held = sum(each.cost or 0.0 for each in self._reserved)
        if self.totals.cost + held + most.cost > self.max_cost:
            raise BudgetSpent(
                f"The session has spent ${self.totals.cost:.4f} of its ${self.max_cost:.4f}"
                f"{_under_way(held)}; the next request may cost ${most.cost:.4f}. "
                "Nothing was sent.",
                "Raise max-cost, or begin a new session.",
            )


def _under_way(held: float) -> str:
    return " (other requests are under way)" if held else ""
