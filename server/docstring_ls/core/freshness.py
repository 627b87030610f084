"""What a docstring claims that the code no longer does."""

from __future__ import annotations

from dataclasses import dataclass

from .facts import Facts
from .problems import Place
from .styles.style import Style


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim of a docstring that the code does not bear out.

    Attributes:
        code: Stable kebab-case name of the rule, such as ``unknown-parameter``.
        message: One sentence for the user.
        line: 0-based line of the cleaned docstring.
        evidence: The code that proves it.
        contradiction: True where the docstring says what is false, False where it omits something.
        name: The parameter, exception or attribute meant, or empty.
    """

    code: str
    message: str
    line: int
    evidence: Place
    contradiction: bool = True
    name: str = ""


def contradictions(existing: str, facts: Facts, style: Style) -> tuple[Finding, ...]:
    """The findings for a cleaned docstring, in the order of its lines; only certain ones."""
    return ()
