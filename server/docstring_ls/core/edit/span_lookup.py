"""Spans that lie apart, looked up without going through all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from ..text import Span


class Spans:
    """Spans in the order of the text, none of which overlaps another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Take the spans in any order."""
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = [span.end for span in ordered]
        self._known = {(span.start, span.end) for span in ordered}

    def has(self, start: int, end: int) -> bool:
        """Whether one of them is exactly this."""
        return (start, end) in self._known

    def touches(self, start: int, end: int) -> bool:
        """Whether one of them lies at, in or around this."""
        at = bisect_left(self._ends, start)
        return at < len(self._starts) and self._starts[at] <= end

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them has all of this in it."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]
