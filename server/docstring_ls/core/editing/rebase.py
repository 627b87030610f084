"""A symbol found again in a newer text by its own text, or a reason why not."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem, Severity
from ..reading.definition import module
from ..source import Source
from ..symbol import Symbol, SymbolKind
from ..symbols import symbol_at
from ..syntax import Syntax

_CHANGED = "{} was changed, renamed or deleted while its docstring was written."
_TWICE = "{} stands in the file more than once, and it is not certain which one was meant."


def rebase(
    before: Source, symbol: Symbol, after: Syntax
) -> tuple[Symbol | None, tuple[Problem, ...]]:
    """Find the symbol of an older text in a newer one.

    Args:
        before: The text in which ``symbol`` was found.
        symbol: What to find again.
        after: The newer text.

    Returns:
        The symbol as it stands now, or None and the reason: its own text must be the same, byte
        for byte, and only one place may hold it.
    """
    if symbol.kind is SymbolKind.MODULE:
        same = before.data == after.source.data
        return (module(after), ()) if same else _refused(_CHANGED, symbol)
    found = list(_again(before, symbol, after))
    if not found:
        return _refused(_CHANGED, symbol)
    if _copies(before, symbol) == 1 == len(found):
        return found[0], ()
    exact = [one for one in found if before.data == after.source.data and one.span == symbol.span]
    kept = exact or _unmoved(before, symbol, after, found)
    return (kept[0], ()) if len(kept) == 1 else _refused(_TWICE, symbol)


def _again(before: Source, symbol: Symbol, after: Syntax) -> Iterator[Symbol]:
    """Symbols with the same text, kind and qualified name."""
    text = before.data[symbol.span.start : symbol.span.end]
    name = symbol.name_span.start - symbol.span.start
    data, at = after.source.data, 0
    while (at := data.find(text, at)) >= 0:
        for one in symbol_at(after, at + name):
            same = (one.kind, one.qualname) == (symbol.kind, symbol.qualname)
            if same and one.span.start == at and len(one.span) == len(text):
                yield one
        at += 1


def _copies(before: Source, symbol: Symbol) -> int:
    return before.data.count(before.data[symbol.span.start : symbol.span.end])


def _unmoved(before: Source, symbol: Symbol, after: Syntax, found: list[Symbol]) -> list[Symbol]:
    """Among copies, the one before or behind which nothing was changed."""
    old, new = before.data, after.source.data
    if _copies(before, symbol) != len(found):
        return []
    grown = len(new) - len(old)
    start, end = symbol.span.start, symbol.span.end
    places = set()
    if old[:end] == new[:end]:
        places.add(start)
    if old[start:] == new[start + grown :]:
        places.add(start + grown)
    return [one for one in found if one.span.start in places]


def _refused(reason: str, symbol: Symbol) -> tuple[None, tuple[Problem, ...]]:
    name = symbol.qualname or "The file"
    return None, (Problem("moved-on", reason.format(name), Severity.ERROR),)
