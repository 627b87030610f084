"""Docstrings into text: every way to do it, and none that does not pass the gate."""

from __future__ import annotations

from ..docstrings import Style
from ..problems import Problem
from ..syntax import Symbol, Syntax, normal
from ..text import Edit, apply, shrink
from .candidate import DocstringChange
from .file_edits import Joined, build_edit, combine, gated, join, place_all
from .placement import head, literal
from .preserve_source import keep
from .rebasing import rebase

__all__ = [
    "DocstringChange",
    "Edit",
    "Joined",
    "amend",
    "apply",
    "combine",
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
    change, problems = build_edit(syntax, symbol, text, style)
    return _placed(change, problems or gated(syntax, change))


def amend(syntax: Syntax, symbol: Symbol, text: str, style: Style) -> Placed:
    """As :func:`place`, but lines of the docstring that stay the same keep their raw source."""
    wanted = normal(text)
    kept = None if symbol.refusal else keep(syntax, symbol, wanted)
    if kept is not None and not gated(syntax, DocstringChange(symbol, kept, wanted)):
        return kept, ()
    return place(syntax, symbol, text, style)


def sketch(
    syntax: Syntax, symbol: Symbol, text: str, style: Style, *, keeping: bool
) -> tuple[DocstringChange | None, tuple[Problem, ...]]:
    """The change of :func:`place` or, where ``keeping``, of :func:`amend`, for :func:`join` only.

    The gate has not seen it: many changes of one file are gated once, when they are joined.
    """
    wanted = normal(text)
    kept = keep(syntax, symbol, wanted) if keeping and not symbol.refusal else None
    if kept is not None:
        return DocstringChange(symbol, kept, wanted), ()
    return build_edit(syntax, symbol, text, style)


def _placed(change: DocstringChange | None, problems: tuple[Problem, ...]) -> Placed:
    return (None if change is None or problems else change.edit), problems
