r"""DLS201 unfounded-exception: prose names an exception that nothing here raises.

>>> judged("def f(x):\n    raise ValueError(x)", "", "Raises ValueError always.")
'true'
>>> judged("def f(x):\n    raise ValueError(x)", "", "Raises KeyError for odd values.")
'undecided: nothing here raises `KeyError`'
>>> judged("def f(x):\n    raise ValueError(x)", "", "Does not raise ValueError.")
'false: it is raised'
"""

from __future__ import annotations

import re

from ...analysis import PropagatedException
from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement
from ..matching import exception_named
from ..result_facts import may_result_be_none


def judge(case: Case) -> Judgement:
    """Look for the exception, or one that derives from it, among those that leave."""
    found = exception_named(case.facts, case.claim.subject)
    if case.is_mentioned:
        return _mentioned(case, found)
    if found is None:
        if case.claim.negated and _is_named(case):
            return case.false("it is caught")
        return _unproven(case)
    if case.claim.negated and (case.claim.condition or not found.certain):
        return case.undecided("it is raised, but perhaps not then")
    return case.true(found.place, "it is raised")


def _mentioned(case: Case, found: PropagatedException | None) -> Judgement:
    if not case.claim.subject:
        return _unnamed(case)
    if found is None:
        return case.spoken("the code names it") if _is_named(case) else _unproven(case)
    if case.claim.negated and (case.claim.condition or not found.certain):
        return case.spoken("it is raised, but perhaps not then")
    return case.true(found.place, "it is raised")


def _unnamed(case: Case) -> Judgement:
    """That something is raised, whatever it is: what gives None instead does not."""
    facts = case.facts
    if facts.raises:
        return case.true(facts.raises[0].place)
    gives_none = facts.returns is not None and may_result_be_none(facts)
    if not gives_none or _RAISED.search(facts.source):
        return case.spoken("what it calls may raise")
    return case.undecided("nothing here raises")


_RAISED = re.compile(r"\braise|\bassert\b|error|exception", re.I)


def _unproven(case: Case) -> Judgement:
    """What nothing raises; where None comes out instead, that may well be said."""
    gives_none = case.facts.returns is not None and may_result_be_none(case.facts)
    if case.claim.negated and gives_none:
        return case.spoken("None comes out")
    return case.undecided(f"nothing here raises `{case.claim.subject}`")


def _is_named(case: Case) -> bool:
    last = case.claim.subject.rsplit(".", 1)[-1]
    return last in case.facts.source or last == case.facts.owner


RULE = ClaimRule("DLS201", "unfounded-exception", frozenset({ClaimKind.RAISES}), judge)
