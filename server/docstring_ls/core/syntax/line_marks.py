"""What each line of a document begins in or with, kept up to date while its lines change.

``def`` and ``class`` at the start of a line can't continue an expression, so what stands between
two of them, outside strings, can be parsed alone. Where they are follows from the lines before up
to the open string only: after a change, lines are read until the marks are those of before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# A mark below FREE says what goes on where the line begins: which string is open, by its place
# here, or a statement that a backslash continues.
_QUOTES = ("", '"""', "'''", '"', "'")
_JOINED = 5  # the place behind the quotes
FREE = 8  # the first mark of a line that goes on with nothing
# Marks, not amounts: what begins on a free line.
DEFINITION, DECORATOR, STATEMENT = FREE, FREE + 1, FREE + 2

_OPENING = re.compile(r"#|\"\"\"|'''|\"|'")
_CLOSING = [re.compile(rf"\\.|{quote or '$'}", re.DOTALL) for quote in _QUOTES]
_DEFINES = re.compile(r"(?:async[ \t]+)?def[ \t]+\w|class[ \t]+\w")
_BEGINS_NOTHING = frozenset(" \t\f\r\n#)]}\\")


class LineMarks:
    """The marks of a list of lines, and one for the end."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._marks, end = _read(lines, 0)
        self._marks.append(end)

    def replace(self, low: int, high: int, count: int, lines: Sequence[str]) -> None:
        """Take note that ``count`` lines stand where ``low`` to ``high`` stood.

        Args:
            low: The first line that changed.
            high: The line behind the last one, as it was counted before.
            count: How many lines took their place.
            lines: All lines as they are now.
        """
        marks, state = _read(lines[low : low + count], _open(self._marks[low]))
        self._marks[low:high] = marks
        at = low + count
        while _open(self._marks[at]) != state:
            if at == len(lines):
                self._marks[at] = state
                return
            self._marks[at] = state or _kind(lines[at])
            state = _after(lines[at], state)
            at += 1

    def section(self, line: int) -> tuple[int, int]:
        """The lines from a definition at the margin to the next one, its decorators included.

        Args:
            line: A line of it; lines before the first definition are a section too.

        Returns:
            Its first line and the line behind its last.
        """
        count = len(self._marks) - 1
        upper = self._marks.rfind(DEFINITION, 0, min(line, count) + 1)
        lower = self._marks.find(DEFINITION, upper + 1)
        first = self._decorated(upper) if upper >= 0 else 0
        while lower >= 0:
            last = self._decorated(lower)
            if line < last:
                return first, last
            first, lower = last, self._marks.find(DEFINITION, lower + 1)
        return first, count

    def _decorated(self, line: int) -> int:
        """The first decorator of the definition on a line, else that line."""
        while line > 0:
            above = max(
                self._marks.rfind(mark, 0, line) for mark in (DEFINITION, DECORATOR, STATEMENT)
            )
            if above < 0 or self._marks[above] != DECORATOR:
                break
            line = above
        return line


def _read(lines: Sequence[str], state: int) -> tuple[bytearray, int]:
    marks = bytearray()
    for line in lines:
        marks.append(state or _kind(line))
        state = _after(line, state)
    return marks, state


def _open(mark: int) -> int:
    return mark if mark < FREE else 0


def _kind(line: str) -> int:
    if line[:1] in _BEGINS_NOTHING:
        return 0
    if line[0] == "@":
        return DECORATOR
    return DEFINITION if _DEFINES.match(line) else STATEMENT


def _after(line: str, state: int) -> int:
    """What goes on at the end of a line."""
    if state in (0, _JOINED) and '"' not in line and "'" not in line and "\\" not in line:
        return 0
    at, state = 0, 0 if state == _JOINED else state
    while True:
        if state:
            at = _close(line, at, state)
            if at < 0:
                return state if len(_QUOTES[state]) == 3 or _joined(line) else 0
        opening = _OPENING.search(line, at)
        if opening is None:
            return _JOINED if _joined(line) else 0
        if opening.group() == "#":
            return 0
        at, state = opening.end(), _QUOTES.index(opening.group())


def _close(line: str, at: int, state: int) -> int:
    """The end of the string that is open at a place of a line; -1 where it goes on."""
    for match in _CLOSING[state].finditer(line, at):
        if match.group()[0] != "\\":
            return match.end()
    return -1


def _joined(line: str) -> bool:
    """Whether a backslash takes the next line in."""
    text = line.rstrip("\r\n")
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1 and text != line
