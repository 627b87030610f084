"""What one docstring style is: a row of functions that write and read its sections."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..analysis import SectionKind
from .model import Entry, Style
from .outline import Section

_TELLING = re.compile(r"-?[\d._eE+-]{1,12}|True|False|'[^'\\]{1,20}'|\"[^\"\\]{1,20}\"")


Reader = Callable[[tuple[str, ...], set[int]], list[Section]]


@dataclass(frozen=True)
class Dialect:
    """One style.

    Attributes:
        name: As in :class:`Style`.
        order: Its sections in the order in which they are written.
        heading: The lines that open a section; none where entries stand for themselves.
        entry: The lines of one entry, given its section, the style and the width in columns.
        examples: The lines of an examples section, given doctests and prose.
        readers: Find its sections in a docstring's lines, those taken by other readers aside.
        parted: Whether a blank line stands between two sections.
        examples_last: Whether examples follow the sections.
    """

    name: str
    order: tuple[SectionKind, ...]
    heading: Callable[[SectionKind], list[str]]
    entry: Callable[[SectionKind, Entry, Style, int], list[str]]
    examples: Callable[[str, int], list[str]]
    readers: tuple[Reader, ...] = ()
    parted: bool = True
    examples_last: bool = True

    @property
    def has_headings(self) -> bool:
        """Whether claims stand under headings, rather than each as a field of its own."""
        return any(self.heading(kind) for kind in self.order)


# The order in which most styles write what a docstring claims.
SECTION_ORDER = (
    SectionKind.PARAMETERS,
    SectionKind.ATTRIBUTES,
    SectionKind.RETURNS,
    SectionKind.YIELDS,
    SectionKind.RAISES,
)
# Titles that styles with headings share; each adds those that only it reads.
SECTION_TITLES = {
    "parameters": SectionKind.PARAMETERS,
    "args": SectionKind.PARAMETERS,
    "arguments": SectionKind.PARAMETERS,
    "keyword arguments": SectionKind.PARAMETERS,
    "other parameters": SectionKind.PARAMETERS,
    "optional parameters": SectionKind.PARAMETERS,
    "optional arguments": SectionKind.PARAMETERS,
    "positional arguments": SectionKind.PARAMETERS,
    "parameter": SectionKind.PARAMETERS,
    "kwargs": SectionKind.PARAMETERS,
    "returns": SectionKind.RETURNS,
    "return": SectionKind.RETURNS,
    "yields": SectionKind.YIELDS,
    "yield": SectionKind.YIELDS,
    "raises": SectionKind.RAISES,
    "attributes": SectionKind.ATTRIBUTES,
}


def with_default(entry: Entry, style: Style) -> str:
    """The description, and the default in words where it is worth saying and not yet said."""
    text = entry.description.strip()
    default = told_default(entry) if style.types else ""
    if not default or "default" in text.lower():
        return text
    sentence = f"Defaults to {default}."
    if not text:
        return sentence
    return f"{text} {sentence}" if text[-1] in ".!?:`" else f"{text}. {sentence}"


def told_default(entry: Entry) -> str:
    """The default where it tells something: a short value, not the mark of an absent one."""
    return entry.default if _TELLING.fullmatch(entry.default) else ""
