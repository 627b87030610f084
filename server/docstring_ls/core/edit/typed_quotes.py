"""Three quotes just typed at a docstring's place: which symbol they are for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..docstrings import Style
from ..syntax import Symbol, Syntax, parse, symbol_at
from ..text import Source, Span
from .writer import place

_QUOTES = re.compile(r"^[ \t]*(?:\"\"\"|''')$")
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


def quotes_alone(before: str, after: str) -> bool:
    """Whether a line holds only three quotes, and perhaps three more, around the cursor.

    Args:
        before: What stands before the cursor.
        after: What stands behind it on its line.
    """
    return _QUOTES.match(before) is not None and _CLOSED.match(after) is not None


def just_typed(
    source: Source, offset: int, style: Style, read: Callable[[Source], Syntax] = parse
) -> Typed | None:
    """The symbol whose docstring begins with the quotes before ``offset``, if there is one.

    Args:
        source: The file as it is.
        offset: Where the cursor stands.
        style: Its conventions.
        read: Parses the file without the quotes, from what is known of it.
    """
    line = source.line_of(offset)
    span = source.line_span(line)
    typed = source.slice(Span(span.start, offset))
    if not quotes_alone(typed, source.slice(Span(offset, span.end))):
        return None
    quotes = Span(offset - 3, span.end)
    start = source.line_starts[line]
    after = source.line_starts[line + 1] if line + 1 < len(source.line_starts) else span.end
    # A function that has nothing but the quotes keeps a body when they give way to `pass`.
    for instead, end in (("", after), (f"{typed[:-3]}pass", span.end)):
        place_of_quotes = _symbol(source, Span(start, end), instead, style, read)
        if place_of_quotes is not None:
            return Typed(*place_of_quotes, quotes)
    return None


def _symbol(
    source: Source, gone: Span, instead: str, style: Style, read: Callable[[Source], Syntax]
) -> tuple[Syntax, Symbol] | None:
    data = source.data[: gone.start] + instead.encode() + source.data[gone.end :]
    syntax = read(Source(source.uri, data.decode("utf-8", "surrogatepass"), source.version))
    for symbol in symbol_at(syntax, max(gone.start - 1, 0)):
        if symbol.docstring is None and not symbol.unsupported_reason:
            edit, _ = place(syntax, symbol, "x", style)
            if edit is not None and edit.span.start == gone.start:
                return syntax, symbol
    return None
