"""A docstring without a model: only what name, decorators and code show."""

from __future__ import annotations

from .complete import complete
from .docstring import Docstring
from .fact import Facts
from .noise import trim
from .styles.style import Style
from .summary import summary_of


def draft(facts: Facts, style: Style) -> Docstring:
    """Write what can be said for certain; never a placeholder."""
    return trim(complete(Docstring(summary_of(facts, style)), facts, style), facts, style)
