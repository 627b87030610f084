r"""DLS201 unfounded-exception: prose names an exception that nothing here raises.

>>> judged("def f(x):\n    raise ValueError(x)", "", "Raises ValueError always.")
'true'
>>> judged("def f(x):\n    raise ValueError(x)", "", "Raises KeyError for odd values.")
'undecided: nothing here raises `KeyError`'
>>> judged("def f(x):\n    raise ValueError(x)", "", "Does not raise ValueError.")
'false: it is raised'
"""

from __future__ import annotations

from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement
from ..matching import exception_named


def judge(case: Case) -> Judgement:
    """Look for the exception, or one that derives from it, among those that leave."""
    found = exception_named(case.facts, case.claim.subject)
    if found is None:
        last = case.claim.subject.rsplit(".", 1)[-1]
        if case.claim.negated and last in case.facts.source:
            return case.false("it is caught")
        return case.undecided(f"nothing here raises `{case.claim.subject}`")
    if case.claim.negated and (case.claim.condition or not found.certain):
        return case.undecided("it is raised, but perhaps not then")
    return case.true(found.place, "it is raised")


RULE = ClaimRule("DLS201", "unfounded-exception", frozenset({ClaimKind.RAISES}), judge)
