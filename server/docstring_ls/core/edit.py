"""Docstrings into text: every way to do it, and none that does not pass the gate."""

from __future__ import annotations

from .editing.keeping import keep
from .editing.placement import head, literal
from .editing.quoting import clean, normal, value_of
from .editing.rebase import rebase
from .editing.trial import Change
from .editing.whole import Joined, combine, drawn, gated, join, place_all
from .edits import Edit, apply, shrink
from .problems import Problem
from .styles.style import Style
from .symbol import Symbol
from .syntax import Syntax

__all__ = [
    "Change",
    "Edit",
    "Joined",
    "amend",
    "apply",
    "combine",
    "docstring_of",
    "head",
    "join",
    "literal",
    "normal",
    "place",
    "place_all",
    "rebase",
    "shrink",
    "sketch",
]

Placed = tuple[Edit | None, tuple[Problem, ...]]


def place(syntax: Syntax, symbol: Symbol, text: str, style: Style) -> Placed:
    """Write ``text`` as the symbol's docstring, in place of the one it has.

    Args:
        syntax: The file.
        symbol: A symbol of this syntax.
        text: The cleaned docstring text.
        style: Quotes, layout, blank lines.

    Returns:
        The edit and no problem, or None and the reason why nothing can be written with certainty.
    """
    change, problems = drawn(syntax, symbol, text, style)
    return _placed(change, problems or gated(syntax, change))


def amend(syntax: Syntax, symbol: Symbol, text: str, style: Style) -> Placed:
    """As :func:`place`, but lines of the docstring that stay the same keep their raw source."""
    wanted = normal(text)
    kept = None if symbol.refusal else keep(syntax, symbol, wanted)
    if kept is not None and not gated(syntax, Change(symbol, kept, wanted)):
        return kept, ()
    return place(syntax, symbol, text, style)


def sketch(
    syntax: Syntax, symbol: Symbol, text: str, style: Style, *, keeping: bool
) -> tuple[Change | None, tuple[Problem, ...]]:
    """The change of :func:`place` or, where ``keeping``, of :func:`amend`, for :func:`join` only.

    The gate has not seen it: many changes of one file are gated once, when they are joined.
    """
    wanted = normal(text)
    kept = keep(syntax, symbol, wanted) if keeping and not symbol.refusal else None
    if kept is not None:
        return Change(symbol, kept, wanted), ()
    return drawn(syntax, symbol, text, style)


def docstring_of(syntax: Syntax, symbol: Symbol) -> str | None:
    """The symbol's docstring, cleaned; None where it has none."""
    if symbol.docstring is None:
        return None
    value = value_of(syntax.source.slice(symbol.docstring))
    return None if value is None else clean(value)


def _placed(change: Change | None, problems: tuple[Problem, ...]) -> Placed:
    return (None if change is None or problems else change.edit), problems
