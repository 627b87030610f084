"""A frozen snapshot of one document, and places in it.

Every offset and span of the core counts bytes of the text in UTF-8, as tree-sitter does; the
shells convert once, with :meth:`Source.offset_at` and :meth:`Source.position_at`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b
from itertools import accumulate
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")


class Encoding(StrEnum):
    """The unit in which a client counts characters of a line."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of UTF-8 byte offsets."""

    start: int
    end: int

    def __len__(self) -> int:
        """Length in bytes."""
        return self.end - self.start


@dataclass(frozen=True)
class Source:
    """The text of a document at one version.

    Attributes:
        uri: Where the document lives, as the client names it.
        text: The whole text, newlines as they are.
        version: The client's version number, None outside an editor.
    """

    uri: str
    text: str
    version: int | None = None

    @cached_property
    def data(self) -> bytes:
        """The text in UTF-8; lone surrogates survive the round trip."""
        return self.text.encode("utf-8", "surrogatepass")

    @cached_property
    def digest(self) -> str:
        """A hash of the text."""
        return blake2b(self.data, digest_size=12).hexdigest()

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The byte offset at which each line begins."""
        # Of bytes, unlike of text, splitlines knows only the three newlines that count here.
        lines = self.data.splitlines(keepends=True)
        if lines and not lines[-1].endswith((b"\n", b"\r")):
            lines.pop()
        return (0, *accumulate(map(len, lines)))

    @property
    def path(self) -> str:
        """The file's path for a ``file:`` URI, else the URI itself."""
        return path_of(self.uri)

    def slice(self, span: Span) -> str:
        """The text of a span."""
        return self.data[span.start : span.end].decode("utf-8", "surrogatepass")

    def line_of(self, offset: int) -> int:
        """The 0-based line that holds ``offset``."""
        return bisect_right(self.line_starts, offset) - 1

    def line_span(self, line: int) -> Span:
        """The bytes of a 0-based line, without its newline."""
        start = self.line_starts[line]
        last = line + 1 >= len(self.line_starts)
        end = len(self.data) if last else self.line_starts[line + 1]
        return Span(start, start + len(self.data[start:end].rstrip(b"\r\n")))

    def offset_at(self, line: int, character: int, encoding: Encoding = Encoding.UTF16) -> int:
        """The byte offset of a 0-based position, pulled into the text where it lies outside."""
        if line >= len(self.line_starts):
            return len(self.data)
        span = self.line_span(max(line, 0))
        return span.start + _bytes_of(self.slice(span), max(character, 0), encoding)

    def position_at(self, offset: int, encoding: Encoding = Encoding.UTF16) -> tuple[int, int]:
        """The 0-based line and character of a byte offset."""
        line = self.line_of(offset)
        before = self.slice(Span(self.line_starts[line], offset))
        return line, units_of(before, encoding)


@dataclass(frozen=True)
class Excerpt(Source):
    """Whole lines of a document: offsets count from its first byte, positions from the document's.

    Attributes:
        first_line: The line of the document with which the text begins.
    """

    first_line: int = 0

    def offset_at(self, line: int, character: int, encoding: Encoding = Encoding.UTF16) -> int:
        """The byte offset in the excerpt of a position in the document."""
        return super().offset_at(line - self.first_line, character, encoding)

    def position_at(self, offset: int, encoding: Encoding = Encoding.UTF16) -> tuple[int, int]:
        """The position in the document of a byte offset in the excerpt."""
        line, character = super().position_at(offset, encoding)
        return line + self.first_line, character


def path_of(uri: str) -> str:
    """The file path that a ``file:`` URI names; any other URI comes back as it is."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return uri
    if parts.scheme != "file":
        return uri
    path = (
        url2pathname(parts.path) if parts.netloc == "" else f"//{parts.netloc}{unquote(parts.path)}"
    )
    return path


def advance(point: tuple[int, int], text: str, encoding: Encoding) -> tuple[int, int]:
    """The line and character at which a text ends that begins at ``point``."""
    end = max(text.rfind("\n"), text.rfind("\r")) + 1
    if not end:
        return point[0], point[1] + units_of(text, encoding)
    newlines = text.count("\n") + text.count("\r") - text.count("\r\n")
    return point[0] + newlines, units_of(text[end:], encoding)


def units_of(text: str, encoding: Encoding) -> int:
    """How many characters a text has as the client counts."""
    if encoding is Encoding.UTF32:
        return len(text)
    if encoding is Encoding.UTF8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _bytes_of(text: str, units: int, encoding: Encoding) -> int:
    """The size in bytes of the first ``units`` of a line, half characters left out."""
    return len(text[: characters_of(text, units, encoding)].encode("utf-8", "surrogatepass"))


def characters_of(text: str, units: int, encoding: Encoding) -> int:
    """How many characters of a line its first ``units`` are, half characters left out."""
    if encoding is Encoding.UTF32 or text.isascii():
        return min(units, len(text))
    if encoding is Encoding.UTF8:
        data = text[:units].encode("utf-8", "surrogatepass")
        return len(data[: _whole(data, units)].decode("utf-8", "surrogatepass"))
    try:
        data = text[:units].encode("utf-16-le")[: 2 * units]
    except UnicodeEncodeError:
        return _characters_of_broken(text, units)
    # The last unit may be the first half of a pair.
    half = 2 if data and data[-1] >> 2 == 0xD8 >> 2 else 0
    return len(data[: len(data) - half].decode("utf-16-le"))


def _characters_of_broken(text: str, units: int) -> int:
    """The same for UTF-16 with surrogates that are no pairs."""
    for before, pair in enumerate(_BEYOND_BMP.finditer(text)):
        if pair.start() + before + 2 > units:
            return min(units - before, pair.start())
    return min(units - len(_BEYOND_BMP.findall(text)), len(text))


def _whole(data: bytes, size: int) -> int:
    """The largest number of bytes up to ``size`` that splits no character."""
    size = min(size, len(data))
    while 0 < size < len(data) and data[size] & 0xC0 == 0x80:
        size -= 1
    return size
