"""What is wrong, as a value: every stage returns these instead of raising."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs for the person who reads it."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Location:
    """Where the evidence stands.

    Attributes:
        path: Absolute path of the file.
        line: 1-based line.
    """

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding.

    Attributes:
        code: Stable kebab-case name of the rule, such as ``unknown-parameter``.
        message: One sentence for the user: what happened, to what, what to do next.
        severity: ERROR where the work can't go on, WARNING where something was changed or
            dropped, INFO where something is merely worth knowing.
        evidence: The line of code that proves it.
    """

    code: str
    message: str
    severity: Severity = Severity.WARNING
    evidence: Location | None = None
