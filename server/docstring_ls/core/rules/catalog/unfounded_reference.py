r"""DLS502 unfounded-reference: prose brings a number, version, link or directive of its own.

Such words are true where the code, its comments or what the writer was shown say them; else
nobody here can know. A number of one digit that says how many things are spoken of is prose.

>>> judged("def f(x):\n    return x * 60", "", "Multiplied by 60.")
'true'
>>> judged("def f(x):\n    return x * 60", "", "Multiplied by sixty.")
'true'
>>> judged("def f(x):\n    return x", "", "Waits up to 45 seconds.")
'undecided: the code does not say `45`'
>>> judged("def f(x):\n    return x", "", "See https://example.org/f for more.")
'undecided: the code does not say `https://example.org/f`'
"""

from __future__ import annotations

import re
from functools import lru_cache

from ...analysis import Trait
from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement

_VERSION = re.compile(r"\d+(?:\.\d+)*")
_NUMBER = re.compile(r"(?<![\w.])0[xX][\da-fA-F]+|(?<![\d.])\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?")


def judge(case: Case) -> Judgement:
    """Look for the words themselves."""
    claim, facts = case.claim, case.facts
    if claim.kind is ClaimKind.DEPRECATED:
        marked = bool(facts.deprecation) or Trait.DEPRECATED in facts.traits
        if marked:
            return case.true(reason="it is deprecated")
        if "deprecat" in facts.source.lower():
            return case.spoken("the code speaks of it")
        return case.false("") if claim.negated else case.undecided("the code does not say so")
    text = f"{facts.signature}\n{facts.source}\n{case.shown}"
    looks = {ClaimKind.NUMBER: _has_number, ClaimKind.VERSION: _has_version}
    if looks.get(claim.kind, _has_words)(claim.value, text):
        return case.true()
    return case.undecided(f"the code does not say `{claim.value}`")


def _has_words(words: str, text: str) -> bool:
    return words.lower() in text.lower()


def _has_number(number: str, text: str) -> bool:
    """Whether a number stands there; *SHA-256* and *utf8* do however they are parted."""
    if number[:1].isalpha():
        return _joined(number) in _joined(text)
    whole, _, part = number.partition("/")
    if part:
        return not _numbers(text).isdisjoint({part, str(int(whole) / int(part))})
    return _plain(number) in _numbers(text)


def _has_version(version: str, text: str) -> bool:
    if _VERSION.search(version) is None:
        return _has_words(version, text)
    forms = "|".join(re.escape(form) for form in _forms(version))
    return re.search(rf"(?<![\d.])(?:{forms})(?![\d.]*\d)", text) is not None


# All sentences of an answer are held against one text, and again at each look while it grows.
@lru_cache(maxsize=8)
def _numbers(text: str) -> frozenset[str]:
    """The numbers of a text, each written plainly."""
    return frozenset(_plain(match[0]) for match in _NUMBER.finditer(text))


@lru_cache(maxsize=8)
def _joined(text: str) -> str:
    return re.sub(r"[-_ ]", "", text).lower()


def _forms(version: str) -> tuple[str, str]:
    """A version as text and as a tuple: *3.11* and *3, 11*."""
    match = _VERSION.search(version)
    number = match[0] if match else version
    return number, number.replace(".", ", ")


def _plain(number: str) -> str:
    digits = number.replace("_", "").lstrip("-+")
    if "." in digits:
        return digits.rstrip("0").rstrip(".")
    return digits.lstrip("0") or "0"


RULE = ClaimRule(
    "DLS502",
    "unfounded-reference",
    frozenset(
        {
            *(ClaimKind.NUMBER, ClaimKind.VERSION, ClaimKind.LINK, ClaimKind.DIRECTIVE),
            ClaimKind.DEPRECATED,
        }
    ),
    judge,
)
