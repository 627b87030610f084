"""How much a model takes: guessed from its name, then learned from its answers."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from ...core.prompt import Model, model_named

# Characters of one message: Azure refuses longer strings, whatever the window.
CHARACTERS = 1_048_576
# Tokens of hidden reasoning: the first step up from none.
LEAST_RESERVE = 1024
# The most that is ever reserved for it.
MOST_RESERVE = 32_768


@dataclass
class ModelLimits:
    """What is known about the limits of one model, where it stands.

    Attributes:
        model: Its limits.
        reserve: Tokens of the cap that hidden reasoning may use.
        characters: Most characters of one message.
        correction: Tokens by which the place counted more than we did.
        lessons: How often something was learned.
    """

    model: Model
    reserve: int = 0
    characters: int = CHARACTERS
    correction: int = 0
    lessons: int = 0
    _differences: deque[int] = field(default_factory=lambda: deque(maxlen=20))

    def learned(self, something: bool) -> bool:
        """Count a lesson, if it was one."""
        self.lessons += something
        return something

    def correct(self, difference: int) -> None:
        """The place counted so many tokens more than we did, or fewer."""
        self._differences.append(difference)
        self.correction = max(0, *self._differences)

    @property
    def corrected(self) -> bool:
        """Whether it is known how the place counts."""
        return bool(self._differences)

    def learn_model(self, name: str) -> None:
        """The place named the model that answers: take the limits that are known for it."""
        found = model_named(name)
        if found and not self.model.name:
            self.model = found

    def reserve_more(self, cap: int) -> bool:
        """Give hidden reasoning more room from now on; whether there is any.

        Args:
            cap: Tokens that the answer, reasoning included, was too long for.
        """
        if self.reserve >= MOST_RESERVE or cap >= self.model.output:
            return False
        self.reserve = min(MOST_RESERVE, max(LEAST_RESERVE, self.reserve * 2, cap))
        return True
