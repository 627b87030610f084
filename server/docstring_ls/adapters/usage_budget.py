"""What one session has spent and may spend."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from ..errors import BudgetSpent
from ..ports import Usage
from ..spent import Spent


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
    totals: Spent = field(default_factory=Spent)
    _reserved: list[Usage] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def limit(self, max_tokens: int, max_cost: float) -> None:
        """Set what may be spent; what was spent stays."""
        self.max_tokens, self.max_cost = max_tokens, max_cost

    def reserve(self, upper_bound: Usage) -> None:
        """Set aside the most that a request may spend.

        Raises:
            BudgetSpent: When that is more than is left.
        """
        with self._lock:
            self._check_tokens(upper_bound)
            self._check_cost(upper_bound)
            self._reserved.append(upper_bound)

    def settle(self, upper_bound: Usage) -> None:
        """Give back what was set aside."""
        with self._lock:
            self._reserved.remove(upper_bound)

    def spend(self, usage: Usage) -> None:
        """Count what was spent; may be called from any thread."""
        with self._lock:
            self.totals += Spent.of(usage)

    def _check_tokens(self, upper_bound: Usage) -> None:
        reserved = sum(each.prompt_tokens + each.completion_tokens for each in self._reserved)
        wanted = upper_bound.prompt_tokens + upper_bound.completion_tokens
        if self.max_tokens and self.totals.tokens + reserved + wanted > self.max_tokens:
            raise BudgetSpent(
                f"The session has spent {self.totals.tokens:,} of its {self.max_tokens:,} tokens"
                f"{_under_way(reserved)}; the next request may need {wanted:,}. Nothing was sent.",
                "Raise max-tokens, or begin a new session.",
            )

    def _check_cost(self, upper_bound: Usage) -> None:
        if not self.max_cost:
            return
        if upper_bound.cost is None:
            raise BudgetSpent(
                "max-cost is set, but no price is known for the model. Nothing was sent.",
                "Name the model in model, or give its price in models "
                "(NAME;price-in=…;price-out=…).",
            )
        reserved = sum(each.cost or 0.0 for each in self._reserved)
        if self.totals.cost + reserved + upper_bound.cost > self.max_cost:
            raise BudgetSpent(
                f"The session has spent ${self.totals.cost:.4f} of its ${self.max_cost:.4f}"
                f"{_under_way(reserved)}; the next request may cost ${upper_bound.cost:.4f}. "
                "Nothing was sent.",
                "Raise max-cost, or begin a new session.",
            )


def _under_way(reserved: float) -> str:
    return " (other requests are under way)" if reserved else ""
