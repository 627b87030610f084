"""What prose says of a parameter's default, and whether it must be given."""

from __future__ import annotations

from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage
from .sentence import Sentence, TokenKind
from .values import is_identifier, value_at

_DEFAULT = frozenset({"default", "defaults", "defaulted", "defaulting"})
_FALLBACK = frozenset({"fallback", "assumed", "falls", "presumed"})
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
_NOT = frozenset({"not", "isn't", "no", "never", "wasn't", "aren't"})
_REQUIRED = frozenset({"required", "mandatory", "compulsory", "obligatory"})
_OPTIONAL = frozenset({"optional", "optionally"})
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
    for at, token in enumerate(sentence.tokens):
        if token.word not in _DEFAULT and token.word not in _FALLBACK:
            continue
        if not _tells(sentence, at):
            continue
        found = _value_beside(sentence, at)
        subject = _subject(sentence, at, passage, names)
        if found is not None and subject and not _is_of_none(sentence, at):
            place, value = found
            first, last = sorted((at, place))
            yield _default(sentence, first, last, subject, (place, value))
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
        if token.word not in _WHEN or not (end := _left_out(sentence, at)):
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


def _left_out(sentence: Sentence, at: int) -> int:
    """The token behind a clause that says that nothing was given, or 0."""
    words = sentence.words(at + 1, at + 7)
    negated = sentence.tokens[at].word in {"unless", "without"}
    for offset, word in enumerate(words):
        if word in _LEFT_OUT or (word in _GIVEN and negated):
            return at + offset + 2
        if word in _NOT:
            negated = not negated
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
        value = value_at(sentence, place, weak=by)
        if value:
            return place, value
    return None


def _is_of_none(sentence: Sentence, at: int) -> bool:
    """*If None, defaults to 3* tells what the body does with None."""
    start, _ = sentence.clause(at)
    words = [token.text for token in sentence.tokens[start:at]]
    return "None" in words or any(word in _LEFT_OUT for word in sentence.words(start, at))


def _subject(sentence: Sentence, at: int, passage: Passage, names: frozenset[str]) -> str:
    """The parameter that is spoken of: that of the entry, else the one named before or behind."""
    if passage.part is Part.PARAMETER:
        return passage.subject
    near = (*reversed(sentence.tokens[:at]), *sentence.tokens[at:])
    return next((name for token in near if (name := token.text.strip("*")) in names), "")


def read_demands(sentence: Sentence, passage: Passage, names: frozenset[str]) -> Iterator[Claim]:
    """Claims that a parameter must be given, may be left out, or how it is passed."""
    for at, token in enumerate(sentence.tokens):
        before, after = sentence.words(at - 3, at), sentence.words(at + 1, at + 4)
        kind = _demand(token.word, before, after)
        if kind is None or not _is_of_parameter(sentence, at, passage, names):
            continue
        subject = _subject(sentence, at, passage, names)
        if subject:
            yield Claim(kind, token.text, subject, negated=bool(_NOT & {*before}))


def _is_of_parameter(sentence: Sentence, at: int, passage: Passage, names: frozenset[str]) -> bool:
    """Whether it is said of the parameter, not of something that stands behind it."""
    before = sentence.words(at - 2, at)
    if passage.part is Part.PARAMETER:
        said = {"is", "are", "be", "keyword"} & {*before}
        return bool(said) or at < _REACH_AFTER // 2 or sentence.tokens[at - 1].text in {"(", ","}
    if before[-1:] in {("is",), ("are",)}:
        return bool(
            names & {token.text.strip("*") for token in sentence.tokens[max(at - 3, 0) : at]}
        )
    following = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
    return following is not None and following.text in names and is_identifier(following)


def _demand(word: str, before: tuple[str, ...], after: tuple[str, ...]) -> ClaimKind | None:
    if word in _REQUIRED and not {"if", "when", "by", "for", "to"} & {*after[:1]}:
        return ClaimKind.REQUIRED
    if word in {"given", "passed", "provided", "supplied"} and {"must", "be"} <= {*before}:
        return None if after[:1] in {("as",), ("by",)} else ClaimKind.REQUIRED
    if word in _OPTIONAL:
        return ClaimKind.OPTIONAL
    if word in {"omitted", "left"} and {"may", "can"} & {*before} and "be" in before:
        return ClaimKind.OPTIONAL
    if word == "only" and "keyword" in before[-2:]:
        return ClaimKind.KEYWORD_ONLY
    return None
