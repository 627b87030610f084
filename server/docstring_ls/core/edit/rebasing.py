"""A symbol of an older text found again in a newer one by its place, or a reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..problems import Problem, Severity
from ..syntax import Symbol, SymbolKind, Syntax, module, parse, symbol_at
from ..text import Encoding, Point, Source, difference
from .placement import head

_CHANGED = "{} was changed, renamed or deleted while its docstring was written."
_TWICE = "{} stands in the file more than once, and it is not certain which one was meant."
_HEAD = "The head of the file was changed while its docstring was written."

Follow = Callable[[Point], Point | None]


def rebase(
    before: Source,
    symbol: Symbol,
    after: Syntax,
    follow: Follow | None = None,
    encoding: Encoding = Encoding.UTF16,
) -> tuple[Symbol | None, tuple[Problem, ...]]:
    """Find the symbol of an older text in a newer one.

    Args:
        before: The text in which ``symbol`` was found.
        symbol: What to find again.
        after: The newer text.
        follow: Where a character of ``before`` stands now, None where that is not known; by
            default what a comparison of the two texts tells.
        encoding: The unit of its points.

    Returns:
        The symbol as it stands now, or None and the reason: what its docstring depends on must be
        the same, byte for byte, and its place certain.
    """
    if symbol.kind is SymbolKind.MODULE:
        same = head(before, symbol) == head(after.source, now := module(after))
        return (now, ()) if same else _refused(_HEAD, symbol)
    if follow is None:
        follow = difference(before.text, after.source.text, encoding).moved
    search = _Search(before, symbol, after, follow, encoding)
    place = search.now(symbol)
    if place is not None:
        there = search.at(place)
        return (there, ()) if there is not None else _refused(_CHANGED, symbol)
    return search.among_the_lost()


class _Search:
    def __init__(
        self, before: Source, symbol: Symbol, after: Syntax, follow: Follow, encoding: Encoding
    ) -> None:
        self._before = before
        self._symbol = symbol
        self._after = after
        self._follow = follow
        self._encoding = encoding
        self._text = before.data[symbol.span.start : symbol.span.end]

    def now(self, symbol: Symbol) -> int | None:
        """Where the name of a symbol of the older text stands now, None where it is lost."""
        return self._now_of(symbol.name_span.start)

    def _now_of(self, start: int) -> int | None:
        point = self._follow(self._before.position_at(start, self._encoding))
        return None if point is None else self._after.source.offset_at(*point, self._encoding)

    def at(self, name: int) -> Symbol | None:
        """The symbol with the same text, kind and qualified name whose name stands there."""
        start = name - self._symbol.name_span.start + self._symbol.span.start
        return self._standing(self._after, start)

    def among_the_lost(self) -> tuple[Symbol | None, tuple[Problem, ...]]:
        """What was cut and put back, or lies within a stretch that was replaced as a whole.

        A name whose place is known is another's, whatever its text was; as many places must be
        left as there are copies without one, and those keep their order.
        """
        alone = self._before.data.count(self._text) == 1
        copies = [self._symbol] if alone else list(self._equal(parse(self._before)))
        taken = set(self._names())
        lost = [symbol.name_span for symbol in copies if self.now(symbol) is None]
        free = [
            symbol for symbol in self._equal(self._after) if symbol.name_span.start not in taken
        ]
        if not free:
            return _refused(_CHANGED, self._symbol)
        if len(free) != len(lost):
            return _refused(_TWICE, self._symbol)
        return free[lost.index(self._symbol.name_span)], ()

    def _names(self) -> Iterator[int | None]:
        """Where every name like the symbol's that stood in the older text stands now."""
        name = self._before.data[self._symbol.name_span.start : self._symbol.name_span.end]
        for match in re.finditer(rb"(?<!\w)" + re.escape(name) + rb"(?!\w)", self._before.data):
            yield self._now_of(match.start())

    def _equal(self, syntax: Syntax) -> Iterator[Symbol]:
        at = -1
        while (at := syntax.source.data.find(self._text, at + 1)) >= 0:
            symbol = self._standing(syntax, at)
            if symbol is not None:
                yield symbol

    def _standing(self, syntax: Syntax, start: int) -> Symbol | None:
        text, symbol = self._text, self._symbol
        if start < 0 or not syntax.source.data.startswith(text, start):
            return None
        for candidate in symbol_at(syntax, start + symbol.name_span.start - symbol.span.start):
            same = (candidate.kind, candidate.qualname) == (symbol.kind, symbol.qualname)
            if same and candidate.span.start == start and len(candidate.span) == len(text):
                return candidate
        return None


def _refused(reason: str, symbol: Symbol) -> tuple[None, tuple[Problem, ...]]:
    return None, (Problem("moved-on", reason.format(symbol.qualname), Severity.ERROR),)
