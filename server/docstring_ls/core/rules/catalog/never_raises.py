r"""DLS202 never-raises: prose promises that no exception leaves.

Nobody can prove it of code that calls anything; so it is either false or can't be told.

>>> judged("def f(x):\n    raise ValueError(x)", "", "Never raises.")
'false: `ValueError` is raised'
>>> judged("def g(x):\n    raise KeyError\ndef f(x):\n    return g(x)", "", "Never raises.")
'false: `KeyError` is raised by `g`'
>>> judged("def f(x):\n    return g(x)", "", "It does not raise any exception.")
'undecided: what it calls may raise'
"""

from __future__ import annotations

import re

from ...analysis import PropagatedException
from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement
from ..result_facts import may_result_be_none


def judge(case: Case) -> Judgement:
    """One exception that certainly leaves is enough, where nothing limits the promise."""
    certain = next((item for item in case.facts.raises if item.certain), None)
    if case.is_mentioned:
        return _mentioned(case, certain)
    if certain is not None and not case.claim.condition and "without" not in case.claim.words:
        where = f" by `{certain.raised_in}`" if certain.via and certain.raised_in else ""
        return case.false(f"`{certain.exception}` is raised{where}", certain.place)
    return case.undecided("what it calls may raise")


def _mentioned(case: Case, certain: PropagatedException | None) -> Judgement:
    """A promise for some failures needs something that catches; one for all, that none leaves."""
    source = case.facts.source
    if certain is not None and case.claim.value != "some":
        return case.undecided(f"`{certain.exception}` is raised", is_hard=not case.claim.condition)
    if case.claim.value == "none" and case.facts.returns and may_result_be_none(case.facts):
        return case.spoken("None comes out")
    if case.claim.value == "every call":
        return case.spoken("nothing is seen to be raised")
    if _CATCHES.search(source) or (certain is None and not _CALLS.search(_body(source))):
        return case.spoken("the code sees to it")
    return case.undecided("what it calls may raise")


def _body(source: str) -> str:
    return source.partition("\n")[2]


_CATCHES = re.compile(r"\bexcept\b|\bsuppress\b|\bignore|\berrors\b")
_CALLS = re.compile(r"\w\(|\w\[|\braise\b|\bassert\b|\bawait\b")


RULE = ClaimRule("DLS202", "never-raises", frozenset({ClaimKind.NEVER_RAISES}), judge)
