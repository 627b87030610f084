"""What prose says of arguments: changed in place, emptied, consumed, or left as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage
from .sentence import NEGATIONS, Sentence
from .values import is_identifier

# What is done to an argument, and what says that nothing is.
_CHANGED = (
    r"modif(?:y|ies|ied|ying)|mutat(?:es?|ed|ing)|chang(?:es?|ed|ing)|alter(?:s|ed|ing)?"
    r"|updat(?:es?|ed|ing)|empt(?:y|ies|ied|ying)|clear(?:s|ed|ing)?|sort(?:s|ed|ing)?|revers(?:es?|ed"
    r"|ing)|shuffl(?:es?|ed|ing)|consum(?:es?|ed|ing)|exhaust(?:s|ed|ing)?|drain(?:s|ed|ing)?"
    r"|overwrit(?:es?|ten|ing)|truncat(?:es?|ed|ing)|extend(?:s|ed|ing)?|normali[sz](?:es?|ed|ing)"
    r"|transform(?:s|ed|ing)?|destroy(?:s|ed|ing)?|touch(?:es|ed)?|tamper(?:s|ed)?|rewrit(?:es?|ten)"
)
_IN_PLACE = re.compile(r"\bin[- ]place\b", re.I)
_VERB = re.compile(rf"\b(?P<verb>{_CHANGED})\b", re.I)
_PASSIVE = re.compile(
    rf"\b(?:is|are|be|been|being|gets?|was|were)\s+(?:\w+\s+)?(?:{_CHANGED})\b", re.I
)
_UNTOUCHED = re.compile(
    r"\b(?:unchanged|untouched|unmodified|unaltered|intact|pristine)\b"
    r"|\b(?:left|leav(?:es?|ing)|stays?|remains?|kept)\b[^.;]{0,40}"
    r"\b(?:as (?:it|they) (?:is|are|was|were)|alone)\b"
    r"|\bas (?:it|they) (?:is|are|was|were)\b",
    re.I,
)
_SIGNS = ("in place", "in-place", "modif", "mutat", "chang", "alter", "empt", "clear", "consum",
          "exhaust", "drain", "overwrit", "truncat", "touch", "intact", "updat", "sort", "revers",
          "shuffl", "as it ", "as they ", "destroy", "tamper", "alone", "rewrit", "extend",
          "normali", "transform")  # fmt: skip
_PARTS = (Part.SUMMARY, Part.DESCRIPTION, Part.PARAMETER, Part.RETURNS)


def read_changes(sentence: Sentence, passage: Passage, names: frozenset[str]) -> Iterator[Claim]:
    """Claims that an argument is changed, or is not.

    Args:
        sentence: The sentence.
        passage: Where it stands.
        names: Parameters, which may stand without backticks.
    """
    if passage.part not in _PARTS or passage.part is Part.RETURNS:
        return
    lower = sentence.text.lower()
    if not any(sign in lower for sign in _SIGNS):
        return
    kept, in_place = _UNTOUCHED.search(sentence.text), _IN_PLACE.search(sentence.text)
    verb = kept or in_place or _verb(sentence, passage)
    if verb is None:
        return
    subject = _subject(sentence, passage, names, verb)
    if not subject and in_place is None:
        return
    denied = is_denied(sentence.text[: verb.end()])
    if in_place is not None and kept is None and not subject:
        subject = "self"
    yield Claim(ClaimKind.CHANGES, verb[0], subject, negated=denied != (kept is not None))


def _verb(sentence: Sentence, passage: Passage) -> re.Match[str] | None:
    """The words that say that something is changed: of an entry's own, or of a name."""
    passive = _PASSIVE.search(sentence.text)
    if passive is not None or passage.part is not Part.PARAMETER:
        return passive or _active(sentence)
    first = _VERB.match(sentence.text)
    return first if first is not None and first["verb"].lower().endswith("d") else None


def _active(sentence: Sentence) -> re.Match[str] | None:
    """*Modifies `items`*: the verb with a name right behind it."""
    for match in _VERB.finditer(sentence.text):
        behind = next((token for token in sentence.tokens if token.start > match.end() - 1), None)
        if behind is not None and is_identifier(behind):
            return match
    return None


def _subject(
    sentence: Sentence, passage: Passage, names: frozenset[str], verb: re.Match[str]
) -> str:
    """The argument that is spoken of: the nearest one named, else that of the entry."""
    named = [
        (max(verb.start() - token.start, token.start - verb.end(), 0), token.text.strip("*"))
        for token in sentence.tokens
        if token.text.strip("*") in names and (is_identifier(token) or token.word)
    ]
    if named:
        return min(named)[1]
    return passage.subject if passage.part is Part.PARAMETER else ""


def is_denied(before: str) -> bool:
    """Whether the last words of a text turn round what they say."""
    words = re.findall(r"[\w'’]+", before.lower().replace("’", "'"))
    return bool(NEGATIONS & {*words[-8:]})
