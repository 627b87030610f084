"""What prose says of the result: that there is one, that it may be None, of which type it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage
from .none_topics import is_element, is_none
from .polarity import is_denied
from .sentence import Sentence
from .type_words import type_at

_RETURNS = frozenset({"return", "returns", "returned", "returning", "give", "gives", "yields"})
# Behind one of these None is that of something else: "if it is None", "set to None", "non-None".
_OF_SOMETHING = frozenset({"if", "when", "is", "are", "unless", "to", "with", "non", "for", "by"})
# "The result is None if": said of what comes out.
_RESULTS = frozenset({"result", "output"})


def read_results(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """Claims about what is returned."""
    if passage.part in (Part.SUMMARY, Part.DESCRIPTION, Part.RETURNS):
        yield from _none(sentence, passage)
    if passage.part in (Part.SUMMARY, Part.DESCRIPTION):
        yield from _value(sentence, passage)


def _none(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """*Returns None if*, *or None when*; in a Returns section *None if* is enough."""
    if "None" not in sentence.text:
        return
    for at, token in enumerate(sentence.tokens):
        if not is_none(token) or is_element(sentence, at):
            continue
        start, _ = sentence.clause(at)
        before = sentence.words(start, at)
        near = before[-3:] if before[-1:] != ("or",) else before
        returned = passage.part is Part.RETURNS or bool((_RETURNS | _RESULTS) & {*near})
        returned = returned or (passage.part is Part.SUMMARY and before[-1:] == ("or",))
        told = bool(_RESULTS & {*before[-4:]})
        if not returned or (_OF_SOMETHING & {*before[-2:]} and not told):
            continue
        if before[:1] in {("if",), ("when",), ("unless",)} and _RETURNS & {*before}:
            continue  # "If a function returns None" is said of another one.
        words = sentence.between(start, at)
        yield Claim(ClaimKind.RETURNS_NONE, words, negated=is_denied(sentence, at))


_NOTHING = re.compile(
    r"\breturn(?:s|ing)? nothing\b(?! (?:of|but|else|more))"
    r"|\bno return value\b|\bnothing is returned\b"
    r"|\b(?:does not|doesn't) return anything\b"
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
    elif value is not None and text[: value.start()].endswith("without "):
        yield Claim(ClaimKind.RETURNS_VALUE, value[0], negated=True)
    elif value is not None and (value.start() == 0 or passage.part is Part.SUMMARY):
        yield Claim(ClaimKind.RETURNS_VALUE, sentence.text[value.start() : value.end()])
    elif (
        first
        and first[0] in {"return", "returns"}
        and not any(is_none(token) for token in sentence.tokens[1:2])
    ):
        following = sentence.words(1, 3)
        if not {"none", "nothing", "early", "immediately", "from", "control", "is"} & {*following}:
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
        name = type_at(sentence, at)
        if name and leading and not verb:
            return at, name
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
        name = type_at(sentence, at) if behind and (result or comma) else ""
        if name:
            return at, name
    return None
