"""What prose says of the result: that there is one, that it may be None, of which type it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage
from .sentence import NEGATIONS, Sentence, TokenKind

_RETURNS = frozenset({"return", "returns", "returned", "returning", "give", "gives", "yields"})
# Behind one of these None is that of something else: "if it is None", "set to None", "non-None".
_OF_SOMETHING = frozenset({"if", "when", "is", "are", "unless", "to", "with", "non", "for", "by"})
# "The result is None if": said of what comes out.
_RESULTS = frozenset({"result", "output"})
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
        *("object", "value", "instance"),
        *("holding", "listing", "specifying", "by", "on", "whose"),
    }
)


def read_results(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """Claims about what is returned."""
    if passage.part in (Part.SUMMARY, Part.DESCRIPTION, Part.RETURNS):
        yield from _none(sentence, passage)
    if passage.part in (Part.SUMMARY, Part.DESCRIPTION):
        yield from _value(sentence, passage)


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
        returned = passage.part is Part.RETURNS or bool((_RETURNS | _RESULTS) & {*near})
        returned = returned or (passage.part is Part.SUMMARY and before[-1:] == ("or",))
        told = bool(_RESULTS & {*before[-4:]})
        if not returned or (_OF_SOMETHING & {*before[-2:]} and not told):
            continue
        negated = bool(NEGATIONS & {*before[-4:]})
        yield Claim(ClaimKind.RETURNS_NONE, sentence.between(start, at), negated=negated)


_NOTHING = re.compile(
    r"\breturn(?:s|ing)? nothing\b(?! (?:of|but|else|more))"
    r"|\bno return value\b|\bnothing is returned\b"
    r"|\b(?:does not|doesn't) return anything\b|\b(?:always )?returns none(?=[.;,]|$)"
)
_VALUE = re.compile(r"\b(?:and |,\s*)?return(?:s|ing) (?:a|an|the|true|false|self|its)\b")


def _value(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    text = sentence.text.lower()
    if "return" not in text:
        return
    nothing, value = _NOTHING.search(text), _VALUE.search(text)
    first = sentence.words(0, 1)
    if nothing is not None:
        words = sentence.text[nothing.start() : nothing.end()]
        yield Claim(ClaimKind.RETURNS_VALUE, words, negated=True)
    elif value is not None and (value.start() == 0 or passage.part is Part.SUMMARY):
        yield Claim(ClaimKind.RETURNS_VALUE, sentence.text[value.start() : value.end()])
    elif first and first[0] in {"return", "returns"}:
        following = sentence.words(1, 3)
        if not {"none", "nothing", "early", "immediately", "from", "control"} & {*following}:
            words = sentence.between(0, min(2, len(sentence.tokens) - 1))
            yield Claim(ClaimKind.RETURNS_VALUE, words)


def read_types(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """The type that a text gives to what it describes: *a string with*, *as a list*, *True if*."""
    place = _type_at(sentence, passage)
    if place is not None:
        at, name = place
        yield Claim(ClaimKind.TYPE, sentence.between(max(at - 1, 0), at), passage.subject, name)


def _type_at(sentence: Sentence, passage: Passage) -> tuple[int, str] | None:
    start = _start(sentence, passage)
    if start is None:
        return _as_type(sentence, passage)
    head = sentence.words(start, start + 3)
    if head and head[0] in {"true", "false"} and {*head[1:2]} & {"if", "when", "unless", "or"}:
        return start, "bool"
    for at in range(start, min(start + 2, len(sentence.tokens))):
        leading = {*sentence.words(start, at)} <= {"a", "an"}
        verb = at == start and sentence.spelled[at] == "set"
        if _named(sentence, at) and leading and not verb:
            return at, _TYPES[sentence.spelled[at]]
    return _as_type(sentence, passage)


def _start(sentence: Sentence, passage: Passage) -> int | None:
    """Where what is described is named: at once in an entry, behind *return* in prose."""
    if passage.part in (Part.PARAMETER, Part.ATTRIBUTE, Part.RETURNS, Part.YIELDS):
        must = sentence.words(0, 2) == ("must", "be")
        return 2 if must else 0
    if passage.part in (Part.SUMMARY, Part.DESCRIPTION):
        return 1 if sentence.words(0, 1) in {("return",), ("returns",)} else None
    return None


def _as_type(sentence: Sentence, passage: Passage) -> tuple[int, str] | None:
    """*Return the total as a string*, *the result as a list*, *fetch it, as a bytes object*."""
    if passage.part in (Part.ATTRIBUTE, Part.YIELDS, Part.RAISES):
        return None
    given = {"given", "passed", "specified", "supplied", "provided"}
    result = (passage.part is Part.PARAMETER and bool(given & sentence.vocabulary)) or bool(
        {"return", "returns", "returned", "result"} & sentence.vocabulary
    )
    for at in range(2, len(sentence.tokens)):
        behind = sentence.words(at - 2, at) in {("as", "a"), ("as", "an")}
        comma = at > 2 and sentence.tokens[at - 3].text == ","
        if behind and _named(sentence, at) and (result or comma):
            return at, _TYPES[sentence.spelled[at]]
    return None


def _named(sentence: Sentence, at: int) -> bool:
    return sentence.spelled[at] in _TYPES and _stands_alone(sentence, at)


_TAKES = frozenset({"is", "be", "are", "takes", "expects"})


def read_parameter_types(
    sentence: Sentence, passage: Passage, names: frozenset[str]
) -> Iterator[Claim]:
    """*The argument x is a list*, *`x` has to be a string*."""
    if passage.part not in (Part.SUMMARY, Part.DESCRIPTION) or sentence.vocabulary.isdisjoint(
        _TYPES
    ):
        return
    for at in range(2, len(sentence.tokens)):
        before = sentence.words(at - 2, at)
        said = before[-1] in {"a", "an"} and before[-2] in _TAKES
        if not said or not _named(sentence, at):
            continue
        near = [token.text.strip("*") for token in sentence.tokens[max(at - 6, 0) : at]]
        subject = next((name for name in reversed(near) if name in names), "")
        if subject:
            words = sentence.between(at - 1, at)
            yield Claim(ClaimKind.TYPE, words, subject, _TYPES[sentence.spelled[at]])


_ALLOWED = re.compile(
    r"\bnone is (?:allowed|accepted|permitted|ok|fine|valid)\b|\b(?:may|can)(?: also)? be none\b"
)
_IF_NONE = re.compile(r"(?:^|[.;,(] ?)(?:if|when) `{0,2}(?:\w+`{0,2} is )?`{0,2}none\b")


def read_none_allowed(
    sentence: Sentence, passage: Passage, names: frozenset[str]
) -> Iterator[Claim]:
    """*None is allowed*, *if None, …*, *if `x` is None, …*: claims that an argument may be None."""
    text = sentence.text.lower()
    if "none" not in text:
        return
    match = _ALLOWED.search(text) or _IF_NONE.search(text)
    if match is None:
        return
    if "None" not in sentence.text[match.start() : match.end() + 1]:
        return
    subject = passage.subject if passage.part is Part.PARAMETER else ""
    for token in sentence.tokens if not subject else ():
        if token.text.strip("*") in names and token.start <= match.end() + 2:
            subject = token.text.strip("*")
    if subject:
        words = sentence.text[match.start() : match.end()].strip(" ,;(.")
        yield Claim(ClaimKind.NONE_ALLOWED, words, subject)


def _stands_alone(sentence: Sentence, at: int) -> bool:
    following = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
    return following is None or following.word in _OPEN
