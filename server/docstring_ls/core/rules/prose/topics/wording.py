"""A topic: something that code decides of a symbol, and the words without which nobody says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ...claims import ClaimKind, Part

Words = Mapping[str, str]
"""Patterns, each under a text that is in all it matches: looking for that first is cheap."""


class Stance(StrEnum):
    """What words say of a topic.

    ``SAYS`` and ``DENIES`` hold in both directions: who denies what is denied says it. ``HINTS``
    and ``DOUBTS`` do not: *nobody should call it* does not make a property of a method.
    """

    SAYS = "says"
    DENIES = "denies"
    HINTS = "hints"
    DOUBTS = "doubts"


@dataclass(frozen=True)
class Topic:
    """One topic.

    Attributes:
        kind: What a mention of it claims.
        words: By what they say; of two that overlap the first holds.
        nouns: Those that name it: a sentence made of little else is surely about it.
        alike: What looks as if it belonged to it.
        spoken: Words of code that has to do with it.
        parts: Where in a docstring it is looked for.
    """

    kind: ClaimKind
    words: tuple[tuple[Stance, Words], ...]
    nouns: re.Pattern[str]
    alike: Words
    spoken: re.Pattern[str]
    parts: frozenset[Part]
    _patterns: tuple[tuple[str, re.Pattern[str], Stance | None], ...] = field(init=False)
    _places: dict[str, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        """Compile the words."""
        rows = [(None, self.alike), *self.words]
        patterns = tuple(
            (sign, re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)"), stance)
            for stance, words in rows
            for sign, pattern in words.items()
        )
        object.__setattr__(self, "_patterns", patterns)
        places: dict[str, list[int]] = {}
        for place, (sign, _, _) in enumerate(patterns):
            places.setdefault(sign, []).append(place)
        object.__setattr__(self, "_places", places)

    def mentions(self, text: str) -> Iterator[tuple[re.Match[str], Stance]]:
        """What a lower-case sentence says of it, in no order."""
        signs = filter(text.__contains__, self._places)
        for place in sorted(place for sign in signs for place in self._places[sign]):
            _, pattern, stance = self._patterns[place]
            for match in pattern.finditer(text):
                if stance is not None:
                    yield match, stance
                text = text[: match.start()] + "_" * len(match[0]) + text[match.end() :]
