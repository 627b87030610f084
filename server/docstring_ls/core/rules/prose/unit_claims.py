"""What prose says of units: *in seconds*, *number of bytes*, *up to 5 seconds*, *(ms)*."""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis import UNITS
from ..claims import Claim, ClaimKind, Part, Passage
from .sentence import Sentence

# Short ones are units only in brackets or behind "in".
_SHORT = 3
_PARTS = (Part.PARAMETER, Part.ATTRIBUTE, Part.RETURNS)
# Words in front of a unit that is counted: "the number of bytes", "how many bytes", "n bytes".
_COUNTED = frozenset({"many", "n", "several", "maximum", "minimum", "max", "min", "integer"})
# Units whose words have other meanings: "points", "the second", "this day".
_AMBIGUOUS = frozenset({"second", "minute", "hour", "day", "week", "points", "feet", "bit", "byte"})


def read_units(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """The unit in which a text says that something is given; that of an entry has a subject."""
    if sentence.vocabulary.isdisjoint(UNITS):
        return
    for at, token in enumerate(sentence.tokens):
        if token.word in UNITS and _is_unit(sentence, at, passage):
            entry = passage.part in _PARTS
            subject = passage.subject if entry else ""
            yield Claim(ClaimKind.UNIT, token.text, subject, UNITS[token.word])
            return


def _is_unit(sentence: Sentence, at: int, passage: Passage) -> bool:
    """Whether a word is the unit of what is described."""
    word = sentence.tokens[at].word
    before = sentence.tokens[at - 1] if at else None
    entry = passage.part in _PARTS
    if entry and before is not None and (before.word == "in" or before.text == "("):
        # "The node(s)" has no unit.
        return before.text != "(" or not sentence.text[: before.start][-1:].isalnum()
    if len(word) <= _SHORT or word in _AMBIGUOUS:
        return False
    if sentence.words(at - 2, at) == ("number", "of"):
        return True
    if before is None:
        return entry
    return before.word in _COUNTED
