"""Whether prose says that a parameter must be given or may be left out, in whatever words.

The words of the topic stand for one of two answers each; a negation in front turns them round. What
nobody foresaw is only a mention: it must be borne out by the signature, but is never called false.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..claims import Claim, ClaimKind, Part, Passage, Sureness
from .demand_words import (
    ADJECTIVES,
    ERROR,
    IF_NONE,
    ITSELF,
    NAMED,
    NAMING,
    NONE_GIVEN,
    NOT,
    NOUN,
    OTHER,
    PREDICATE,
    SIGNAL,
    TRIGGERS,
)
from .sentence import Sentence, TokenKind
from .spoken import MARK, Spoken, spoken
from .values import is_literal, value_at


@dataclass(frozen=True, slots=True)
class Demand:
    """One word of the topic.

    Attributes:
        subject: The parameter that it is about.
        is_required: Whether it says that it must be given.
        words: The word.
        leaves_out: Whether it speaks of leaving out or of a default, not of *optional* alone.
        is_plain: Whether the statement says little else.
    """

    subject: str
    is_required: bool
    words: str
    leaves_out: bool
    is_plain: bool


def read_demands(
    sentence: Sentence, passage: Passage, names: frozenset[str], told: frozenset[str]
) -> Iterator[Claim]:
    """Claims that a parameter must be given or may be left out, and what is taken then.

    Args:
        sentence: The sentence.
        passage: Where it stands.
        names: The parameters.
        told: The parameters whose default it was understood to state.
    """
    if passage.part not in _PARTS or sentence.vocabulary.isdisjoint(TRIGGERS):
        return
    said = spoken(sentence.text, passage, names)
    demands = tuple(_demands(said)) if said is not None else ()
    for subject in dict.fromkeys(demand.subject for demand in demands):
        if subject not in told:
            yield from _claims(sentence, [item for item in demands if item.subject == subject])


def _claims(sentence: Sentence, demands: list[Demand]) -> Iterator[Claim]:
    """What is said first of a parameter, and the value that is told beside leaving it out."""
    # "Out of the box it equals nothing and has to be given."
    needed = (item for item in demands if item.words.startswith(_GIVEN))
    demand = next(needed, demands[0]) if demands[0].words in _STARTS else demands[0]
    kind = ClaimKind.REQUIRED if demand.is_required else ClaimKind.OPTIONAL
    value = "left out" if demand.leaves_out else ""
    sureness = Sureness.READ if demand.is_plain else Sureness.MENTIONED
    yield Claim(kind, demand.words.replace(MARK, "it"), demand.subject, value, sureness=sureness)
    for item in demands if not demand.is_required else ():
        if item.leaves_out:
            yield from _value(sentence, item)
            return


_STARTS = frozenset({"by default", "out of the box", "to begin with", "initially"})
_GIVEN = ("must ", "has to ", "have to ", "needs to ")
# Blanks in a statement that says one thing alone: "the argument may be omitted".
_SHORT = 5
_PARTS = (Part.SUMMARY, Part.DESCRIPTION, Part.PARAMETER)


def _demands(said: Spoken) -> Iterator[Demand]:
    if said.text.rstrip().endswith("?") or NONE_GIVEN.search(said.text):
        return
    fails = ERROR.search(said.text) is not None
    for match in SIGNAL.finditer(said.text):
        if not _is_meant(said, match):
            continue
        kind, words = str(match.lastgroup), match[0]
        at = match.start() + max(words.find(MARK), 0)
        required = kind == "required"
        if kind != "taken":
            inside = kind == "default" or (required and not words.startswith("no "))
            denials = _is_denied(said, match) + (len(NOT.findall(words)) if inside else 0)
            required = required != (denials % 2 == 1)
        leaves_out = kind not in {"required", "optional"}
        subject = said.parameter_at(at)
        if subject and not ("default" in subject and words in _OWN):
            start, end = said.clause(match.start())
            plain = not fails and kind != "taken" and said.text.count(" ", start, end) < _SHORT
            yield Demand(subject, required or (fails and leaves_out), words, leaves_out, plain)


def _is_denied(said: Spoken, match: re.Match[str]) -> bool:
    """Whether it is denied; "equals nothing and has to be given" denies the former alone."""
    if not match[0].startswith(_GIVEN) or said.text[: match.start()][-5:] != " and ":
        return said.is_denied(match.start())
    return False


_ITS = re.compile(r"§|\b(?:it|this|one|them|they|value|argument|parameter)\b")
# What a parameter may be that is called so itself.
_OWN = frozenset({"default value", "the default", "its default", "a default"})


def _is_meant(said: Spoken, match: re.Match[str]) -> bool:
    """Whether it is said of the parameter, not of something else in the sentence."""
    start, _ = said.clause(match.start())
    before = said.text[start : match.start()]
    if match[0] in ADJECTIVES and not PREDICATE.match(said.text, match.end()):
        return match.start() == 0 and bool(said.subject) and match[0] == "optional"
    # "The use of a keyword is not a matter of taste but compulsory."
    whole = said.text[_begin(said.text, match.start()) : match.start()]
    if OTHER.search(before) or NAMING.search(whole) or NAMED.match(said.text, match.end()):
        return False
    noun = NOUN.search(before) if match.lastgroup != "vague" else None
    if noun is not None and noun["noun"] not in ITSELF and MARK not in noun[0]:
        return False
    # "A good start is needed" need not be about a parameter that comes later.
    if match.lastgroup == "required" and not said.subject:
        return bool(_ITS.search(said.text, *said.clause(match.start())))
    # "By default, …" need not be about a parameter that comes later.
    if match.lastgroup not in {"default", "taken"}:
        return True
    return not IF_NONE.search(said.text) and (bool(said.subject) or said.is_named_by(match.end()))


def _begin(text: str, end: int) -> int:
    """Where the words begin that no stop parts from a place."""
    return max(text.rfind(stop, 0, end) for stop in ";:(,.") + 1


def _value(sentence: Sentence, demand: Demand) -> Iterator[Claim]:
    """The value that is told beside words of leaving out: it must be the default."""
    words = frozenset(demand.words.split())
    at = next((i for i, word in enumerate(sentence.spelled) if word in words), 0)
    values = [(abs(i - at), i) for i in range(len(sentence.tokens)) if _stated(sentence, i)]
    if values:
        _, place = min(values)
        first, last = sorted((at, place))
        yield Claim(
            ClaimKind.DEFAULT,
            sentence.between(first, last),
            demand.subject,
            _stated(sentence, place),
            sureness=Sureness.MENTIONED,
        )


def _stated(sentence: Sentence, at: int) -> str:
    """The value that a token states; a condition's is not what is taken."""
    token, before = sentence.tokens[at], sentence.words(at - 2, at)
    if token.kind is TokenKind.CODE and "=" in token.text:
        value = token.text.partition("=")[2]
        return value if is_literal(value) else ""
    if token.text in _BRACKETS:
        end = sentence.text.find(_BRACKETS[token.text], token.start) + 1
        piece = sentence.text[token.start : end]
        return piece if any(map(str.isdigit, piece)) and is_literal(piece) else ""
    # "128-bit" is no value of its own, and "whenever none is given" no None.
    number = token.kind is TokenKind.NUMBER
    hyphen = number and sentence.text[token.end : token.end + 1] == "-"
    # "OAuth 2.0", "ISO 8601".
    if number and at > 1 and sentence.tokens[at - 1].text[:1].isupper():
        return ""
    if before[-1:] in _ASKED or before == ("set", "to") or hyphen or token.text == "none":
        return ""
    return value_at(sentence, at, weak=False)


_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_ASKED = {("if",), ("when",), ("not",), ("unless",)}
