r"""DLS502 unfounded-reference: prose brings a number, version, link or promise of its own.

Such words are true where the code, its comments or what the writer was shown say them; else
nobody here can know. A number of one digit that says how many things are spoken of is prose.

>>> judged("def f(x):\n    return x * 60", "", "Multiplied by 60.")
'true'
>>> judged("def f(x):\n    return x", "", "Waits up to 45 seconds.")
'undecided: the code does not say `45`'
>>> judged("def f(x):\n    return x", "", "See https://example.org/f for more.")
'undecided: the code does not say `https://example.org/f`'
>>> judged("def f(x):\n    return x", "", "It is thread-safe.")
'undecided: the code does not say `thread-safe`'
"""

from __future__ import annotations

import re
from functools import lru_cache

from ...analysis import Trait
from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement

_VERSION = re.compile(r"\d+(?:\.\d+)*")
_NUMBER = re.compile(r"(?<![\w.])0[xX][\da-fA-F]+|(?<![\w.])\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?")


def judge(case: Case) -> Judgement:
    """Look for the words themselves."""
    claim, facts = case.claim, case.facts
    if claim.kind is ClaimKind.DEPRECATED:
        marked = bool(facts.deprecation) or Trait.DEPRECATED in facts.traits
        if marked or "deprecat" in f"{facts.source}{case.shown}".lower():
            return case.true(reason="it is deprecated")
        return case.false("") if claim.negated else case.undecided("the code does not say so")
    text = f"{facts.signature}\n{facts.source}\n{case.shown}"
    if claim.kind is ClaimKind.NUMBER:
        if _plain(claim.value) in _numbers(text):
            return case.true()
    elif claim.kind is ClaimKind.VERSION:
        forms = "|".join(re.escape(form) for form in _forms(claim.value))
        if re.search(rf"(?<![\d.])(?:{forms})(?![\d.]*\d)", text):
            return case.true()
    elif claim.negated:
        return case.undecided("the code does not promise it", is_hard=False)
    elif claim.value.lower() in text.lower():
        return case.true()
    return case.undecided(f"the code does not say `{claim.value}`")


# All sentences of an answer are held against one text, and again at each look while it grows.
@lru_cache(maxsize=8)
def _numbers(text: str) -> frozenset[str]:
    """The numbers of a text, each written plainly."""
    return frozenset(_plain(match[0]) for match in _NUMBER.finditer(text))


def _forms(version: str) -> tuple[str, str]:
    """A version as text and as a tuple: *3.11* and *3, 11*."""
    match = _VERSION.search(version)
    number = match[0] if match else version
    return number, number.replace(".", ", ")


def _plain(number: str) -> str:
    digits = number.replace("_", "").lstrip("-+")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


RULE = ClaimRule(
    "DLS502",
    "unfounded-reference",
    frozenset(
        {
            *(ClaimKind.NUMBER, ClaimKind.VERSION, ClaimKind.LINK, ClaimKind.DIRECTIVE),
            *(ClaimKind.DEPRECATED, ClaimKind.SAFETY),
        }
    ),
    judge,
)
