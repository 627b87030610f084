"""What prose says a symbol is: a coroutine, a generator, a context manager, a property."""

from __future__ import annotations

from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage
from .sentence import NEGATIONS, Sentence

_NOUNS = {
    "coroutine": ClaimKind.COROUTINE,
    "coroutines": ClaimKind.COROUTINE,
    "awaitable": ClaimKind.COROUTINE,
    "generator": ClaimKind.GENERATOR,
    "decorator": ClaimKind.DECORATOR,
}
_ADVERBS = {
    "asynchronously": ClaimKind.COROUTINE,
    "asynchronous": ClaimKind.COROUTINE,
}
# What says the opposite.
_OPPOSITES = {
    "synchronous": ClaimKind.COROUTINE,
    "synchronously": ClaimKind.COROUTINE,
    "blocking": ClaimKind.COROUTINE,
}
_METHODS = {"static": ClaimKind.STATIC_METHOD, "class": ClaimKind.CLASS_METHOD}
_YIELDING = frozenset({"yields", "yield", "yielding"})
_TRIGGERS = frozenset(
    {*_NOUNS, *_ADVERBS, *_OPPOSITES, *_YIELDING, "yielded", "await", "awaited", "method"}
)
_SELF = frozenset({"a", "an", "this", "the", "as"})
# What may follow; any other word makes it part of a longer noun: "context manager exit".
_OPEN = frozenset(
    {
        *("that", "which", "for", "to", "over", "of", "yielding", "and", "or", "so", "if", "when"),
        *("whose", "with", "it", "this", "in", "from", "function", "method", "object", "used"),
        *("returning", "giving", "producing", "wrapping", "by", "as", "around", "managing", "is"),
    }
)


def read_nature(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """Claims about the symbol itself; those about its parameters are not among them."""
    if passage.part not in (Part.SUMMARY, Part.DESCRIPTION, Part.RETURNS, Part.YIELDS):
        return
    if sentence.vocabulary.isdisjoint(_TRIGGERS):
        return
    for at, token in enumerate(sentence.tokens):
        kind = _kind(sentence, at, passage)
        if kind is not None:
            negated = bool(NEGATIONS & {*sentence.words(at - 3, at)})
            yield Claim(kind, token.text, negated=negated != (token.word in _OPPOSITES))


def _kind(sentence: Sentence, at: int, passage: Passage) -> ClaimKind | None:
    word, before = sentence.tokens[at].word, sentence.words(at - 3, at)
    if word == "method" and before[-1:] and before[-1] in _METHODS:
        return _METHODS[before[-1]] if {"this", "a", "is"} & {*before[:-1]} else None
    if word in _OPPOSITES and "non" not in before and (at < 2 or {"is", "a"} & {*before}):
        return _OPPOSITES[word]
    if word in _NOUNS and _is_itself(sentence, at, passage):
        return _NOUNS[word]
    following = sentence.words(at + 1, at + 2)
    if word == "asynchronous" and {"generator", "iterator", "context"} & {*following}:
        return None
    if word == "awaited":
        return ClaimKind.COROUTINE if {"must", "be"} <= {*before} else None
    if word == "await" and {"no", "needs"} & {*before}:
        return ClaimKind.COROUTINE
    if word in _ADVERBS and (at < 3 or following in {(), ("",)}):
        return _ADVERBS[word]
    if word == "yielded" and {"are", "is"} & {*before[-1:]}:
        return ClaimKind.GENERATOR
    prose = passage.part in (Part.SUMMARY, Part.DESCRIPTION)
    if word in _YIELDING and prose and at == 0 and following not in {("control",), ("to",)}:
        return ClaimKind.GENERATOR
    return None


def _is_itself(sentence: Sentence, at: int, passage: Passage) -> bool:
    """Whether a noun is said of the symbol: *is a coroutine*, *a generator that*, *returns a*."""
    following = sentence.words(at + 1, at + 2)
    if following and following[0] and following[0] not in _OPEN:
        return False
    before = [word for word in sentence.words(at - 4, at) if word not in NEGATIONS]
    while before and before[-1] in {*_SELF, "python", "asynchronous", "async", "simple", ""}:
        before.pop()
    if not before:
        return at < 4
    if passage.part in (Part.RETURNS, Part.YIELDS):
        return False
    return before[-1] in {"is", "it's", "being", "be", "function", "method", "returns", "return"}
