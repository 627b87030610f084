"""What the characters alone say about unfinished code: open brackets and open strings.

The tree recovers from errors by guessing. Python's own reading of strings and brackets is simple
enough to be done again here, so that code behind an error is still found, and nothing is ever
placed inside a string.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..source import Span

# ``def`` and ``class`` are keywords, so at the start of a line they can't continue an expression.
_DEFINITION = rb"\n[ \t\f]*(?:(?:async[ \t]+)?def[ \t]+\w|class[ \t]+\w+[ \t]*[(:\[])"
_TOKEN = re.compile(
    rb"#[^\n]*|(?P<quote>\"\"\"|'''|\"|')|(?P<open>[(\[{])|(?P<close>[)\]}])"
    rb"|(?P<def>(?=%s))\n|(?P<stop>[\n;:])|(?P<joined>\\\n)" % _DEFINITION
)
_REST = {
    b'"""': re.compile(rb'(?:[^"\\]|\\.|"(?!""))*"""', re.DOTALL),
    b"'''": re.compile(rb"(?:[^'\\]|\\.|'(?!''))*'''", re.DOTALL),
    b'"': re.compile(rb'(?:[^"\\\n]|\\.)*"', re.DOTALL),
    b"'": re.compile(rb"(?:[^'\\\n]|\\.)*'", re.DOTALL),
}
_LINE = re.compile(rb"[^\n]*")
_DECORATOR = re.compile(rb"[ \t\f]*@")


@dataclass(frozen=True)
class Scan:
    """What was found.

    Attributes:
        unfinished: Logical lines that open a bracket which a definition behind them shows to be
            open still.
        open_string: Where a triple quoted string begins that never ends, or None.
        broken: Where strings begin that their line does not end.
        strings: Strings over more than one line.
    """

    unfinished: tuple[Span, ...] = ()
    open_string: int | None = None
    broken: tuple[int, ...] = ()
    strings: tuple[Span, ...] = ()


def scan(data: bytes, start: int = 0, settled: Callable[[int], bool] | None = None) -> Scan:
    """Read the strings, comments and brackets of ``data``, whose newlines are LF or CRLF.

    Args:
        data: The text.
        start: Where a statement begins before which nothing is broken.
        settled: Whether nothing behind a statement's start needs to be read; None reads all.
    """
    unfinished: list[Span] = []
    broken: list[int] = []
    strings: list[Span] = []
    depth, at, statement = 0, start, start
    while (token := _TOKEN.search(data, at)) is not None:
        at, kind = token.end(), token.lastgroup
        if kind == "quote":
            close = _REST[token.group()].match(data, at)
            if close is None and len(token.group()) == 3:
                return Scan(tuple(unfinished), token.start(), tuple(broken), tuple(strings))
            if close is None:
                broken.append(token.start())
                close = _LINE.match(data, at)
            at = close.end() if close is not None else at
            if data.find(b"\n", token.start(), at) >= 0:
                strings.append(Span(token.start(), at))
        elif kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        elif kind == "def" and depth:
            unfinished.append(Span(statement, _before_decorators(data, statement, token.start())))
            depth = 0
        if kind in ("stop", "def") and not depth and token.group() != b":":
            statement = at
            if settled is not None and settled(at):
                break
    return Scan(tuple(unfinished), None, tuple(broken), tuple(strings))


def _before_decorators(data: bytes, start: int, newline: int) -> int:
    """The newline before the decorators that stand directly above a definition."""
    while (above := data.rfind(b"\n", start, newline)) >= 0:
        if not _DECORATOR.match(data, above + 1):
            break
        newline = above
    return newline


def mask(data: bytes, span: Span) -> bytes:
    """Bytes of the same length and lines that hold a finished statement instead of ``span``.

    A line that opens a deeper block is replaced by one that does too, so that what stands in the
    block keeps a place.
    """
    text = data[span.start : span.end]
    kept = re.sub(rb"[^\n]", b" ", text)
    margin = len(text) - len(text.lstrip(b" \t\f"))
    filler = b"if 1:" if _deeper(data, span, margin) else b"0"
    room = text[margin:].split(b"\n", 1)[0]
    if len(filler) > len(room):
        filler = b"0"
    return text[:margin] + filler + kept[margin + len(filler) :]


def _deeper(data: bytes, span: Span, margin: int) -> bool:
    line = _LINE.match(data, span.end + 1)
    text = line.group() if line else b""
    return len(text) - len(text.lstrip(b" \t\f")) > margin


_OPENING = re.compile(rb"([A-Za-z]*)(\"\"\"|'''|\"|')")
_REST_OF_STATEMENT = re.compile(rb"[ \t\f]*(?:[;#\r\n]|\Z)")


def lone_string(data: bytes, start: int) -> Span | None:
    """The string that makes up the whole statement at ``start``, of whatever prefix."""
    opening = _OPENING.match(data, start)
    close = _REST[opening.group(2)].match(data, opening.end()) if opening else None
    if close is None or not _REST_OF_STATEMENT.match(data, close.end()):
        return None
    return Span(start, close.end())


def header_colon(data: bytes, start: int) -> int | None:
    """The colon that ends the header which begins at ``start``, by brackets alone."""
    depth, at = 0, start
    while (token := _TOKEN.search(data, at)) is not None:
        at, text = token.end(), token.group()
        if token.lastgroup == "quote":
            close = _REST[text].match(data, at)
            if close is None:
                return None
            at = close.end()
        elif token.lastgroup == "open":
            depth += 1
        elif token.lastgroup == "close":
            depth -= 1
        elif depth == 0 and token.lastgroup in ("stop", "def"):
            return token.start() if text == b":" else None
    return None
