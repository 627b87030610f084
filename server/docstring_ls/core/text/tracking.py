"""Positions of an open document followed through its changes, as exactly as these are known."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from .source import Encoding, advance

# 0-based line and character, as the client counts.
Point = tuple[int, int]

# Changes of one document that are remembered: hours of typing, in a few megabytes.
LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class TextChange:
    """A stretch of text that gave way to another.

    Attributes:
        start: Where both begin.
        old_end: Where the old one ended.
        new_end: Where the new one ends.
    """

    start: Point
    old_end: Point
    new_end: Point

    def moved(self, point: Point) -> Point | None:
        """Where a character stands after the change; None where it was within what gave way."""
        if point < self.start:
            return point
        if point < self.old_end:
            return None
        line = point[0] - self.old_end[0] + self.new_end[0]
        same_line = point[0] == self.old_end[0]
        return line, point[1] + (self.new_end[1] - self.old_end[1] if same_line else 0)


def difference(
    old: str, new: str, encoding: Encoding = Encoding.UTF16, at: Point = (0, 0)
) -> TextChange:
    """The smallest change that holds every way in which ``old`` may have become ``new``.

    Where a text was doubled or one of two equal ones removed, nobody can say which: all of them
    count as changed.

    Args:
        old: The text before.
        new: The text after.
        encoding: In what the client counts characters.
        at: Where both begin.
    """
    if old == new:
        return TextChange(at, at, at)
    least = min(len(old), len(new))
    head, tail = common_prefix(old, new), common_prefix(old[::-1], new[::-1])
    start, rest = min(head, least - tail), min(tail, least - head)
    # The two halves of a CRLF are one newline.
    if rest and old[-rest] == "\n" and "\r" in (old[-rest - 1 : -rest], new[-rest - 1 : -rest]):
        rest -= 1
    return TextChange(
        advance(at, old[:start], encoding),
        advance(at, old[: len(old) - rest], encoding),
        advance(at, new[: len(new) - rest], encoding),
    )


def common_prefix(left: Sequence[object], right: Sequence[object]) -> int:
    """Length of the common prefix, by halving: slices compare at the speed of C."""
    low, high = 0, min(len(left), len(right))
    while low < high:
        middle = (low + high + 1) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def follow(point: Point, changes: Iterable[TextChange]) -> Point | None:
    """Where a character stands after changes, one after the other; None where it is lost."""
    place: Point | None = point
    for change in changes:
        if place is None:
            return None
        place = change.moved(place)
    return place


class ChangeLog:
    """What happened to one document since it was opened, the oldest forgotten.

    Attributes:
        revision: How many changes there were, whatever the client's version numbers say.

    Args:
        version: The client's version of the text at the start.
    """

    def __init__(self, version: int | None = None) -> None:
        self.revision = 0
        self._changes: deque[tuple[TextChange, int | None]] = deque(maxlen=LIMIT)
        self._opened = version

    def record(self, change: TextChange, version: int | None) -> None:
        """Remember a change and the version that the document has after it."""
        self.revision += 1
        self._changes.append((change, version))

    def follow(self, point: Point, revision: int) -> Point | None:
        """Where a character of an earlier revision stands now; None where that is not known."""
        count = self.revision - revision
        if not 0 <= count <= len(self._changes):
            return None
        since = islice(self._changes, len(self._changes) - count, None)
        return follow(point, (change for change, _ in since))

    def revision_of(self, version: int | None) -> int | None:
        """The last revision that had a version; None where it is not known."""
        for back, (_, after) in enumerate(reversed(self._changes)):
            if after == version:
                return self.revision - back
        known = version == self._opened and self.revision == len(self._changes)
        return 0 if known else None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A character of a document at one revision, to be found again.

    Attributes:
        log: The document's changes; another log is another document, or one that was reopened.
        revision: When it stood there.
        point: Where it stood.
    """

    log: ChangeLog
    revision: int
    point: Point

    def since(self, log: ChangeLog) -> Callable[[Point], Point | None] | None:
        """How points of that revision are followed to now; None in another document."""
        return partial(self.log.follow, revision=self.revision) if self.log is log else None

    def follow(self, log: ChangeLog) -> Point | None:
        """Where it stands now in the document of ``log``; None where that is not known."""
        return self.log.follow(self.point, self.revision) if self.log is log else None
