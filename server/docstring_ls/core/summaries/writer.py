"""A docstring without a model: only what name, decorators and code show."""

from __future__ import annotations

from ..analysis import Facts
from ..docstrings import Detail, Docstring, Style
from ..text import printable
from .completion import complete
from .redundancy import trim
from .summary import summary_of


def draft(facts: Facts, style: Style) -> Docstring:
    """Write what can be said for certain; never a placeholder."""
    said = Docstring(summary_of(facts, style), _deprecated(facts, style))
    return trim(complete(said, facts, style), facts, style)


def _deprecated(facts: Facts, style: Style) -> str:
    """What ``@deprecated`` says; left out where a second line makes checkers demand sections."""
    if not facts.deprecation or style.demanded or style.detail is Detail.BRIEF:
        return ""
    message = printable(facts.deprecation).rstrip()
    return f"Deprecated: {message}" if message.endswith((".", "!")) else f"Deprecated: {message}."
