"""Text → outline, whatever style or mixture of styles it has; and which style that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..analysis import SectionKind
from .dialect import Reader
from .outline import Outline, Section
from .styles import STYLES

# Headings behind which nothing of the description comes any more.
CLOSING = {
    "example", "examples", "note", "notes", "references", "reference", "see also", "warning",
    "warnings", "warns", "todo", "todos", "usage", "usages", "seealso", "methods", "receives",
    "hint", "tip", "important", "caution", "danger", "attention", "index", "side effects",
}  # fmt: skip


def parse(text: str, style_name: str = "") -> Outline:
    """Find the sections of a cleaned docstring.

    Args:
        text: The docstring.
        style_name: Only sections of this style; empty for every style that the text uses.
    """
    lines = tuple(text.split("\n"))
    taken: set[int] = set()
    sections: list[Section] = []
    for reader in _readers(style_name):
        for section in reader(lines, taken):
            if not style_name or section.style == style_name:
                sections.append(section)
        # Fields may stand in an unknown section or behind it, claims may not stand in claims.
        taken |= {
            line
            for section in sections
            if STYLES[section.style].has_headings or section.title == "attribute"
            for line in range(section.start, section.end)
        }
    sections.sort(key=lambda section: section.start)
    return Outline(lines, tuple(sections))


def _readers(style_name: str) -> Iterable[Reader]:
    """Each reader once, though two styles may share one."""
    dialects = [STYLES[style_name]] if style_name else STYLES.values()
    return dict.fromkeys(reader for dialect in dialects for reader in dialect.readers)


def style_of(outline: Outline) -> str:
    """The style of most of a docstring's claims, or empty where it makes none."""
    votes: Counter[str] = Counter()
    for section in outline.sections:
        if section.kind is not SectionKind.OTHER:
            votes[section.style] += max(len(section.items), 1)
    return votes.most_common(1)[0][0] if votes else ""
