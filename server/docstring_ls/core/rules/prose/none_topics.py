"""None as what comes out, however the sentence around it is built."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage, Sureness
from .polarity import is_denied, segment
from .sentence import Sentence, Token, TokenKind, token_at

_PARTS = (Part.SUMMARY, Part.DESCRIPTION, Part.RETURNS)
# Words of a clause that speaks of what a call gives.
_GIVEN = re.compile(
    r"\b(?:return(?:s|ed|ing)?|results?|outcomes?|output|evaluat\w+|comes? (?:out|back)|get[s]?|got"
    r"|giv\w+|hand(?:s|ed|ing)?|obtain\w*|receiv\w+|yield\w*|produc\w+|deliver\w*|fall\w* back"
    r"|ends? (?:up|in|with)|left with|callers?|sentinel|value of the call)\b"
)
# In front of None these show that it is what something is set to or tested for.
_OF_SOMETHING = frozenset(
    {
        *("if", "when", "unless", "set", "setting", "pass", "passing", "passed", "use", "using"),
        *("default", "defaults", "defaulting", "is", "isn't", "was", "are", "be", "to", "non"),
    }
)


def read_none_mentions(
    sentence: Sentence, passage: Passage, parameters: frozenset[str]
) -> Iterator[Claim]:
    """Mentions of None, or of a missing result.

    Args:
        sentence: The sentence.
        passage: Where it stands.
        parameters: Names that are parameters; None may be that of an argument.
    """
    if passage.part not in _PARTS:
        return
    if "None" in sentence.text:
        yield from _none(sentence, passage, parameters)
    else:
        yield from _missing(sentence, passage)


# "If a hook returns None" is said of the hook.
_OF_ANOTHER = frozenset(
    (condition, article) for condition in ("if", "when") for article in ("a", "an", "any", "one")
)


def _none(sentence: Sentence, passage: Passage, parameters: frozenset[str]) -> Iterator[Claim]:
    """None as a word; its subject is the parameter beside it, *result*, or not told."""
    for at, token in enumerate(sentence.tokens):
        if not is_none(token) or is_element(sentence, at):
            continue
        start = segment(sentence, at)[0]
        if sentence.words(start, start + 2) in _OF_ANOTHER:
            continue
        yield Claim(
            ClaimKind.RETURNS_NONE,
            sentence.between(start, at),
            subject=_subject(sentence, passage, parameters, at),
            negated=is_denied(sentence, at),
            sureness=Sureness.MENTIONED,
        )


# Said of a result these words mean None.
_MISSING = re.compile(
    r"\boptional (?:value|result|object)\b|\b(?:is|are) optional\b|\bnullable\b"
    r"|\b(?:returns?|gives?|or a?) ?(?:null|nil)\b|\bor nothing\b|\bnothing (?:otherwise|if|when)\b"
    r"|\b(?:is|be) (?:missing|absent|unset)\b|\b(?:a )?missing (?:result|value)\b"
)


def _missing(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """Other words for None, where they are said of the result."""
    text = sentence.text.lower()
    missing = _MISSING.search(text)
    match = missing or _PRESENT.search(text)
    if match is None:
        return
    at = token_at(sentence, match.start())
    start, end = segment(sentence, at)
    said = text[sentence.tokens[start].start : sentence.tokens[end - 1].end]
    if passage.part is Part.RETURNS or _GIVEN.search(said):
        yield Claim(
            ClaimKind.RETURNS_NONE,
            sentence.text[match.start() : match.end()],
            subject="result",
            negated=is_denied(sentence, at) is (missing is not None),
            sureness=Sureness.MENTIONED,
        )


# That there is a result each time, so that it never is None.
_PRESENT = re.compile(
    r"\balways (?:present|there|available|a result|produced|obtained|gives|hands)\b"
    r"|\b(?:result|value) is (?:guaranteed|always)\b|\b(?:always|invariably) returns\b"
    r"|\bthere is always an?\b|\bguaranteed to (?:return|be there|be present|exist)\b"
    r"|\bnever missing\b"
)


def is_given(words: str) -> bool:
    """Whether words say that something comes out of a call."""
    return _GIVEN.search(words.lower()) is not None


def is_none(token: Token) -> bool:
    """Whether a token is None itself, or a test for it."""
    if token.kind is TokenKind.CODE:
        return token.text in {"None", "is None", "is not None", "== None"}
    return token.text == "None" and token.kind is TokenKind.WORD


def is_element(sentence: Sentence, at: int) -> bool:
    """Whether None is one of several values: *(None, None)*, *none of them*."""
    if sentence.spelled[at] and sentence.words(at + 1, at + 2) == ("of",):
        return True
    around = [sentence.tokens[place].text for place in (at - 1, at + 1)
              if 0 <= place < len(sentence.tokens)]  # fmt: skip
    return len(around) == 2 and set(around) <= {"(", ")", ",", "[", "]"} and "," in around


def _subject(sentence: Sentence, passage: Passage, parameters: frozenset[str], at: int) -> str:
    start, end = segment(sentence, at)
    near = [token.text.strip("*") for token in sentence.tokens[start : min(end, at + 4)]]
    named = next((name for name in near if name in parameters), "")
    tested = _OF_SOMETHING & {*sentence.words(max(start, at - 2), at)}
    if named and tested:
        return named
    said = sentence.text[sentence.tokens[start].start : sentence.tokens[end - 1].end].lower()
    if passage.part is Part.RETURNS or _GIVEN.search(said):
        return "result"
    return named or ("" if tested else "result")
