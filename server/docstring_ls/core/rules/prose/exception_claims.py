"""What prose says of exceptions: which leave, which never do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage
from .exception_names import is_exception, is_ruled_out
from .sentence import NEGATIONS, Sentence

_WHEN = frozenset({"if", "when", "unless", "whenever", "on", "for", "where"})
_LEAVES = frozenset(
    {
        *("raise", "raises", "raised", "raising", "throw", "throws", "thrown", "throwing"),
        *("propagate", "propagates", "propagated", "fail", "fails", "failing", "error", "errors"),
        *("escape", "escapes", "signals", "signal", "signalled", "triggers", "trigger", "abort"),
        *("passed", "reaches", "forwarded", "reported", "given"),
        *("aborts", "causes", "results", "leads", "reraises", "surfaces", "bubbles", "yields"),
    }
)
_HELD = frozenset(
    {
        *("catch", "catches", "caught", "catching", "handle", "handles", "handled", "handling"),
        *("suppress", "suppresses", "suppressed", "swallow", "swallows", "swallowed", "ignore"),
        *("ignores", "ignored", "wrap", "wraps", "wrapped", "convert", "converts", "converted"),
        *("translate", "translates", "translated", "turn", "turns", "log", "logs", "logged"),
        *("silence", "silences", "except", "retry", "retries", "retried", "unless"),
    }
)
_INSTEAD = frozenset({"instead", "rather"})
_ANY = frozenset({"exception", "exceptions", "error", "errors", "anything"})
_VERBS = frozenset(
    {"raise", "raises", "raised", "raising", "throw", "throws", "thrown", "throwing"}
)


def read_exceptions(sentence: Sentence, passage: Passage, names: frozenset[str]) -> Iterator[Claim]:
    """Claims that an exception leaves, or that none does.

    Args:
        sentence: The sentence.
        passage: Where it stands.
        names: Exceptions that the code names, whatever they are called.
    """
    if passage.part is Part.RAISES:
        return
    places = [at for at, token in enumerate(sentence.tokens) if is_exception(token, names)]
    for at in places:
        verb = _verb(sentence, at)
        if not _leaves(sentence, at, verb):
            continue
        name = sentence.tokens[at].text.removesuffix("()").strip("~*")
        first, last = min(at, verb if verb is not None else at), max(at, verb or at)
        yield Claim(
            ClaimKind.RAISES,
            sentence.between(first, last),
            name,
            negated=is_ruled_out(sentence, at),
            condition=condition_behind(sentence, last),
        )
    if not places:
        yield from _never(sentence)


def _leaves(sentence: Sentence, at: int, verb: int | None) -> bool:
    """Whether an exception is said to leave: by a verb, else by standing there with a condition."""
    if verb is not None:
        return sentence.tokens[verb].word not in _HELD
    return at < 3 and bool(_WHEN & {*sentence.words(at + 1, at + 2)})


_SILENT = re.compile(
    r"\b(?:no|any|in no case is an?|never an?) (?:\w+ )?(?:exceptions?|errors?)\b[^.;]*\b"
    r"(?:leaves?|escapes?|raised|thrown|propagates?|propagated|reaches|occurs?)\b"
    r"|\b(?:all )?(?:exceptions|errors|failures) (?:are|is|will be) (?:\w+ )?"
    r"(?:swallowed|suppressed|ignored|silenced|caught|hidden)\b"
)


def _never(sentence: Sentence) -> Iterator[Claim]:
    """*Never raises*, *does not throw*, *no exception is raised*, *without raising*."""
    text = sentence.text.lower()
    silent = _SILENT.search(text) if _ANY & sentence.vocabulary else None
    if silent is not None and not re.match(r"any\b", silent[0]):
        at = next(at for at, token in enumerate(sentence.tokens) if token.end > silent.start())
        yield Claim(
            ClaimKind.NEVER_RAISES,
            sentence.text[silent.start() : silent.end()],
            condition=_condition_before(sentence, at),
        )
        return
    if sentence.vocabulary.isdisjoint(_VERBS):
        return
    for at, token in enumerate(sentence.tokens):
        if token.word not in _VERBS:
            continue
        before, after = _clause_before(sentence, at), sentence.words(at + 1, at + 4)
        if not (NEGATIONS & {*before}) or _INSTEAD & {*after} or _WHEN & {*before}:
            continue
        others = {word for word in after if word} - _ANY - {"an", "any", "a", "on", "for", "if"}
        if token.word in {"raised", "thrown"} and not _ANY & {*before}:
            continue
        if not others or _ANY & {*before, *after}:
            yield Claim(
                ClaimKind.NEVER_RAISES,
                sentence.between(max(at - 2, 0), at),
                condition=_condition_before(sentence, at) or condition_behind(sentence, at),
            )
            return


def _condition_before(sentence: Sentence, at: int) -> str:
    """The clause in front that limits a statement: *For a device without support,*."""
    commas = [place for place in range(at) if sentence.tokens[place].text == ","]
    limits = commas and sentence.words(0, 1)[0] in _WHEN | {"with", "without", "in", "unless"}
    return sentence.between(0, commas[-1] - 1) if limits else ""


def _clause_before(sentence: Sentence, at: int) -> tuple[str, ...]:
    """The words right before a token that no comma parts from it."""
    start = max(at - 4, 0)
    commas = [place for place in range(start, at) if sentence.tokens[place].text == ","]
    return sentence.words(commas[-1] + 1 if commas else start, at)


def _verb(sentence: Sentence, at: int) -> int | None:
    """The verb that says what becomes of an exception: the nearest in its clause."""
    start, end = sentence.clause(at)
    verbs = [
        place
        for place in range(start, end)
        if sentence.tokens[place].word in _LEAVES | _HELD and place != at
    ]
    return min(verbs, key=lambda place: (abs(place - at), place > at), default=None)


def condition_behind(sentence: Sentence, at: int) -> str:
    """The words behind a token that say when something is so, or nothing."""
    for place in range(at + 1, len(sentence.tokens)):
        if sentence.tokens[place].word in _WHEN:
            return sentence.text[sentence.tokens[place].start :].rstrip(" .")
    return ""
