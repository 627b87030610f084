"""Numbers in prose, in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Passage
from .sentence import Sentence

# With what is glued to it: *512-bit*, *10MB*, *v3*, *sha256*, *utf-8*, *5th*, *1e-6*.
_NUMBER = re.compile(
    r"(?P<before>[^\W\d_]*-?)"
    r"(?P<number>0[xX][\da-fA-F]+|\d+(?:[,_]\d{3})*(?:\.\d+)*(?:[eE][-+]?\d+)?)"
    r"(?P<after>-?[^\W\d_]*)"
)
# Said of anything: "1 if it is there", "the first 2 of them", "0 for none".
_WORDS_OF_ALL_WORK = frozenset({"0", "1", "2"})
# Behind a number of one digit these say of what shape something is: "3-tuple", "2D".
_SHAPES = re.compile(r"-tuples?|-?d|-way|-dimensional|-element|-part|-step")
# "Every 5th" is a rule of the code's, "the 5th" a place.
_EVERY = re.compile(r"\b(?:every|each)\s+$", re.IGNORECASE)
# Standards that code follows without naming them.
_EVERYWHERE = frozenset({"utf-8", "utf8", "ipv4", "ipv6"})
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_UNITS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000, "tenfold": 10,
}  # fmt: skip
_DIGITS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
           "nine": 9}  # fmt: skip
_FRACTION = re.compile(
    r"\b(?P<half>half(?= (?:of|the|a|an|as|this|that|its)\b))"
    r"|\b(?:an?|one|two)[- ](?P<third>third)s?\b|\b(?:an?|one|three)[- ](?P<quarter>quarter)s?\b"
    r"|\b(?P<thrice>thrice)\b",
    re.I,
)
_PARTS = {"half": "1/2", "third": "1/3", "quarter": "1/4", "thrice": "3"}
_FEW = frozenset(_DIGITS) - {"one", "two"}
# Before a small number these make it a bound of the code's: "at most three", "after five".
_BOUNDS = frozenset(
    {
        *("most", "least", "than", "every", "after", "within", "exactly", "maximum", "limit"),
        *("minimum", "over", "under", "roughly", "about", "up", "to", "exceed", "exceeds"),
    }
)
# Behind it, these do.
_COUNTED = frozenset(
    {
        *("times", "attempts", "tries", "retries", "seconds", "minutes", "hours", "days"),
        *("milliseconds", "bytes", "characters", "digits", "workers", "threads", "percent"),
    }
)


def read_numbers(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """Every number that is more than a word of all work, part of a name or an example."""
    if any(map(str.isdigit, sentence.text)):
        yield from _in_digits(sentence)
    if not sentence.vocabulary.isdisjoint(_WORDS):
        yield from _in_words(sentence)


def _in_digits(sentence: Sentence) -> Iterator[Claim]:
    for match in _NUMBER.finditer(sentence.text):
        before, number, after = match["before"], match["number"], match["after"].lower()
        value = number.replace(",", "")
        if value in _WORDS_OF_ALL_WORK or _in_name(sentence, match.start(), match.end()):
            continue
        if before.rstrip("-") and before.lower() not in {"v", "ver", "r", "rev", "version"}:
            yield from _standard(match)
            continue
        is_place = after in _ORDINALS and not _EVERY.search(
            sentence.text[max(match.start() - 8, 0) : match.start()]
        )
        is_shape = is_place or _is_shape(value, after)
        if not is_shape and not _is_example(sentence, match.start()):
            yield Claim(ClaimKind.NUMBER, match[0], value=value, place=match.span("number"))


def _is_shape(value: str, after: str) -> bool:
    return len(value) == 1 and _SHAPES.fullmatch(after) is not None


def _standard(match: re.Match[str]) -> Iterator[Claim]:
    """*SHA-256*, *md5*: the number is part of a name, which must stand in the code as a whole."""
    letters = match["before"].rstrip("-")
    if match[0].lower() in _EVERYWHERE:
        return
    if len(letters) > 1 and (letters.isupper() or not match["before"].endswith("-")):
        value = match[0].partition("-")[0] if match["before"] == letters else match[0]
        yield Claim(ClaimKind.NUMBER, match[0], value=value, place=match.span("number"))


def _in_name(sentence: Sentence, start: int, end: int) -> bool:
    """Whether digits are part of an identifier or an exponent."""
    return sentence.text[start - 1 : start] in {"_", "^"} or sentence.text[end : end + 1] == "_"


def _is_example(sentence: Sentence, start: int) -> bool:
    before = sentence.text[max(start - 30, 0) : start].lower()
    return bool(re.search(r"\b(?:such as|example|instance|like|say|e\.g\.)[ ,:(`'\"]", before))


_WORDS = frozenset({*_UNITS, *_FEW, *_PARTS, "thirds", "quarters"})


def _in_words(sentence: Sentence) -> Iterator[Claim]:
    for match in _FRACTION.finditer(sentence.text):
        part = str(match.lastgroup)
        yield Claim(ClaimKind.NUMBER, match[0], value=_PARTS[part], place=match.span())
    at = 0
    while at < len(sentence.tokens):
        last, value = _spelled(sentence, at)
        if value and (value >= 10 or _is_bound(sentence, at, last)):
            place = (sentence.tokens[at].start, sentence.tokens[last].end)
            yield Claim(ClaimKind.NUMBER, sentence.between(at, last), value=str(value), place=place)
        at = last + 1


def _spelled(sentence: Sentence, at: int) -> tuple[int, int]:
    """The last token and the value of a number in words, such as *two hundred*, *twenty-five*."""
    value, last = 0, at
    for place in range(at, min(at + 6, len(sentence.tokens))):
        token = sentence.tokens[place]
        word = token.word
        if word in _DIGITS:
            value += _DIGITS[word]
        elif word in {"hundred", "thousand", "million", "dozen"}:
            value = max(value, 1) * _UNITS[word]
        elif word in _UNITS:
            value += _UNITS[word]
        elif token.text == "-" and place > at:
            continue
        else:
            break
        last = place
    return last, value


def _is_bound(sentence: Sentence, at: int, last: int) -> bool:
    """Whether a small number says how often, how long or how many at most."""
    if sentence.tokens[at].word not in _FEW:
        return False
    before, after = {*sentence.words(at - 2, at)}, {*sentence.words(last + 1, last + 2)}
    return bool(before & _BOUNDS) or bool(after & _COUNTED)
