"""What the characters alone say about unfinished code: open brackets and open strings.

The tree recovers from errors by guessing. Python's own reading of strings and brackets is simple
enough to be done again here, so that code behind an error is still found, and nothing is ever
placed inside a string.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..text import Span
from .grammar import readable

# ``def`` and ``class`` are keywords, so at the start of a line they can't continue an expression.
_DEFINITION = rb"\n[ \t\f]*(?:(?:async[ \t]+)?def[ \t]+\w|class[ \t]+\w+[ \t]*[(:\[])"
_TOKEN = re.compile(
    rb"#[^\n]*|(?P<quote>\"\"\"|'''|\"|')|(?P<open>[(\[{])|(?P<close>[)\]}])"
    rb"|(?P<def>(?:(?<!async)(?<!async )\\\r?)?(?=%s)\n)|(?P<stop>\n)|(?P<joined>\\\r?\n)"
    rb"|(?P<colon>:)" % _DEFINITION
)
_REST = {
    b'"""': re.compile(rb'(?:[^"\\]|\\.|"(?!""))*"""', re.DOTALL),
    b"'''": re.compile(rb"(?:[^'\\]|\\.|'(?!''))*'''", re.DOTALL),
    b'"': re.compile(rb'(?:[^"\\\n]|\\\r\n|\\.)*"', re.DOTALL),
    b"'": re.compile(rb"(?:[^'\\\n]|\\\r\n|\\.)*'", re.DOTALL),
}
_LINE = re.compile(rb"[^\n]*")
_DECORATOR = re.compile(rb"\n[ \t\f]*@")


@dataclass(frozen=True)
class Scan:
    """What was found.

    Attributes:
        lines: Logical lines without their newlines, in order. One whose bracket is still open
            where a definition begins ends there.
        open_string: Where a triple quoted string begins that never ends, or None.
        broken: Where strings begin that their line does not end.
        strings: Strings over more than one line.
    """

    lines: tuple[Span, ...] = ()
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
    lines: list[Span] = []
    broken: list[int] = []
    strings: list[Span] = []
    depth, at, statement, opened = 0, start, start, start
    while (token := _TOKEN.search(data, at)) is not None:
        at, kind = token.end(), token.lastgroup
        if kind == "quote":
            close = _REST[token.group()].match(data, at)
            if close is None and len(token.group()) == 3:
                lines.append(Span(statement, _line_end(data, at)))
                return Scan(tuple(lines), token.start(), tuple(broken), tuple(strings))
            if close is None:
                broken.append(token.start())
                close = _LINE.match(data, at)
            at = close.end() if close is not None else at
            if data.find(b"\n", token.start(), at) >= 0:
                strings.append(Span(token.start(), at))
        elif kind == "open":
            opened = opened if depth else at
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        elif kind == "def" or (kind == "stop" and not depth):
            lines += _ended(data, Span(statement, at - 1), open=depth > 0)
            depth, statement = 0, at
            if settled is not None and settled(at):
                return Scan(tuple(lines), None, tuple(broken), tuple(strings))
    lines.append(Span(statement, _line_end(data, opened) if depth else len(data)))
    return Scan(tuple(lines), None, tuple(broken), tuple(strings))


def _ended(data: bytes, line: Span, *, open: bool) -> list[Span]:
    """A line that ends in front of another; decorators above a definition are none of it."""
    if not open:
        return [line]
    at = line.end
    for decorator in reversed(list(_DECORATOR.finditer(data, line.start, line.end))):
        if not readable(data[decorator.end() - 1 : line.end]):
            break
        at = decorator.start()
    above, below = Span(line.start, at), Span(at + 1, line.end)
    return [above, below] if at < line.end else [above]


def _line_end(data: bytes, offset: int) -> int:
    newline = data.find(b"\n", offset)
    return len(data) if newline < 0 else newline


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
        elif depth == 0 and token.lastgroup in ("stop", "def", "colon"):
            return token.start() if text == b":" else None
    return None
