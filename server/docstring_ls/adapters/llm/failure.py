"""A failed attempt as a value: the user's error, and what may help."""

from __future__ import annotations

import re
from enum import Enum

from ...errors import ProviderError
from .rate_limiter import Quota


class RetryDecision(Enum):
    """What to do about a failure."""

    NONE = "tell the user"
    AGAIN = "try again, at once with another place, else after a pause"
    ELSEWHERE = "only another place can help"
    ADAPT = "the place wants to be asked differently"
    MORE_ROOM = "the answer, or the reasoning before it, ran into its cap"


class Failure(Exception):
    """A failed attempt.

    Attributes:
        error: What the user is told when nothing helps.
        decision: What may help.
        wait: Seconds that the place asks to wait, None where it names none.
        quota: What the place says about the quota beside it, None where it says nothing.
    """

    quota: Quota | None = None

    def __init__(
        self,
        error: ProviderError,
        decision: RetryDecision = RetryDecision.NONE,
        wait: float | None = None,
    ) -> None:
        super().__init__()
        self.error = error
        self.decision = decision
        self.wait = wait


def code_of(value: object) -> str:
    """A code is shown only if it looks like one: foreign text may quote what was sent."""
    text = value if isinstance(value, str) else "" if value is None else str(value)[:200]
    return text if re.fullmatch(r"[A-Za-z0-9_./\[\]-]{1,64}", text) else ""
