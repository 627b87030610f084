"""What prose says a symbol is: a coroutine, a generator, a context manager, a property."""

from __future__ import annotations

from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage
from .sentence import Sentence

_NOUNS = {
    "coroutine": ClaimKind.COROUTINE,
    "coroutines": ClaimKind.COROUTINE,
    "awaitable": ClaimKind.COROUTINE,
    "generator": ClaimKind.GENERATOR,
    "property": ClaimKind.PROPERTY,
    "decorator": ClaimKind.DECORATOR,
}
_ADVERBS = {
    "asynchronously": ClaimKind.COROUTINE,
    "asynchronous": ClaimKind.COROUTINE,
    "awaited": ClaimKind.COROUTINE,
}
_YIELDING = frozenset({"yields", "yield", "yielding"})
_TRIGGERS = frozenset({*_NOUNS, *_ADVERBS, *_YIELDING, "manager", "managers"})
_SELF = frozenset({"a", "an", "this", "the", "as"})
_NEGATION = frozenset({"not", "never", "isn't", "no", "without", "non"})
# What may follow; any other word makes it part of a longer noun: "context manager exit".
_OPEN = frozenset(
    {
        *("that", "which", "for", "to", "over", "of", "yielding", "and", "or", "so", "if", "when"),
        *(
            "whose",
            "with",
            "it",
            "this",
            "in",
            "from",
            "function",
            "method",
            "object",
            "returning",
            "used",
        ),
        *("giving", "producing", "wrapping", "by", "as", "around", "managing"),
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
            negated = bool(_NEGATION & {*sentence.words(at - 3, at)})
            yield Claim(kind, token.text, negated=negated)


def _kind(sentence: Sentence, at: int, passage: Passage) -> ClaimKind | None:
    word, before = sentence.tokens[at].word, sentence.words(at - 3, at)
    if word in {"manager", "managers"} and before[-1:] == ("context",):
        return ClaimKind.CONTEXT_MANAGER if _is_itself(sentence, at - 1, passage) else None
    if word in _NOUNS and _is_itself(sentence, at, passage):
        return _NOUNS[word]
    if word in _ADVERBS and (at < 3 or (word == "awaited" and {"must", "be"} <= {*before})):
        return _ADVERBS[word]
    if word in _YIELDING and passage.part in (Part.SUMMARY, Part.DESCRIPTION) and at < 2:
        return ClaimKind.GENERATOR
    return None


def _is_itself(sentence: Sentence, at: int, passage: Passage) -> bool:
    """Whether a noun is said of the symbol: *is a coroutine*, *a generator that*, *returns a*."""
    noun = at + 1 if sentence.tokens[at].word == "context" else at
    if (
        sentence.words(noun + 1, noun + 2) > ("",)
        and sentence.words(noun + 1, noun + 2)[0] not in _OPEN
    ):
        return False
    before = [word for word in sentence.words(at - 4, at) if word not in _NEGATION]
    while before and before[-1] in {*_SELF, "python", "asynchronous", "async", "simple", ""}:
        before.pop()
    if not before:
        return at < 4
    if passage.part in (Part.RETURNS, Part.YIELDS):
        return False
    return before[-1] in {"is", "it's", "being", "be", "function", "method", "returns", "return"}
