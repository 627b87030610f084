"""Three quotes just typed at a docstring's place: which symbol they are for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .edit import place
from .source import Source, Span
from .styles.style import Style
from .symbols import Symbol, symbol_at
from .syntax import Syntax, parse

_QUOTES = re.compile(r"^([ \t]*)(?:\"\"\"|''')$")
_CLOSED = re.compile(r"^(?:\"\"\"|''')?[ \t]*$")


@dataclass(frozen=True)
class Typed:
    """A place at which a docstring was begun.

    Attributes:
        syntax: The file as it would be without the quotes.
        symbol: The symbol of it that would get the docstring.
        span: The quotes in the file as it is, with those that an editor closed by itself.
    """

    syntax: Syntax
    symbol: Symbol
    span: Span


def just_typed(source: Source, offset: int, style: Style) -> Typed | None:
    """The symbol whose docstring begins with the quotes before ``offset``, if there is one."""
    line = source.line_of(offset)
    span = source.line_span(line)
    before = _QUOTES.match(source.slice(Span(span.start, offset)))
    if before is None or not _CLOSED.match(source.slice(Span(offset, span.end))):
        return None
    quotes = Span(offset - 3, span.end)
    start = source.line_starts[line]
    after = source.line_starts[line + 1] if line + 1 < len(source.line_starts) else span.end
    # A function that has nothing but the quotes keeps a body when they give way to `pass`.
    for instead, end in (("", after), (f"{before[1]}pass", span.end)):
        found = _symbol(source, Span(start, end), instead, style)
        if found is not None:
            return Typed(*found, quotes)
    return None


def _symbol(source: Source, gone: Span, instead: str, style: Style) -> tuple[Syntax, Symbol] | None:
    data = source.data[: gone.start] + instead.encode() + source.data[gone.end :]
    syntax = parse(Source(source.uri, data.decode("utf-8", "surrogatepass"), source.version))
    for symbol in symbol_at(syntax, max(gone.start - 1, 0)):
        if symbol.docstring is None and not symbol.refusal:
            edit, _ = place(syntax, symbol, "x", style)
            if edit is not None and edit.span.start == gone.start:
                return syntax, symbol
    return None
