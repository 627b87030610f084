"""What prose says of a parameter's type, and that it may be None."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage
from .sentence import Sentence
from .type_words import TYPE_WORDS, type_at

_TAKES = frozenset({"is", "be", "are", "takes", "expects"})


def read_parameter_types(
    sentence: Sentence, passage: Passage, names: frozenset[str]
) -> Iterator[Claim]:
    """*The argument x is a list*, *`x` has to be a string*."""
    if passage.part not in (Part.SUMMARY, Part.DESCRIPTION) or sentence.vocabulary.isdisjoint(
        TYPE_WORDS
    ):
        return
    for at in range(2, len(sentence.tokens)):
        before = sentence.words(at - 2, at)
        said = before[-1] in {"a", "an"} and before[-2] in _TAKES
        type_name = type_at(sentence, at) if said else ""
        if not type_name:
            continue
        near = [token.text.strip("*") for token in sentence.tokens[max(at - 6, 0) : at]]
        subject = next((name for name in reversed(near) if name in names), "")
        if subject:
            words = sentence.between(at - 1, at)
            yield Claim(ClaimKind.TYPE, words, subject, type_name)


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
