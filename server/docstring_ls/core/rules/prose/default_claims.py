"""What prose says of a parameter's default, and whether it must be given."""

from __future__ import annotations

from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage
from .sentence import NEGATIONS, Sentence, TokenKind
from .values import is_identifier, value_at

_DEFAULT = frozenset({"default", "defaults", "defaulted", "defaulting"})
_FALLBACK = frozenset({"fallback"})
# "unless given", "if omitted", "when it is not set": then comes what is taken instead.
_WHEN = frozenset({"if", "when", "unless", "where", "whenever", "without", "otherwise"})
_TRIGGERS = _DEFAULT | _FALLBACK | _WHEN
_LEFT_OUT = frozenset({"omitted", "absent", "unspecified", "unset", "missing", "left", "lacking"})
_GIVEN = frozenset(
    {
        *("given", "specified", "provided", "set", "passed", "supplied", "overridden", "stated"),
        *("told", "changed", "requested", "chosen", "defined", "present"),
    }
)
# Words between *if* and *omitted* where it is the argument itself that is left out.
_IT = frozenset(
    {
        *("it", "this", "that", "is", "are", "was", "argument", "parameter", "value", "option"),
        *("the", "left", "explicitly", "otherwise", "none", "nothing", "anything", "one"),
    }
)
_LINKS = frozenset(
    {"", "is", "are", "was", "the", "its", "a", "as", "being", "usual", "will", "be"}
)
# Tokens between a trigger and the value behind it: "the default for this is usually 3".
_REACH_AFTER = 6
# The same in front of it: "4096 bytes by default".
_REACH_BEFORE = 4
# "The code with which it answers, 301 unless told otherwise".
_REACH_FAR = 8


def read_defaults(sentence: Sentence, passage: Passage, names: frozenset[str]) -> Iterator[Claim]:
    """Claims about the default of the parameter that a sentence is about."""
    if sentence.vocabulary.isdisjoint(_TRIGGERS):
        return
    told: set[str] = set()
    for at, token in enumerate(sentence.tokens):
        if token.word not in _DEFAULT and token.word not in _FALLBACK:
            continue
        if not _tells(sentence, at):
            continue
        found = _value_beside(sentence, at)
        subject = _subject(sentence, at, passage, names)
        anybody = passage.part in (Part.SUMMARY, Part.DESCRIPTION) and bool(names)
        fresh = subject not in told and (bool(subject) or anybody)
        if found is not None and fresh and not _is_of_none(sentence, at):
            place, value = found
            first, last = sorted((at, place))
            told.add(subject)
            yield _default(sentence, first, last, subject, (place, value))
    if told:
        return
    yield from _taken_instead(sentence, passage, names)


def _tells(sentence: Sentence, at: int) -> bool:
    """Whether *default* is the statement, not a word before a noun: *the default node*."""
    if sentence.tokens[at].word != "default" or at + 1 == len(sentence.tokens):
        return True
    if sentence.words(at - 1, at) == ("by",):
        return True
    following = sentence.tokens[at + 1]
    if following.word in {"is", "to", "of", "value", "will", "being"} or not following.word:
        return True
    return bool(value_at(sentence, at + 1))


def _taken_instead(sentence: Sentence, passage: Passage, names: frozenset[str]) -> Iterator[Claim]:
    """*301 unless given*, *which is 1024 if omitted*, *when absent, 5 is used*."""
    for at, token in enumerate(sentence.tokens):
        if token.word not in _WHEN or not (end := _left_out(sentence, at, names)):
            continue
        subject = _subject(sentence, at, passage, names)
        behind = range(end, min(end + _REACH_FAR, len(sentence.tokens)))
        near = (*behind, *range(at - 1, max(at - _REACH_FAR, -1), -1))
        for place in near:
            value = value_at(sentence, place, weak=False)
            if value and subject:
                first, last = min(at, place), max(end - 1, place)
                yield _default(sentence, first, last, subject, (place, value))
                return


def _default(
    sentence: Sentence, first: int, last: int, subject: str, found: tuple[int, str]
) -> Claim:
    token = sentence.tokens[found[0]]
    ticks = (token.end - token.start - len(token.text)) // 2
    plain = token.kind is not TokenKind.WORD or token.text in {"True", "False", "None"}
    place = (token.start + ticks, token.end - ticks) if plain else (0, 0)
    return Claim(ClaimKind.DEFAULT, sentence.between(first, last), subject, found[1], place=place)


def _left_out(sentence: Sentence, at: int, names: frozenset[str]) -> int:
    """The token behind a clause that says that nothing was given, or 0."""
    words = sentence.words(at + 1, at + 7)
    negated = sentence.tokens[at].word in {"unless", "without"}
    for offset, word in enumerate(words):
        given_something = sentence.words(at + offset + 2, at + offset + 3) in {("to",), ("as",)}
        if word in _LEFT_OUT or (word in _GIVEN and negated and not given_something):
            return at + offset + 2
        if word in NEGATIONS:
            negated = not negated
        elif word and word not in _IT and sentence.tokens[at + 1 + offset].text not in names:
            return 0
    return 0


def _value_beside(sentence: Sentence, at: int) -> tuple[int, str] | None:
    """The value behind a trigger, else the one in front of it."""
    start, end = sentence.clause(at)
    by = at > 0 and sentence.tokens[at - 1].word == "by"
    after = range(at + 1, min(at + 1 + _REACH_AFTER, end))
    before = range(at - 1, max(at - 1 - _REACH_BEFORE, start - 1), -1)
    for place in (*before, *after) if by else (*after, *before):
        if place in after and sentence.tokens[place].text == ".":
            continue
        # "Set to true the file defaults to stderr": the flag is no default.
        if place in before and not by and not _LINKS.issuperset(sentence.words(place + 1, at)):
            continue
        value = value_at(sentence, place, weak=by)
        if value:
            return place, value
    return _word_behind(sentence, at)


def _word_behind(sentence: Sentence, at: int) -> tuple[int, str] | None:
    """*default: left*: a plain word that ends the statement stands for a text."""
    place = at + 1
    while place < len(sentence.tokens) and sentence.tokens[place].text in {":", "=", "is", "to"}:
        place += 1
    if place == at + 1 or place >= len(sentence.tokens):
        return None
    token = sentence.tokens[place]
    following = sentence.tokens[place + 1].text if place + 1 < len(sentence.tokens) else "."
    if token.kind is TokenKind.WORD and following in {".", ",", ")", ";"} and token.word.isascii():
        return place, repr(token.text)
    return None


def _is_of_none(sentence: Sentence, at: int) -> bool:
    """*If None, defaults to 3* tells what the body does with None."""
    start, _ = sentence.clause(at)
    words = [token.text for token in sentence.tokens[start:at]]
    asked = bool({"If", "if", "When", "when"} & {*words})
    return ("None" in words and asked) or any(
        word in _LEFT_OUT for word in sentence.words(start, at)
    )


def _subject(sentence: Sentence, at: int, passage: Passage, names: frozenset[str]) -> str:
    """The parameter that is spoken of: that of the entry, else the one named before or behind."""
    if passage.part is Part.PARAMETER:
        # "Applied before `limit`, which defaults to 10" is about another one.
        others = [
            token.text
            for token in sentence.tokens[max(at - _REACH_FAR, 0) : at]
            if is_identifier(token) and token.text.strip("*") != passage.subject
        ]
        return next(iter(names & {*others[-1:]}), "") if others else passage.subject
    near = (*reversed(sentence.tokens[:at]), *sentence.tokens[at : at + _REACH_BEFORE])
    return next((name for token in near if (name := token.text.strip("*")) in names), "")
