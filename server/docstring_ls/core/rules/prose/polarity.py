"""Whether a sentence affirms or denies what some of its words stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .sentence import NEGATIONS, Sentence

_BREAKS = frozenset({";", ":", ",", "(", ")", "—", "–", "--"})
_TURNS = frozenset({"but", "while", "whereas", "because", "since", "so", "as"})
# A negation inside such a clause is that of the condition.
_CONDITIONS = frozenset({"if", "when", "unless", "whenever", "once", "where", "provided", "long"})
# What follows one of these is another statement.
_BOUNDARIES = _CONDITIONS | {
    *("that", "which", "who", "and", "or", "before", "after", "until", "then"),
    *("for", "rather", "instead", "with", "without"),
}
_DENYING = re.compile(
    r"\b(?:pointless|unnecessary|needless|impossible|superfluous|redundant|unsupported|ruled out"
    r"|prohibited|forbidden|disallowed|out of the question)\b"
)
# Words behind what is denied in which the negation still belongs to it.
_NEAR = 4


def segment(sentence: Sentence, at: int) -> tuple[int, int]:
    """The tokens around one that no comma, bracket, colon or conjunction parts from it."""
    start, end = at, at + 1
    while start > 0 and not _parts(sentence, start - 1, at):
        start -= 1
    while end < len(sentence.tokens) and not _parts(sentence, end, at):
        end += 1
    return start, end


def _parts(sentence: Sentence, place: int, at: int) -> bool:
    token = sentence.tokens[place]
    if token.word == "as" and "long" in sentence.words(place - 1, place + 2):
        return False
    if token.word in _TURNS:
        # "as None" and "nothing but None" say what it is; only before a clause do they part it.
        return place + 1 != at or (place > 0 and sentence.tokens[place - 1].text == ",")
    is_role = token.text == ":" and sentence.text[token.end : token.end + 1].strip()
    return token.text in _BREAKS and not is_role


def is_denied(sentence: Sentence, at: int) -> bool:
    """Whether what stands at a token is denied by the words around it."""
    start, end = segment(sentence, at)
    before, after = list(sentence.words(start, at)), sentence.words(at + 1, end)
    condition = next((at for at, word in enumerate(before) if word in _CONDITIONS), None)
    if condition is not None:
        # What else is denied in it belongs to the condition.
        near = before[max(condition - _NEAR + 1, 0) : condition]
        return (_denials(_last_statement(near)) + _is_passed_over(before)) % 2 == 1
    following = _up_to_boundary(after)
    denials = _denials(_last_statement(before)) + _is_passed_over(before)
    denials += _denials(following[:_NEAR]) > 0
    denials += _DENYING.search(" ".join((*before, *following))) is not None
    return denials % 2 == 1


def _denials(words: Sequence[str]) -> int:
    """How many words turn the statement round; *not all* and *not found* do not."""
    return sum(
        _is_negation(word)
        and not {*words[at + 1 : at + 2]} & _PARTIAL
        and not (at and word == "no" and words[at - 1] in {"for", "with", "given"})
        for at, word in enumerate(words)
    )


# Behind "not" these deny themselves alone.
_PARTIAL = frozenset(
    {
        *("all", "every", "always", "only", "just", "necessarily", "merely", "existing", "found"),
        *("specified", "available", "present", "supported", "matter", "doubt"),
    }
)


def _is_negation(word: str) -> bool:
    """Whether a word turns the statement behind it round."""
    return word in NEGATIONS or word.endswith("n't")


def _up_to_boundary(words: tuple[str, ...]) -> tuple[str, ...]:
    at = next((at for at, word in enumerate(words) if word in _BOUNDARIES), len(words))
    return words[:at]


def _last_statement(before: list[str]) -> list[str]:
    """The words behind the last *and*: what it joins is a statement of its own."""
    last = next((at for at in reversed(range(len(before))) if before[at] == "and"), -1)
    return before[last + 1 :]


def _is_passed_over(before: list[str]) -> bool:
    """Whether it stands behind *rather than*, *instead of*, *other than*, *nothing but*."""
    return _PASSED_OVER.search(" ".join(before[-4:])) is not None or before[:1] == ["unlike"]


_PASSED_OVER = re.compile(
    r"\b(?:rather|other) than\b|\binstead of\b|thing (?:but|except)$|\bproof against\b"
)
