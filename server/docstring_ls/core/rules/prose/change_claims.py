"""What prose says of arguments: changed in place, emptied, consumed, or left as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage
from .sentence import NEGATIONS, Sentence

# What is done to an argument, as it is said of it and as it is said of who does it.
_DONE = (
    r"(?:modified|mutated|changed|altered|updated|emptied|cleared|sorted|reversed|shuffled|consumed"
    r"|exhausted|drained|overwritten|truncated|destroyed|touched|tampered with|rewritten)"
)
_DOING = (
    r"(?:modif(?:y|ies|ying)|mutat(?:es?|ing)|chang(?:es?|ing)|alter(?:s|ing)?|empt(?:y|ies|ying)"
    r"|sort(?:s|ing)?|revers(?:es?|ing)|shuffl(?:es?|ing)|consum(?:es?|ing)|exhaust(?:s|ing)?"
    r"|drain(?:s|ing)?|overwrit(?:es?|ing)|truncat(?:es?|ing)|destroy(?:s|ing)?|updat(?:es?|ing))"
)
_NAME = r"(?:``?(?P<{0}code>\w+)``?|(?P<{0}plain>\w+))(?:\s+(?:argument|parameter|itself))?"
_BE = r"(?:is|are|was|were|gets?|will be|(?:is|are) being|has been|have been)"
_NOT = r"(?P<not{0}>\s+(?:not|never)|n't|n’t)?"
_IN_PLACE = r"(?P<in>\s+in[- ]place\b(?! of))?"
_UNTOUCHED = (
    r"(?:unchanged|untouched|unmodified|unaltered|intact|alone|as (?:it|they) (?:is|are|was|were))"
)
_LEFT = r"(?:stays?|remains?|" + _BE + r"(?:\s+(?:left|kept))?)"
_THE = r"(?:the (?:given )?)?"
_SUBJECT, _DENIAL = _NAME.format(""), _NOT.format("")
# Each with whether it says that something is left as it is.
_SAYINGS = (
    # "`x` is modified in place", "the given x is not changed"
    (rf"{_SUBJECT}\s+{_BE}{_DENIAL}\s+(?:\w+ly\s+)?{_DONE}\b{_IN_PLACE}", False),
    # "modifies `x`", "sorting x in place"
    (rf"{_DENIAL}\s*\b{_DOING}\s+{_THE}{_SUBJECT}{_IN_PLACE}", False),
    # "`x` stays as it is", "x is left unchanged"
    (rf"{_SUBJECT}\s+{_LEFT}\s+{_UNTOUCHED}\b", True),
    # "leaving `x` as it is"
    (rf"\bleav(?:es?|ing)\s+{_THE}{_SUBJECT}\s+{_UNTOUCHED}\b", True),
)
_COMPILED = tuple((re.compile(pattern, re.I), kept) for pattern, kept in _SAYINGS)
_ACTIVE = _COMPILED[1][0]
# Of an entry's own: "Modified in place.", "it is not updated", "Left as it is."
_OWN = (
    (
        re.compile(
            rf"(?:^|\b(?:it|this|they|which)\s+{_BE}{_DENIAL}\s+|^not\s+){_DONE}\b{_IN_PLACE}", re.I
        ),
        False,
    ),
    (
        re.compile(
            rf"^(?:left|kept)\s+{_UNTOUCHED}|\bit (?:stays|remains|is left)\s+{_UNTOUCHED}", re.I
        ),
        True,
    ),
)
_ITSELF = re.compile(rf"\b(?:{_DOING}|{_DONE})\b[^.;]{{0,30}}\bin[- ]place\b(?! of)", re.I)
# Whoever says when, or that it is possible, does not say that it is so.
_OPEN = re.compile(
    r"\b(?:if|when|whenever|unless|whether|once|until|may|might|can|could|should|would|must|time)\b",
    re.I,
)
_PARTS = (Part.SUMMARY, Part.DESCRIPTION, Part.PARAMETER)
# First letters of words of which one must be there.
_STEMS = frozenset(
    {
        *("modi", "muta", "chan", "alte", "empt", "clea", "cons", "exha", "drai", "over", "trun"),
        *("touc", "upda", "sort", "reve", "shuf", "dest", "tamp", "rewr", "unch", "unto", "unmo"),
        *("unal", "inta", "left", "leav", "stay", "rema", "kept", "in-p", "plac"),
    }
)


def read_changes(sentence: Sentence, passage: Passage, names: frozenset[str]) -> Iterator[Claim]:
    """Claims that an argument is changed, or is not; without a name, that something is in place.

    Args:
        sentence: The sentence.
        passage: Where it stands.
        names: Parameters, which may stand without backticks.
    """
    text = sentence.text
    if passage.part not in _PARTS or _STEMS.isdisjoint(sentence.stems):
        return
    for pattern, kept in _COMPILED:
        for match in pattern.finditer(text):
            subject = match["code"] or match["plain"]
            # "Update the title" is about what the word means, "update `title`" about the argument.
            is_named = match["code"] or pattern is not _ACTIVE or match["in"]
            if subject in names and is_named and not is_open(text[: match.start()]):
                yield _claim(match, subject, kept)
                return
    if passage.part is Part.PARAMETER:
        for pattern, kept in _OWN:
            own = pattern.search(text)
            if own is not None and not is_open(text[: own.start()]):
                yield _claim(own, passage.subject, kept)
                return
    elif (found := _ITSELF.search(text)) and not is_open(text[: found.start()]):
        denied = is_denied(text[: found.end()])
        yield Claim(ClaimKind.CHANGES, found[0], "self", negated=denied)


def _claim(match: re.Match[str], subject: str, kept: bool) -> Claim:
    before = match.string[: match.start()] + match[0]
    denied = bool(match.groupdict().get("not")) or match[0].lower().startswith("not ")
    denied = denied or (not kept and is_denied(before))
    return Claim(ClaimKind.CHANGES, match[0].strip(), subject, negated=denied != kept)


def is_open(before: str) -> bool:
    """Whether the words in front say when something is so, or that it may be."""
    return _OPEN.search(before) is not None


# What parts a negation from what it does not deny.
_CLAUSE = re.compile(r"[,;:()]|\b(?:and|but|so|then)\b")


def is_denied(before: str) -> bool:
    """Whether the last words of a clause turn round what they say."""
    clause = _CLAUSE.split(before.lower().replace("’", "'"))[-1]
    return bool(NEGATIONS & {*re.findall(r"[\w']+", clause)[-8:]})
