"""An open document, kept as lines and changed where it is changed."""

from __future__ import annotations

import re

from .source import Encoding, Source, bytes_of
from .syntax import Syntax, parse

Position = tuple[int, int]
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class Buffer:
    """A document that an editor has open.

    Attributes:
        uri: Where it lives, as the client names it.
        version: The client's number for the text.
    """

    def __init__(
        self, uri: str, version: int | None, text: str, encoding: Encoding = Encoding.UTF16
    ) -> None:
        self.uri = uri
        self.version = version
        self._encoding = encoding
        self._lines = _split(text)
        self._source: Source | None = None
        self._syntax: Syntax | None = None

    def change(
        self, place: tuple[Position, Position] | None, text: str, version: int | None
    ) -> None:
        """Put ``text`` where a range was, or in place of everything.

        Args:
            place: Start and end as 0-based line and character in the client's encoding; None for
                the whole document. Positions outside are pulled into the text.
            text: What stands there then.
            version: The version that the document has after it.
        """
        if place is None:
            self._lines = _split(text)
        else:
            self._replace(min(place), max(place), text)
        self.version, self._source = version, None

    @property
    def source(self) -> Source:
        """The text as it is now."""
        if self._source is None:
            self._source = Source(self.uri, "".join(self._lines), self.version)
        return self._source

    @property
    def syntax(self) -> Syntax:
        """Its tree, parsed when asked for, from the tree of the last time on."""
        if self._syntax is None or self._syntax.source is not self.source:
            self._syntax = parse(self.source, self._syntax)
        return self._syntax

    def line(self, number: int) -> str:
        """A 0-based line without its newline; empty where there is none."""
        return self._lines[number].rstrip("\r\n") if 0 <= number < len(self._lines) else ""

    def _replace(self, start: Position, end: Position, text: str) -> None:
        first, left = self._locate(start)
        last, right = self._locate(end)
        before = self._lines[first][:left] if first < len(self._lines) else ""
        after = self._lines[last][right:] if last < len(self._lines) else ""
        # A CR and an LF that come to stand side by side are one newline, so neighbours join in.
        low = first - 1 if first and not before else first
        high = min(last + 2, len(self._lines)) if not after else last + 1
        head = "".join(self._lines[low:first]) + before
        tail = after + "".join(self._lines[last + 1 : high])
        self._lines[low:high] = _split(head + text + tail)

    def _locate(self, position: Position) -> tuple[int, int]:
        line, character = max(position[0], 0), max(position[1], 0)
        if line >= len(self._lines):
            return len(self._lines), 0
        text = self._lines[line].rstrip("\r\n")
        size = bytes_of(text, character, self._encoding)
        return line, len(
            text.encode("utf-8", "surrogatepass")[:size].decode("utf-8", "surrogatepass")
        )


def _split(text: str) -> list[str]:
    return _LINES.findall(text)
