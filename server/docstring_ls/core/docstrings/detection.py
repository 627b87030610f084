"""Which style a text or a body of texts is written in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..analysis import SectionKind
from .outline import Outline
from .parser import parse


def style_of(outline: Outline) -> str:
    """The style of most of a docstring's claims, or empty where it makes none."""
    votes: Counter[str] = Counter()
    for section in outline.sections:
        if section.kind is not SectionKind.OTHER:
            votes[section.style] += max(len(section.items), 1)
    return votes.most_common(1)[0][0] if votes else ""


def detect(texts: Iterable[str]) -> tuple[str, int]:
    """The style that most of the texts have, and how many have it; empty where none shows any."""
    votes = Counter(style_of(parse(text)) for text in texts)
    del votes[""]
    return votes.most_common(1)[0] if votes else ("", 0)
