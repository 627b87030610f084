r"""DLS204 renamed-exception: an exception is told under another name than the one that is raised.

What nothing here raises may come from what is called, so that a name alone proves nothing. It is
another one's where an exception that nobody describes is raised and has the same letters, or is
raised with the words with which the entry describes its own and does not derive from it: the
bases of what is imported are not known, and it may.

>>> judged("def f(x):\n    raise HTTPError(x)", "", "Raise the `HttpError` if x is odd.")
'false: it is `HTTPError` that is raised'
>>> judged_entry("def f(x):\n    raise ValueError('the size must be positive')",
...              "Raises:\n    TypeError: If the size is not positive.")
'false: it is `ValueError` that is raised'
>>> judged_entry("def f(x):\n    raise TypeError(x)", "Raises:\n    ValueError: If x is odd.")
'undecided: nothing here raises `ValueError`'
"""

from __future__ import annotations

import builtins
import re
from dataclasses import replace

from ...analysis import Facts, PropagatedException
from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement
from ..matching import exception_named
from ..name_evidence import is_named

# Whoever says one of these says nothing false.
_ROOTS = frozenset({"Exception", "BaseException"})
# Words that an entry and a raise must share, and their share of the entry's words.
_SHARED, _SHARE = 2, 0.8
# Letters from which on a word tells something, and after which endings differ.
_TELLING, _STEM = 4, 5
# Characters of a raise statement that are looked at.
_LONGEST = 300


def judge(case: Case) -> Judgement:
    """Look for the one exception that is meant among those that nobody describes."""
    name, facts = case.claim.subject, case.facts
    last = name.rsplit(".", 1)[-1]
    known = last in _ROOTS or is_named(last, facts.source)
    if exception_named(facts, name) or case.claim.negated or known:
        return case.undecided("the code names it", is_hard=False)
    described = {item.rsplit(".", 1)[-1] for item in case.documented}
    own = [item for item in facts.raises if not item.via]
    raised = [item for item in own if item.exception.rsplit(".", 1)[-1] not in described]
    meant = _spelt_alike(last, raised) or _worded_alike(case, raised)
    if meant is None:
        return case.undecided(f"nothing here raises `{name}`")
    false = case.false(f"it is `{meant.exception}` that is raised", meant.place)
    return replace(false, correction=meant.exception)


def _spelt_alike(last: str, raised: list[PropagatedException]) -> PropagatedException | None:
    found = [item for item in raised if _letters(item.exception) == _letters(last)]
    return found[0] if found else None


def _letters(name: str) -> str:
    return name.rsplit(".", 1)[-1].replace("_", "").lower()


def _worded_alike(case: Case, raised: list[PropagatedException]) -> PropagatedException | None:
    """The exception whose raise says what the entry says; only where it is one."""
    said = _words(case.claim.condition)
    if len(said) < _SHARED:
        return None
    found = {
        item.exception: item
        for item in raised
        if _ROOTS & {*item.bases} or hasattr(builtins, item.exception)
        for words in _raises(item, case.facts)
        if len(said & words) >= max(_SHARED, _SHARE * len(said))
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _raises(item: PropagatedException, facts: Facts) -> list[frozenset[str]]:
    """The words of each statement here that raises an exception."""
    last = re.escape(item.exception.rsplit(".", 1)[-1])
    found = re.finditer(rf"\braise\s+(?:\w+\.)*{last}\s*\(", facts.source)
    return [_words(_call(facts.source[match.end() :])) for match in found]


def _call(text: str) -> str:
    """What stands before the bracket that closes a call."""
    level = 1
    for at, char in enumerate(text[:_LONGEST]):
        level += (char == "(") - (char == ")")
        if level == 0:
            return text[:at]
    return text[:_LONGEST]


def _words(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+", text.lower())
    return frozenset(word[:_STEM] for word in words if len(word) >= _TELLING)


RULE = ClaimRule(
    "DLS204", "renamed-exception", frozenset({ClaimKind.RAISES}), judge, is_sure_of_prose=True
)
