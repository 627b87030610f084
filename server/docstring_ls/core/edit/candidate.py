"""An edit on trial: the text before, what is to be written, the text after."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from ..syntax import Symbol, SymbolKind, Syntax, module, symbol_at
from ..text import Edit, Span


@dataclass(frozen=True)
class DocstringChange:
    """One docstring that is to be written.

    Attributes:
        symbol: Whose docstring, in the text before.
        edit: How.
        text: The cleaned text that it must say.
    """

    symbol: Symbol
    edit: Edit
    text: str


@dataclass(frozen=True)
class EditCandidate:
    """A text before and after some changes.

    Attributes:
        before: The document as it is.
        changes: What is to be written, in the order of the text.
        after: The document as it would be.
    """

    before: Syntax
    changes: tuple[DocstringChange, ...]
    after: Syntax

    @cached_property
    def literals(self) -> tuple[Span, ...]:
        """Where each new literal stands in the text after."""
        spans, shift = [], 0
        for change in self.changes:
            text = change.edit.text
            start = change.edit.span.start + shift + len(text) - len(text.lstrip())
            spans.append(Span(start, start + size(text.strip())))
            shift += size(text) - len(change.edit.span)
        return tuple(spans)

    @cached_property
    def symbols(self) -> tuple[Symbol | None, ...]:
        """Each changed symbol as the text after has it."""
        return tuple(self._again(change.symbol) for change in self.changes)

    @cached_property
    def edited(self) -> Spans:
        """What gives way in the text before."""
        return Spans(change.edit.span for change in self.changes)

    @cached_property
    def old(self) -> Spans:
        """The docstrings in the text before that are replaced."""
        docstrings = (change.symbol.docstring for change in self.changes)
        return Spans(span for span in docstrings if span is not None)

    @cached_property
    def new(self) -> Spans:
        """The literals in the text after."""
        return Spans(self.literals)

    @cached_property
    def _shifts(self) -> tuple[list[int], list[int], list[int]]:
        """Where each change starts and ends, and how far the first so many move what follows."""
        edits = [change.edit for change in self.changes]
        grown = accumulate((size(edit.text) - len(edit.span) for edit in edits), initial=0)
        starts, ends = [edit.span.start for edit in edits], [edit.span.end for edit in edits]
        return starts, ends, list(grown)

    def within(self, start: int, end: int) -> tuple[DocstringChange, ...]:
        """The changes that begin between two offsets of the text before."""
        starts = self._shifts[0]
        return self.changes[bisect_left(starts, start) : bisect_right(starts, end)]

    def moved(self, offset: int) -> int:
        """Where what begins at ``offset`` stands after all changes."""
        _, ends, grown = self._shifts
        return offset + grown[bisect_right(ends, offset)]

    def moved_end(self, offset: int) -> int:
        """Where what ends at ``offset`` ends after all changes."""
        starts, _, grown = self._shifts
        return offset + grown[bisect_left(starts, offset)]

    def _again(self, symbol: Symbol) -> Symbol | None:
        if symbol.kind is SymbolKind.MODULE:
            return module(self.after)
        start = self.moved(symbol.header.start)
        around = symbol_at(self.after, self.moved(symbol.name_span.start))
        return next((item for item in around if item.header.start == start), None)


def size(text: str) -> int:
    """Bytes of a text in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


class Spans:
    """Spans in the order of the text, none of which overlaps another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Take the spans in any order."""
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = [span.end for span in ordered]
        self._known = {(span.start, span.end) for span in ordered}

    def has(self, start: int, end: int) -> bool:
        """Whether one of them is exactly this."""
        return (start, end) in self._known

    def touches(self, start: int, end: int) -> bool:
        """Whether one of them lies at, in or around this."""
        at = bisect_left(self._ends, start)
        return at < len(self._starts) and self._starts[at] <= end

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them has all of this in it."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]
