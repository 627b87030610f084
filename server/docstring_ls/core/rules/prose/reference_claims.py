"""What prose points to: versions, links, directives, deprecation, and promises of safety."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Passage
from .sentence import Sentence, TokenKind

_VERSION = re.compile(
    r"\b(?:v(?:ersion)?\s*\.?\s*\d+(?:\.\d+)*(?:\.x)?|(?-i:[A-Z])\w+ \d+\.\d+(?:\.\d+)*"
    r"|(?:since|as of|until|before|after|from|starting (?:in|with)|added in|removed in|new in"
    r"|changed in|deprecated (?:in|since)|introduced in|available (?:in|since|from))"
    r"\s+(?:the\s+)?(?:[A-Z]\w*\s+)?(?:version\s+|release\s+)?v?\d+\.\d+(?:\.\d+)*)",
    re.I,
)
_LINK = re.compile(
    r"\b(?:https?|ftp|file|mailto)://[^\s<>\"')]+|\bwww\.[^\s<>\"')]+|`[^`<]*<[^>\s]+>`_{1,2}"
    r"|\[[^\]]+\]\([^)\s]+\)|\b[\w.-]+\.(?:com|org|io|net|dev)(?:/[^\s)]*)?(?![\w.])",
    re.I,
)
_DIRECTIVE = re.compile(
    r"(?:^|\s)\.\.\s+[\w:-]+::|(?:^|\n)\s*\.\.\s+_|\{%|</?(?:a|b|i|p|br|div|span|img|script|code|pre|ul|li|table)\b[^>]*>|!\[|:(?:include|raw|file):",
    re.I,
)
_DEPRECATED = re.compile(r"\bdeprecat(?:ed|ion|es?)\b|\bobsolete\b|\bwill be removed\b", re.I)
_SAFETY = re.compile(
    r"\b(?:thread|process|signal|fork|async|reentran\w*|concurren\w*)[- ]?safe(?:ty)?\b"
    r"|\breentrant\b|\bidempotent\b|\batomic(?:ally)?\b|\block[- ]free\b|\bconstant[- ]time\b"
    r"|\bO\([^)]*\)",
    re.I,
)
# Said of anything: "1 if it is there", "the first 2 of them", "0 for none".
_WORDS_OF_ALL_WORK = frozenset({"0", "1", "2"})
# Each pattern with texts of which one must be there for it to match: looking for them is cheap.
_PATTERNS = (
    (ClaimKind.LINK, _LINK, ("://", "www.", "](", "`_", ".com", ".org", ".io", ".net", ".dev")),
    (ClaimKind.DIRECTIVE, _DIRECTIVE, ("..", "<", "{%", "![", ":include", ":raw", ":file")),
    (ClaimKind.VERSION, _VERSION, tuple("0123456789")),
    (ClaimKind.DEPRECATED, _DEPRECATED, ("deprecat", "obsolete", "removed")),
    (
        ClaimKind.SAFETY,
        _SAFETY,
        ("safe", "reentran", "idempotent", "atomic", "lock", "constant", "o("),
    ),
)


def read_references(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """Claims that only an outside source, or the code's own words, could bear out."""
    lower = sentence.text.lower()
    for kind, pattern, signs in _PATTERNS:
        if not any(sign in lower for sign in signs):
            continue
        for match in pattern.finditer(sentence.text):
            words = match[0].strip()
            before = sentence.text[: match.start()].split()[-2:]
            negated = bool({"not", "no", "never", "isn't"} & {word.lower() for word in before})
            yield Claim(kind, words, value=words, negated=negated)


def read_numbers(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """Every number that is more than a word of all work, part of a name or an example."""
    for at, token in enumerate(sentence.tokens):
        if token.kind is not TokenKind.NUMBER or _belongs_to_name(sentence, at):
            continue
        value = token.text.replace(",", "").lstrip("+-")
        if value not in _WORDS_OF_ALL_WORK and not _is_example(sentence, at):
            yield Claim(ClaimKind.NUMBER, token.text, value=value, place=(token.start, token.end))


def _belongs_to_name(sentence: Sentence, at: int) -> bool:
    """*2-D*, *3-way*: part of a word, not a number of this code."""
    end = sentence.tokens[at].end
    return sentence.text[end : end + 1] == "-" and sentence.text[end + 1 : end + 2].isalpha()


def _is_example(sentence: Sentence, at: int) -> bool:
    before = sentence.words(at - 4, at)
    return bool({"such", "example", "instance", "like", "say"} & {*before}) or "g" in before
