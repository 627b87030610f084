"""Where a docstring goes: the edit before the gate has seen it."""

from __future__ import annotations

import re

from ..docstrings import Style
from ..syntax import Symbol, SymbolKind, Syntax, cleans_to, joined, lines_as_python, value_of
from ..text import Edit, Source, Span
from .layout import (
    after_type_comment,
    blank_line,
    line_end,
    margin,
    newline_at,
    next_line,
    wants_blank,
)
from .quoting import ways

_BOM = b"\xef\xbb\xbf"
_COMMENT = re.compile(rb"[ \t\f]*#")
# PEP 263: a cookie counts on the first two lines only.
_COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+")


def literal(syntax: Syntax, symbol: Symbol, text: str, style: Style) -> str:
    """The literal as it would stand in the file, quotes and indentation included.

    Args:
        syntax: The file.
        symbol: Whose docstring it becomes.
        text: The cleaned docstring text; may be unfinished.
        style: Gives quotes and where the summary stands.
    """
    possible = ways(
        text,
        margin(syntax, symbol),
        newline_at(syntax.source, _neighbour(syntax, symbol)),
        style.quotes,
        style.summary_line,
        style.closing_blank,
    )
    first = ""
    for written in possible:
        first = first or written
        value = value_of(written)
        if value is not None and cleans_to(value, text):
            return written
    return first


def draw(syntax: Syntax, symbol: Symbol, text: str, style: Style) -> Edit:
    """The edit that gives ``symbol`` the docstring ``text``, by the rules of its place."""
    written = literal(syntax, symbol, text, style)
    if symbol.docstring is not None:
        return Edit(symbol.docstring, written)
    newline = newline_at(syntax.source, _neighbour(syntax, symbol))
    if symbol.kind is SymbolKind.MODULE:
        at = _head_end(syntax.data)
        return _whole_lines(syntax, symbol, at, written, newline, style)
    if symbol.body is not None and _on_header_line(syntax, symbol):
        indent = margin(syntax, symbol)
        text = f"{newline}{indent}{written}{newline}{indent}"
        return Edit(Span(symbol.header.end, symbol.body.start), text)
    start = next_line(syntax.data, joined(syntax.data, symbol.header.end))
    at = len(syntax.data) if start is None else after_type_comment(syntax.data, start)
    return _whole_lines(syntax, symbol, at, margin(syntax, symbol) + written, newline, style)


def _neighbour(syntax: Syntax, symbol: Symbol) -> int:
    """A place on the line whose newline the docstring takes over."""
    if symbol.docstring is not None:
        return symbol.docstring.start
    return (
        max(_head_end(syntax.data) - 1, 0)
        if symbol.kind is SymbolKind.MODULE
        else symbol.header.end
    )


def _on_header_line(syntax: Syntax, symbol: Symbol) -> bool:
    """Whether the body follows the colon on the same logical line."""
    if symbol.body is None:
        return False
    between = syntax.data[symbol.header.end : symbol.body.start]
    return (
        b"#" not in between
        and not re.sub(rb"\\\r?\n", b"", between).strip(b" \t\f")
        and b"\n" not in re.sub(rb"\\\r?\n", b"", between)
    )


def _whole_lines(
    syntax: Syntax, symbol: Symbol, at: int, written: str, newline: str, style: Style
) -> Edit:
    """Lines of their own at the start of the line at ``at``."""
    data = syntax.data
    if at >= len(data) and data not in (b"", _BOM) and not data.endswith(b"\n"):
        return Edit(Span(at, at), newline + written)
    blank = newline if wants_blank(syntax, symbol, style, at) else ""
    return Edit(Span(at, at), written + newline + blank)


def head(source: Source, module: Symbol) -> bytes:
    """What a module's docstring depends on: the file's beginning, its docstring included."""
    data = source.data
    return data[: module.docstring.end if module.docstring else _head_end(lines_as_python(data))]


def _head_end(data: bytes) -> int:
    """Where a module's docstring goes: after shebang, cookie, first paragraph of comments."""
    top = at = len(_BOM) if data.startswith(_BOM) else 0
    while _declares(data, at, top):
        at = _following(data, at)
    comments = _skip_blank(data, at)
    if _COMMENT.match(data, comments):
        at = comments
        while at < len(data) and _COMMENT.match(data, at):
            at = _following(data, at)
    return _skip_blank(data, at) if at > top else at


def _declares(data: bytes, at: int, top: int) -> bool:
    if at == top and data.startswith(b"#!", at):
        return True
    line = data[at : line_end(data, at)]
    return data.count(b"\n", 0, at) < 2 and _COOKIE.match(line) is not None


def _following(data: bytes, at: int) -> int:
    start = next_line(data, at)
    return len(data) if start is None else start


def _skip_blank(data: bytes, at: int) -> int:
    """The next line that is not blank; ``at`` where only blank lines follow."""
    start = at
    while at < len(data) and blank_line(data, at):
        at = _following(data, at)
    return start if at >= len(data) else at
