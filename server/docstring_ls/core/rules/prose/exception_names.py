"""Exceptions as prose names them, and whether it says that they leave."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator

from .polarity import is_denied, segment
from .sentence import Sentence, Token, TokenKind

_BUILTIN = frozenset(
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
)
# "Exception raised when" describes a class; nothing is said of what leaves.
_ROOTS = frozenset({"Exception", "BaseException", "Warning"})
_NAMED = re.compile(
    r"(?:\w+\.)*[A-Z]\w*(?:Error|Exception|Warning|Interrupt|Exit|Failure|Failed|Timeout)"
)
_NAMING = (TokenKind.CODE, TokenKind.WORD)
_DOTTED = re.compile(r"[^\W\d]\w*(?:\.\w+)*")


def is_exception(token: Token, names: frozenset[str]) -> bool:
    """Whether a token is the name of an exception.

    Args:
        token: The token.
        names: Exceptions that the code names, whatever they are called.
    """
    if not _could_be(token, names):
        return False
    return _names_exception(token.text.removesuffix("()").removeprefix("~").strip("*"), names)


def exceptions_in(token: Token, names: frozenset[str]) -> Iterator[str]:
    """The exceptions that a word names, or the code in backticks, such as ``except KeyError``."""
    if _could_be(token, names):
        for name in _DOTTED.findall(token.text):
            if _names_exception(name, names):
                yield name


def spelled_out(text: str) -> Iterator[tuple[str, int]]:
    """Exceptions in two words, *an index error*, and where they stand in a lower-case text."""
    for match in _SPELLED.finditer(text):
        name = "".join(word.capitalize() for word in re.split(r"[ -]", match[0].rstrip("s")))
        yield {"OsError": "OSError", "IoError": "OSError"}.get(name, name), match.start()


_SPELLED = re.compile(
    r"\b(?:value|type|key|index|lookup|attribute|runtime|os|io|assertion|overflow|zero division"
    r"|permission|timeout|unicode|recursion)[ -]errors?\b"
)


def _could_be(token: Token, names: frozenset[str]) -> bool:
    """Whether a closer look is worth it: nearly every word has no capital."""
    if token.kind not in _NAMING:
        return False
    return not token.text.islower() or token.text in names or "." in token.text


def _names_exception(text: str, names: frozenset[str]) -> bool:
    last = text.rsplit(".", 1)[-1]
    if last in _ROOTS and text not in names:
        return False
    return last in _BUILTIN or text in names or last in names or bool(_NAMED.fullmatch(text))


# Said of what the code itself does with an exception.
_ENDED = frozenset(
    {
        *("caught", "handled", "swallowed", "suppressed", "ignored", "silenced", "discarded"),
        *("swallows", "suppresses", "ignores", "catches", "handles", "tolerated", "hidden"),
    }
)


def is_ruled_out(sentence: Sentence, at: int) -> bool:
    """Whether an exception is said not to leave: denied, or ended where it arises."""
    start, end = segment(sentence, at)
    ended = [place for place in range(start, end) if sentence.spelled[place] in _ENDED]
    if ended and not _is_left_to_others(sentence.words(ended[0] - 2, ended[0])):
        return not is_denied(sentence, ended[0])
    before = sentence.text[sentence.tokens[start].start : sentence.tokens[at].start].lower()
    return is_denied(sentence, at) and not _NO_RESULT.search(before)


def _is_left_to_others(before: tuple[str, ...]) -> bool:
    """*Being handled*, *has to be handled*."""
    return before[-1:] == ("being",) or before in {("to", "be"), ("must", "be"), ("should", "be")}


# "No value is produced in the cases that end in": what is denied is the result.
_NO_RESULT = re.compile(
    r"\bno (?:\w+ )?(?:value|result|output|answer|fallback|sentinel)\b"
    r"|\bnothing (?:is|comes|gets)\b"
    r"|\bthere(?:'s| is| are) (?:nobody|nothing|none|no such)\b"
)
