"""Docstrings into a file through the gate: one, many together, or joined from changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..docstrings import Style
from ..problems import Problem, Severity
from ..syntax import Symbol, Syntax, normal
from ..text import Edit
from .candidate import DocstringChange
from .gate import attempt
from .placement import draw
from .preserve_source import keep

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
    change, problems = _build_edit(syntax, symbol, text, style)
    return _placed(change, problems or _gated(syntax, change))


def amend(syntax: Syntax, symbol: Symbol, text: str, style: Style) -> Placed:
    """As :func:`place`, but lines of the docstring that stay the same keep their raw source."""
    wanted = normal(text)
    kept = None if symbol.unsupported_reason else keep(syntax, symbol, wanted)
    if kept is not None and not _gated(syntax, DocstringChange(symbol, kept, wanted)):
        return kept, ()
    return place(syntax, symbol, text, style)


def sketch(
    syntax: Syntax, symbol: Symbol, text: str, style: Style, *, keeping: bool
) -> tuple[DocstringChange | None, tuple[Problem, ...]]:
    """The change of :func:`place` or, where ``keeping``, of :func:`amend`, for :func:`join` only.

    The gate has not seen it: many changes of one file are gated once, when they are joined.
    """
    wanted = normal(text)
    kept = keep(syntax, symbol, wanted) if keeping and not symbol.unsupported_reason else None
    if kept is not None:
        return DocstringChange(symbol, kept, wanted), ()
    return _build_edit(syntax, symbol, text, style)


def _placed(change: DocstringChange | None, problems: tuple[Problem, ...]) -> Placed:
    return (None if change is None or problems else change.edit), problems


_OVERLAP = "The docstrings can't be written together; insert them one by one."


def _build_edit(
    syntax: Syntax, symbol: Symbol, text: str, style: Style
) -> tuple[DocstringChange | None, tuple[Problem, ...]]:
    """The change that gives ``symbol`` the docstring ``text``, before the gate has seen it."""
    wanted = normal(text)
    if symbol.unsupported_reason:
        return None, (_problem(symbol.unsupported_reason),)
    if not wanted.strip():
        return None, (_problem(f"There is no text to write for {_named(symbol)}."),)
    return DocstringChange(symbol, draw(syntax, symbol, wanted, style), wanted), ()


def _gated(syntax: Syntax, *changes: DocstringChange | None) -> tuple[Problem, ...]:
    """What the gate has against the changes, nothing where they may leave."""
    known = tuple(change for change in changes if change is not None)
    objection = _tried(syntax, known)[1]
    return (_refused(known[-1], objection),) if objection else ()


def _tried(syntax: Syntax, changes: Sequence[DocstringChange]) -> tuple[str, str]:
    """The text after, and what the gate has against it or nothing."""
    try:
        after, objection = attempt(syntax, tuple(changes))
    except ValueError:
        return "", _OVERLAP
    return after.source.text, objection


def place_all(
    syntax: Syntax, texts: Iterable[tuple[Symbol, str]], style: Style
) -> tuple[tuple[Edit, ...], tuple[Problem, ...]]:
    """Write many docstrings into one file.

    Returns:
        The edits that pass the gate together, and the reasons why others are missing.
    """
    changes: list[DocstringChange] = []
    problems: list[Problem] = []
    for symbol, text in texts:
        change, refused = _build_edit(syntax, symbol, text, style)
        problems += refused
        if change is not None:
            changes.append(change)
    joined = join(syntax, changes)
    doubtful = (problem for _, problem in joined.refused)
    return tuple(change.edit for change in joined.written), (*problems, *doubtful)


@dataclass(frozen=True)
class Joined:
    """What became of changes that were put into one text together.

    Attributes:
        text: The text after.
        written: The changes that are in it.
        refused: The others, each with the reason.
    """

    text: str
    written: tuple[DocstringChange, ...] = ()
    refused: tuple[tuple[DocstringChange, Problem], ...] = ()


def join(syntax: Syntax, changes: Sequence[DocstringChange]) -> Joined:
    """Put all changes through the gate at once; only where it objects, ever fewer of them."""
    return _added(syntax, Joined(syntax.source.text), changes)


def _added(syntax: Syntax, joined: Joined, changes: Sequence[DocstringChange]) -> Joined:
    """Those of the changes besides that pass with what passed already."""
    if not changes:
        return joined
    text, objection = _tried(syntax, (*joined.written, *changes))
    if not objection:
        return Joined(text, (*joined.written, *changes), joined.refused)
    if len(changes) == 1:
        refused = (changes[0], _refused(changes[0], objection))
        return replace(joined, refused=(*joined.refused, refused))
    half = len(changes) // 2
    return _added(syntax, _added(syntax, joined, changes[:half]), changes[half:])


def _refused(change: DocstringChange, objection: str) -> Problem:
    return _problem(f"The docstring of {_named(change.symbol)} was not written: {objection}")


def _named(symbol: Symbol) -> str:
    return symbol.qualname or "the module"


def _problem(message: str) -> Problem:
    return Problem("gate", message, Severity.ERROR)
