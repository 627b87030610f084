"""An edit on trial: the text before, what is to be written, the text after."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..edits import Edit
from ..reading.definition import module
from ..source import Span
from ..symbol import Symbol, SymbolKind
from ..symbols import symbol_at
from ..syntax import Syntax


@dataclass(frozen=True)
class Change:
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
class Trial:
    """A text before and after some changes.

    Attributes:
        before: The document as it is.
        changes: What is to be written, in the order of the text.
        after: The document as it would be.
    """

    before: Syntax
    changes: tuple[Change, ...]
    after: Syntax

    @cached_property
    def literals(self) -> tuple[Span, ...]:
        """Where each new literal stands in the text after."""
        found, shift = [], 0
        for change in self.changes:
            text = change.edit.text
            start = change.edit.span.start + shift + len(text) - len(text.lstrip())
            found.append(Span(start, start + size(text.strip())))
            shift += size(text) - len(change.edit.span)
        return tuple(found)

    @cached_property
    def symbols(self) -> tuple[Symbol | None, ...]:
        """Each changed symbol as the text after has it."""
        return tuple(self._again(change.symbol) for change in self.changes)

    def moved(self, offset: int) -> int:
        """Where what begins at ``offset`` stands after all changes."""
        edits = (change.edit for change in self.changes)
        return offset + sum(
            size(edit.text) - len(edit.span) for edit in edits if edit.span.end <= offset
        )

    def moved_end(self, offset: int) -> int:
        """Where what ends at ``offset`` ends after all changes."""
        edits = (change.edit for change in self.changes)
        return offset + sum(
            size(edit.text) - len(edit.span) for edit in edits if edit.span.start < offset
        )

    def _again(self, symbol: Symbol) -> Symbol | None:
        if symbol.kind is SymbolKind.MODULE:
            return module(self.after)
        start = self.moved(symbol.header.start)
        around = symbol_at(self.after, self.moved(symbol.name_span.start))
        return next((one for one in around if one.header.start == start), None)


def size(text: str) -> int:
    """Bytes of a text in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))
