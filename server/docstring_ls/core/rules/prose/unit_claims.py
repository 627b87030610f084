"""What prose says of units: *in seconds*, *number of bytes*, *(ms)*."""

from __future__ import annotations

from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage
from .sentence import Sentence

UNITS = {
    "seconds": "s", "second": "s", "secs": "s", "sec": "s", "s": "s",
    "milliseconds": "ms", "millisecond": "ms", "millis": "ms", "msec": "ms", "ms": "ms",
    "microseconds": "us", "us": "us", "nanoseconds": "ns", "ns": "ns",
    "minutes": "min", "minute": "min", "hours": "h", "hour": "h", "days": "d", "day": "d",
    "bytes": "B", "byte": "B", "bits": "bit", "kilobytes": "kB", "kb": "kB", "kib": "kB",
    "megabytes": "MB", "mb": "MB", "mib": "MB", "gigabytes": "GB", "gb": "GB",
    "degrees": "deg", "radians": "rad", "percent": "%", "cents": "ct", "euros": "EUR",
    "dollars": "USD", "pixels": "px", "px": "px", "points": "pt", "inches": "in",
    "meters": "m", "metres": "m", "kilometers": "km", "kilometres": "km", "feet": "ft",
}  # fmt: skip
# Short ones are units only in brackets or behind "in".
_SHORT = 3
_PARTS = (Part.PARAMETER, Part.ATTRIBUTE, Part.RETURNS)


def read_units(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """The unit in which a text says that what it describes is given."""
    if passage.part not in _PARTS or sentence.vocabulary.isdisjoint(UNITS):
        return
    for at, token in enumerate(sentence.tokens):
        if token.word not in UNITS:
            continue
        before = sentence.tokens[at - 1] if at else None
        stated = before is not None and (before.word == "in" or before.text == "(")
        counted = len(token.word) > _SHORT and (
            at == 0 or sentence.words(at - 2, at) == ("number", "of")
        )
        if stated or counted:
            yield Claim(ClaimKind.UNIT, token.text, passage.subject, UNITS[token.word])
