"""A human docstring as it stands: sections and entries with their lines, nothing thrown away."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..analysis import SectionKind


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of one line."""

    line: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a section.

    Attributes:
        start: Its first line.
        end: The line after its last line that is not blank.
        names: Its names, without stars; several where they share an entry, none for returns.
        labels: Every other place that repeats a name, such as that of a ``:type x:`` field.
        type: The type as written, qualifiers such as ``optional`` included.
        text: Where its description begins on its first line; None where it has none there.
        others: Lines that belong to it but stand apart, as ``(start, end)``.
        type_only: Whether it is nothing but a field that gives a type.
    """

    start: int
    end: int
    names: tuple[Mark, ...] = ()
    labels: tuple[Mark, ...] = ()
    type: Mark | None = None
    text: Mark | None = None
    others: tuple[tuple[int, int], ...] = ()
    type_only: bool = False

    @property
    def lines(self) -> tuple[int, ...]:
        """All its lines."""
        spans = ((self.start, self.end), *self.others)
        return tuple(line for start, end in spans for line in range(start, end))


@dataclass(frozen=True, slots=True)
class Section:
    """One section, or all fields of one kind.

    Attributes:
        kind: What it is about.
        style: The style that it is written in.
        title: Its heading, or the first field's name.
        start: Its first line, the heading where it has one.
        body: The first line after the heading.
        end: The line after its last line that is not blank.
        items: Its entries, in their order.
        indent: The indentation of its entries.
        loose: Lines of the body that belong to no entry; entries do not move across them.
    """

    kind: SectionKind
    style: str
    title: str
    start: int
    body: int
    end: int
    items: tuple[Item, ...] = ()
    indent: str = ""
    loose: tuple[int, ...] = ()


@dataclass(frozen=True)
class Outline:
    """A docstring, line by line.

    Attributes:
        lines: Its lines as they are.
        sections: In the order of their first lines.
    """

    lines: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def has_summary(self) -> bool:
        """Whether it begins with prose rather than with a section."""
        before = self.lines[: self.sections[0].start] if self.sections else self.lines
        return bool("".join(before).strip())

    def of(self, *kinds: SectionKind) -> tuple[Section, ...]:
        """The sections of these kinds."""
        return tuple(section for section in self.sections if section.kind in kinds)

    def items(self, kind: SectionKind) -> tuple[Item, ...]:
        """All entries of a kind."""
        return tuple(item for section in self.of(kind) for item in section.items)

    def names(self, kind: SectionKind) -> tuple[str, ...]:
        """All documented names of a kind, in their order."""
        return tuple(mark.text for item in self.items(kind) for mark in item.names)

    def text_of(self, item: Item) -> str:
        """An entry's lines."""
        return "\n".join(self.lines[line] for line in item.lines)


def indentation(line: str) -> str:
    """The blanks at the start of a line."""
    return line[: len(line) - len(line.lstrip())]


def depth(line: str) -> int:
    """The column at which a line's text begins."""
    return len(indentation(line).expandtabs(8))


def last_line(lines: tuple[str, ...], start: int, end: int) -> int:
    """The line after the last line of a range that is not blank."""
    while end > start and not lines[end - 1].strip():
        end -= 1
    return end


def shown_lines(lines: tuple[str, ...]) -> set[int]:
    """The lines that show something as it is: literal blocks behind ``::``, and doctests."""
    return _literal(lines) | _doctests(lines)


def _doctests(lines: tuple[str, ...]) -> set[int]:
    """Prompts, and what is printed up to the next blank line."""
    shown: set[int] = set()
    inside = False
    for i, line in enumerate(lines):
        inside = bool(line.strip()) and (inside or line.lstrip().startswith(">>>"))
        if inside:
            shown.add(i)
    return shown


def _literal(lines: tuple[str, ...]) -> set[int]:
    shown: set[int] = set()
    outer, opening = -1, False
    for i, line in enumerate(lines):
        if not line.strip():
            continue
        if opening or outer >= 0:
            inside = depth(line) > outer
            outer, opening = (outer, False) if inside else (-1, False)
            if inside:
                shown.add(i)
                continue
        if line.rstrip().endswith("::") and not line.lstrip().startswith(".."):
            outer, opening = depth(line), True
    return shown


def mark_of(line: int, match: re.Match[str], group: str | int) -> Mark:
    """A match's group as a mark."""
    return Mark(line, match.start(group), match.end(group), match.group(group))


_NAME = re.compile(r"[^\W\d][\w.]*")


def name_marks(line: int, column: int, text: str) -> tuple[Mark, ...]:
    """Every name of ``x``, ``*args``, ``x, y`` or ``x and y``; stars and backticks stay outside."""
    return tuple(
        Mark(line, column + match.start(), column + match.end(), match.group())
        for match in _NAME.finditer(text)
        if match.group() not in ("and", "or")
    )
