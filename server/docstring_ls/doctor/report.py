"""What one look found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..config import Config
from ..errors import DocstringLsError


class State(StrEnum):
    """How it stands."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    WRONG = "wrong"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: What was looked at, such as ``authentication``.
        state: FAILED where a service did not do its part, WRONG where the user has to act.
        message: What was found.
        advice: What to do next; may be empty.
        details: Figures and names for machines; never a secret.
    """

    name: str
    state: State
    message: str
    advice: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """All that was found.

    Attributes:
        config: The configuration that was looked at.
        checks: In the order in which they depend on each other.
    """

    config: Config
    checks: tuple[Check, ...]

    @property
    def exit_code(self) -> int:
        """0 all well, 1 a service failed, 2 the configuration is wrong."""
        states = {check.state for check in self.checks}
        return 2 if State.WRONG in states else 1 if State.FAILED in states else 0


def failed(name: str, error: DocstringLsError, **details: Any) -> Check:
    """The check that ended in an error."""
    state = State.WRONG if error.fault == "user" else State.FAILED
    ids = {"correlation": error.correlation, "request_id": error.request_id}
    given = {key: value for key, value in ids.items() if value}
    return Check(name, state, error.message, error.advice, {"code": error.code, **details, **given})
