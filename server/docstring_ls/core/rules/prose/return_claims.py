"""What prose says of the result: that there is one, that it may be None, of which type it is."""

from __future__ import annotations

from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage
from .sentence import Sentence, TokenKind

_RETURNS = frozenset({"return", "returns", "returned", "returning", "give", "gives", "yields"})
# Behind one of these None is that of something else: "if it is None", "set to None", "non-None".
_OF_SOMETHING = frozenset({"if", "when", "is", "are", "unless", "to", "with", "non", "for", "by"})
_NEGATION = frozenset({"never", "not", "no", "without", "doesn't", "isn't", "cannot"})
_TYPES = {
    "string": "str", "strings": "str", "integer": "int", "int": "int", "float": "float",
    "boolean": "bool", "bool": "bool", "list": "list", "dictionary": "dict", "dict": "dict",
    "tuple": "tuple", "set": "set", "bytes": "bytes", "mapping": "mapping", "str": "str",
    "generator": "generator", "iterator": "iterator", "path": "path", "datetime": "datetime",
}  # fmt: skip
# Behind a type these show that it is a noun of its own, not part of another: "list index".
_OPEN = frozenset(
    {
        *("", "of", "that", "with", "to", "containing", "in", "representing", "or", "for", "from"),
        *("indicating", "giving", "which", "where", "mapping", "if", "when", "describing", "and"),
        *("holding", "listing", "specifying", "by", "on", "whose"),
    }
)


def read_results(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """Claims about what is returned."""
    if passage.part in (Part.SUMMARY, Part.DESCRIPTION, Part.RETURNS):
        yield from _none(sentence, passage)
    if passage.part in (Part.SUMMARY, Part.DESCRIPTION):
        yield from _value(sentence)


def _none(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """*Returns None if*, *or None when*; in a Returns section *None if* is enough."""
    if "none" not in sentence.vocabulary and "None" not in sentence.text:
        return
    for at, token in enumerate(sentence.tokens):
        if token.text != "None" or token.kind not in (TokenKind.WORD, TokenKind.CODE):
            continue
        start, _ = sentence.clause(at)
        before = sentence.words(start, at)
        near = before[-3:] if before[-1:] != ("or",) else before
        returned = passage.part is Part.RETURNS or bool(_RETURNS & {*near})
        if not returned or _OF_SOMETHING & {*before[-2:]}:
            continue
        negated = bool(_NEGATION & {*before[-4:]})
        yield Claim(ClaimKind.RETURNS_NONE, sentence.between(start, at), negated=negated)


def _value(sentence: Sentence) -> Iterator[Claim]:
    first = sentence.words(0, 1)
    if first and first[0] in {"return", "returns"}:
        following = sentence.words(1, 3)
        if not {"none", "nothing", "early", "immediately", "from", "control"} & {*following}:
            yield Claim(
                ClaimKind.RETURNS_VALUE, sentence.between(0, min(2, len(sentence.tokens) - 1))
            )


def read_types(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """The type that a text gives to what it describes: *a string with*, *as a list*, *True if*."""
    place = _type_at(sentence, passage)
    if place is not None:
        at, name = place
        yield Claim(ClaimKind.TYPE, sentence.between(max(at - 1, 0), at), passage.subject, name)


def _type_at(sentence: Sentence, passage: Passage) -> tuple[int, str] | None:
    start = 0
    if passage.part in (Part.SUMMARY, Part.DESCRIPTION):
        if not sentence.tokens or sentence.tokens[0].word not in {"return", "returns"}:
            return None
        start = 1
    elif passage.part not in (Part.PARAMETER, Part.ATTRIBUTE, Part.RETURNS, Part.YIELDS):
        return None
    head = sentence.words(start, start + 3)
    if head and head[0] in {"true", "false"} and {*head[1:2]} & {"if", "when", "unless", "or"}:
        return start, "bool"
    for at in range(start, len(sentence.tokens)):
        token = sentence.tokens[at]
        before = sentence.words(at - 2, at)
        named = token.word in _TYPES and _stands_alone(sentence, at)
        leading = at <= start + 1 and {*sentence.words(start, at)} <= {"a", "an"}
        if named and before in {("as", "a"), ("as", "an")}:
            return at, _TYPES[token.word]
        if named and leading and (at > start or token.word != "set"):
            return at, _TYPES[token.word]
    return None


def _stands_alone(sentence: Sentence, at: int) -> bool:
    following = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
    return following is None or following.word in _OPEN
