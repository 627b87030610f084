"""Unfinished lines hidden from the tree, which would read what stands below as part of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..text import Span
from .grammar import readable
from .scan import header_colon

_BLANKS = b" \t\f"
_INVISIBLE = _BLANKS + b"\r\n"
_HEADER = re.compile(rb"(?:async[ \t]+)?def\b|class\b")
_CLAUSE = re.compile(rb"(?:elif|else|except|finally)\b")
# Not the beginning of an expression: ``case`` is a keyword in front of a pattern only.
_CASE = re.compile(rb"case(?:[ \t]+[\w\"'\[({*-]|\Z)")
_WORD = re.compile(rb"(?:async[ \t]+)?(\w*)")
# What a clause may follow, itself in the same column.
_FOLLOWS = {
    b"elif": {b"if", b"elif"},
    b"else": {b"if", b"elif", b"for", b"while", b"except"},
    b"except": {b"try", b"except"},
    b"finally": {b"try", b"except", b"else"},
}
# The first line below that says how deep it stands.
_BELOW = re.compile(rb"(?:\n[ \t\f]*(?:#[^\n]*|\r)?(?=\n))*\n([ \t\f]*)(?=[^\n])")


def unfinished(data: bytes, lines: Iterable[Span]) -> tuple[Span, ...]:
    """The parts of logical lines that can't be read, from their first visible character on."""
    hidden_spans: list[Span] = []
    blocks: list[tuple[int, bytes]] = []
    for line in lines:
        text = data[line.start : line.end].rstrip(_INVISIBLE)
        visible = text.lstrip(_INVISIBLE)
        if not visible or visible.startswith(b"#"):
            continue
        span = Span(line.start + len(text) - len(visible), line.start + len(text))
        hidden = _hidden(visible, span)
        margin = span.start - (data.rfind(b"\n", 0, span.start) + 1)
        if not _fits(blocks, margin, b"" if hidden else visible):
            hidden = span
        if hidden:
            hidden_spans.append(hidden)
    return tuple(hidden_spans)


def _hidden(line: bytes, span: Span) -> Span | None:
    if readable(line) and not line.endswith(b"\\"):
        return None
    return span if _HEADER.match(line) is None else _unfinished_body(line, span)


def _fits(blocks: list[tuple[int, bytes]], margin: int, line: bytes) -> bool:
    """Whether a clause follows a statement that can have it.

    Args:
        blocks: Column and keyword of the statements around and above; brought up to date.
        margin: The column of the line.
        line: Its text, empty where it is hidden.
    """
    while blocks and blocks[-1][0] > margin:
        blocks.pop()
    match = _WORD.match(line)
    word = match.group(1) if match else b""
    above = blocks.pop()[1] if blocks and blocks[-1][0] == margin else b""
    blocks.append((margin, word))
    return word not in _FOLLOWS or above in _FOLLOWS[word]


def _unfinished_body(line: bytes, span: Span) -> Span | None:
    """What follows a header on its line; the header stays, to be offered or refused."""
    colon = header_colon(line, 0)
    if colon is None:
        return span
    body = line[colon + 1 :]
    visible = body.lstrip(_BLANKS)
    return Span(span.end - len(visible), span.end) if visible and not readable(visible) else None


def mask(data: bytes, span: Span) -> bytes:
    """Bytes of the same length and lines that hold a finished statement instead of ``span``.

    A line that opens a deeper block is replaced by one that does too, so that what stands in the
    block keeps a place.
    """
    text = data[span.start : span.end]
    start = data.rfind(b"\n", 0, span.start) + 1
    below, step = _below(data, span.end)
    deeper = step > span.start - start
    if _CASE.match(text):
        fits = len(text) >= len("case():")
        return _between(b"case(", text, b"):") if fits else _between(b"", text, b"")
    if _CLAUSE.match(text) and (deeper or _CLAUSE.match(below)):
        return _between(b"", text, b"")
    # Neither claims a condition that nobody wrote.
    if deeper and b"\n" not in text and len(text) >= len("try:"):
        return _between(b"try", text, b":")
    if deeper and len(text) >= len("with():"):
        return _between(b"with(", text, b"):")
    return _between(b"(", text, b")") if len(text) > 1 else b"0"


def _between(head: bytes, text: bytes, tail: bytes) -> bytes:
    """Blanks and newlines of ``text`` between other bytes, as long as it is."""
    return head + re.sub(rb"[^\n]", b" ", text)[len(head) : len(text) - len(tail)] + tail


def _below(data: bytes, offset: int) -> tuple[bytes, int]:
    """The beginning of the next line of code, and how deep it stands; nothing at the end."""
    newline = data.find(b"\n", offset)
    match = _BELOW.match(data, newline) if newline >= 0 else None
    if match is None:
        return b"", 0
    return data[match.end() : match.end() + 8], len(match.group(1))
