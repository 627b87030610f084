"""What one docstring style is: a row of functions that lay out its sections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ..docstring import Entry
from .style import Style


class Kind(StrEnum):
    """The sections whose truth can be told from code, and all others."""

    PARAMETERS = "parameters"
    ATTRIBUTES = "attributes"
    RETURNS = "returns"
    YIELDS = "yields"
    RAISES = "raises"
    OTHER = "other"


@dataclass(frozen=True)
class Dialect:
    """One style.

    Attributes:
        name: As in :class:`Style`.
        order: Its sections in the order in which they are written.
        heading: The lines that open a section; none where entries stand for themselves.
        entry: The lines of one entry, given its section, the style and the width in columns.
        examples: The lines of an examples section, given doctests and prose.
        parted: Whether a blank line stands between two sections.
        examples_last: Whether examples follow the sections.
    """

    name: str
    order: tuple[Kind, ...]
    heading: Callable[[Kind], list[str]]
    entry: Callable[[Kind, Entry, Style, int], list[str]]
    examples: Callable[[str, int], list[str]]
    parted: bool = True
    examples_last: bool = True


def with_default(entry: Entry) -> str:
    """The description, and the default in words where the entry has one that it does not tell yet."""
    text = entry.description.strip()
    if not entry.default or "default" in text.lower():
        return text
    told = f"Defaults to {entry.default}."
    if not text:
        return told
    return f"{text} {told}" if text[-1] in ".!?:`" else f"{text}. {told}"
