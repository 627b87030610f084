"""An open document, kept as lines and changed where it is changed."""

from __future__ import annotations

import re
from collections import OrderedDict, deque
from dataclasses import replace

from ..text import (
    Anchor,
    ChangeLog,
    Encoding,
    Excerpt,
    Point,
    Source,
    TextChange,
    characters_of,
    difference,
    units_of,
)
from .line_marks import LineMarks
from .tree import Syntax, parse

# Texts of before that are kept beside the first: what was saved last is what is compared with.
_TEXTS = 4
# As many places as somebody goes to and fro between; each keeps the tree of its lines.
_PLACES = 8
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class Buffer:
    """A document that an editor has open.

    Attributes:
        uri: Where it lives, as the client names it.
        version: The client's number for the text.
        log: What happened to it since it was opened.
    """

    def __init__(
        self, uri: str, version: int | None, text: str, encoding: Encoding = Encoding.UTF16
    ) -> None:
        self.uri = uri
        self.version = version
        self._encoding = encoding
        self.log = ChangeLog(version)
        self._lines = _split(text)
        self._earlier: deque[Source] = deque([Source(uri, text, version)], _TEXTS)
        self._marks = LineMarks(self._lines)
        self._source: Source | None = None
        self._syntax: Syntax | None = None
        self._parsed: OrderedDict[str, Syntax] = OrderedDict()

    def change(self, place: tuple[Point, Point] | None, text: str, version: int | None) -> None:
        """Put ``text`` where a range was, or in place of everything.

        Args:
            place: Start and end as 0-based line and character in the client's encoding; None for
                the whole document. Positions outside are pulled into the text.
            text: What stands there then.
            version: The version that the document has after it.
        """
        newlines = self._newlines
        if place is None:
            change = difference("".join(self._lines), text, self._encoding)
            self._replace_all(_split(text), change)
        else:
            change = self._difference(min(place), max(place), text)
            self._replace(min(place), max(place), text)
        # A CR and an LF that came to stand side by side became one newline.
        line = change.old_end[0] + self._newlines - newlines
        self.log.record(replace(change, new_end=(line, change.new_end[1])), version)
        self.version, self._source = version, None

    def anchor(self, offset: int, source: Source, revision: int | None = None) -> Anchor:
        """A byte offset, to be found again after changes.

        Args:
            offset: Where.
            source: The text or excerpt of which it is an offset.
            revision: Which revision of the document that is; by default the present one.
        """
        point = source.position_at(offset, self._encoding)
        return Anchor(self.log, self.log.revision if revision is None else revision, point)

    @property
    def earlier(self) -> tuple[Source, ...]:
        """Its texts of before, the newest first: as it was saved, and as it was opened."""
        return tuple(reversed(self._earlier))

    def saved(self) -> None:
        """Keep the text of this moment among those of before; the one it was opened with stays."""
        if self._earlier[-1].text == self.source.text:
            return
        if len(self._earlier) == _TEXTS:
            del self._earlier[1]
        self._earlier.append(self.source)

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
            return self.read(self.source)
        return self._syntax

    def read(self, source: Source) -> Syntax:
        """The tree of this text or of one like it, from the tree of the last time on."""
        self._syntax = parse(source, self._syntax)
        return self._syntax

    def split(self, position: Point) -> tuple[str, str]:
        """A line without its newline, before and behind a position; empty where there is none."""
        line, characters = self._locate(position)
        text = self._lines[line].rstrip("\r\n") if line < len(self._lines) else ""
        return text[:characters], text[characters:]

    def around(self, line: int) -> Syntax:
        """The tree of the definition at the margin around a line, parsed without the rest.

        Its cost is that of the lines from one ``def`` or ``class`` at the margin to the next, of
        which the lines around them can change nothing but whether they stand in a string.

        Returns:
            The syntax of an ``Excerpt``; that of the whole where it is one section.
        """
        first, last = self._marks.section(max(line, 0))
        if last - first == len(self._lines):
            return self.syntax
        text = "".join(self._lines[first:last])
        excerpt = Excerpt(self.uri, text, self.version, first)
        section = self._parsed.pop(self._lines[first], None)
        if section is None or section.source != excerpt:
            section = parse(excerpt, section)
        self._parsed[self._lines[first]] = section
        if len(self._parsed) > _PLACES:
            self._parsed.popitem(last=False)
        return section

    @property
    def _newlines(self) -> int:
        whole = not self._lines or self._lines[-1].endswith(("\r", "\n"))
        return len(self._lines) - (0 if whole else 1)

    def _difference(self, start: Point, end: Point, text: str) -> TextChange:
        first, left = self._locate(start)
        last, right = self._locate(end)
        lines = self._lines[first : last + 1]
        if last < len(self._lines):
            lines[-1] = lines[-1][:right]
        before = lines[0][:left] if lines else ""
        at = (first, units_of(before, self._encoding))
        removed = "".join(lines)[len(before) :]
        return difference(removed, text, self._encoding, at)

    def _replace_all(self, lines: list[str], change: TextChange) -> None:
        """Take a whole text as a change of the lines that differ."""
        # What follows a CR may have become the second half of its newline.
        low = max(change.start[0] - 1, 0)
        high = min(change.old_end[0] + 1, len(self._lines))
        self._put(low, high, lines[low : change.new_end[0] + 1])

    def _replace(self, start: Point, end: Point, text: str) -> None:
        first, left = self._locate(start)
        last, right = self._locate(end)
        before = self._lines[first][:left] if first < len(self._lines) else ""
        after = self._lines[last][right:] if last < len(self._lines) else ""
        # A CR and an LF that come to stand side by side are one newline, so neighbours join in.
        low = first - 1 if first and not before else first
        high = min(last + 2, len(self._lines)) if not after else last + 1
        head = "".join(self._lines[low:first]) + before
        tail = after + "".join(self._lines[last + 1 : high])
        self._put(low, min(high, len(self._lines)), _split(head + text + tail))

    def _put(self, low: int, high: int, lines: list[str]) -> None:
        self._lines[low:high] = lines
        self._marks.replace(low, high, len(lines), self._lines)

    def _locate(self, position: Point) -> tuple[int, int]:
        line, character = max(position[0], 0), max(position[1], 0)
        if line >= len(self._lines):
            return len(self._lines), 0
        return line, characters_of(self._lines[line].rstrip("\r\n"), character, self._encoding)


def _split(text: str) -> list[str]:
    return _LINES.findall(text)
