"""What prose says of how a symbol is used: in a *with* block, by a call, like an attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage
from .sentence import Sentence

_WITH = re.compile(
    r"\bas an? (?:\w+ )?context manager\b(?! \w+er\b)"
    r"|\b(?:is|be|no|isn't) (?:an? |no )?(?:\w+ )?context manager\b"
    r"|^(?:an? |the |returns? an? )?(?:async(?:hronous)? )?context manager"
    r"(?=[.,;]|$| (?:that|which|for|to|over))"
    r"|\b(?:use|used|using|usable|works?|working|meant|made)\b[^.;]{0,40}?"
    r"`{0,2}\bwith`{0,2} (?:statement|block)s?\b"
)
_CALL = re.compile(
    r"\bwith parentheses\b|^call (?:it|this)\b|\bcall this (?:method|function)\b"
    r"|\bmust be called (?:with|like|as)\b|\bis called like a (?:method|function)\b"
)
_READ = re.compile(
    r"\bwithout parentheses\b|\b(?:read|access|accessed|used|get|use) (?:\w+ )?(?:as|like) an? "
    r"(?:plain )?attribute\b"
    r"|^this (?:\w+ )?property\b|\bread this property\b"
    r"|^(?:an? )?(?:read[- ]only |computed )?property\b"
)
_NOT = re.compile(r"\b(?:not|no|never|can't|cannot|isn't|doesn't|won't|without|needn't)\b[^.;]*$")
_PARTS = (Part.SUMMARY, Part.DESCRIPTION, Part.RETURNS)
_SAYINGS = (
    (ClaimKind.CONTEXT_MANAGER, _WITH, False, ("with", "context")),
    (ClaimKind.PROPERTY, _READ, False, ("property", "attribute", "parentheses")),
    (ClaimKind.PROPERTY, _CALL, True, ("call", "called", "parentheses")),
)


def read_use(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """Claims about how it is used; one of a kind in a sentence is enough."""
    if passage.part not in _PARTS:
        return
    text = sentence.text.lower()
    for kind, pattern, opposite, signs in _SAYINGS:
        match = pattern.search(text) if any(sign in text for sign in signs) else None
        if match is not None:
            words = sentence.text[match.start() : match.end()]
            denied = _NOT.search(text[: match.start()]) or _NOT.search(match[0][:12])
            negated = bool(denied) and "without parentheses" not in match[0]
            yield Claim(kind, words, negated=negated != opposite)
