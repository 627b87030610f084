"""Docstrings into text: every way to do it, and none that does not pass the gate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .edits import Edit, apply, shrink
from .gate import Change, attempt
from .keeping import keep
from .placement import draw, literal
from .problems import Problem, Severity
from .quoting import clean, normal, value_of
from .rebase import rebase
from .styles.style import Style
from .symbol import Symbol
from .syntax import Syntax

__all__ = [
    "Edit",
    "amend",
    "apply",
    "combine",
    "docstring_of",
    "literal",
    "place",
    "place_all",
    "rebase",
    "shrink",
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
    wanted, problems = _wanted(symbol, text)
    if problems:
        return None, problems
    return _gated(syntax, Change(symbol, draw(syntax, symbol, wanted, style), wanted))


def amend(syntax: Syntax, symbol: Symbol, text: str, style: Style) -> Placed:
    """As :func:`place`, but lines of the docstring that stay the same keep their raw source."""
    wanted, problems = _wanted(symbol, text)
    if problems:
        return None, problems
    kept = keep(syntax, symbol, wanted)
    if kept is not None:
        placed = _gated(syntax, Change(symbol, kept, wanted))
        if placed[0] is not None:
            return placed
    return place(syntax, symbol, text, style)


def place_all(
    syntax: Syntax, texts: Iterable[tuple[Symbol, str]], style: Style
) -> tuple[tuple[Edit, ...], tuple[Problem, ...]]:
    """Write many docstrings into one file: what can be written, gated together, and what not."""
    changes: list[Change] = []
    problems: list[Problem] = []
    for symbol, text in texts:
        wanted, refused = _wanted(symbol, text)
        problems += refused
        if not refused:
            changes.append(Change(symbol, draw(syntax, symbol, wanted, style), wanted))
    changes, doubtful = _together(syntax, changes)
    return tuple(change.edit for change in changes), (*problems, *doubtful)


def combine(syntax: Syntax, edits: Sequence[Edit]) -> tuple[str | None, tuple[Problem, ...]]:
    """The text after several edits that were placed one by one, if they agree with each other."""
    try:
        return apply(syntax.source, edits), ()
    except ValueError:
        return None, (_problem("The docstrings overlap; insert them one by one."),)


def docstring_of(syntax: Syntax, symbol: Symbol) -> str | None:
    """The symbol's docstring, cleaned; None where it has none."""
    if symbol.docstring is None:
        return None
    value = value_of(syntax.source.slice(symbol.docstring))
    return None if value is None else clean(value)


def _wanted(symbol: Symbol, text: str) -> tuple[str, tuple[Problem, ...]]:
    wanted = normal(text)
    if symbol.refusal:
        return wanted, (_problem(symbol.refusal),)
    if not wanted.strip():
        return wanted, (_problem(f"There is no text to write for {_named(symbol)}."),)
    return wanted, ()


def _gated(syntax: Syntax, change: Change) -> Placed:
    objection = attempt(syntax, (change,))[1]
    if objection:
        return None, (_refused(change, objection),)
    return change.edit, ()


def _together(syntax: Syntax, changes: list[Change]) -> tuple[list[Change], list[Problem]]:
    if not changes or not attempt(syntax, tuple(changes))[1]:
        return changes, []
    problems: list[Problem] = []
    good: list[Change] = []
    for change in changes:
        objection = attempt(syntax, (*good, change))[1]
        if objection:
            problems.append(_refused(change, objection))
        else:
            good.append(change)
    return good, problems


def _refused(change: Change, objection: str) -> Problem:
    return _problem(f"The docstring of {_named(change.symbol)} was not written: {objection}")


def _named(symbol: Symbol) -> str:
    return symbol.qualname or "the module"


def _problem(message: str) -> Problem:
    return Problem("gate", message, Severity.ERROR)
