r"""DLS201 unfounded-exception: prose names an exception that nothing here raises.

>>> judged("def f(x):\n    raise ValueError(x)", "", "Raises ValueError always.")
'true'
>>> judged("def f(x):\n    raise ValueError(x)", "", "Raises KeyError for odd values.")
'undecided: nothing here raises `KeyError`'
>>> judged("def f(x):\n    raise ValueError(x)", "", "Does not raise ValueError.")
'false: it is raised'
"""

from __future__ import annotations

from ...analysis import Facts, PropagatedException
from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement

_ROOTS = frozenset({"Exception", "BaseException"})


def judge(case: Case) -> Judgement:
    """Look for the exception, or one that derives from it, among those that leave."""
    found = propagated(case.claim.subject, case.facts)
    if found is None:
        last = case.claim.subject.rsplit(".", 1)[-1]
        if case.claim.negated and last in case.facts.source:
            return case.false("it is caught")
        return case.undecided(f"nothing here raises `{case.claim.subject}`")
    if case.claim.negated and (case.claim.condition or not found.certain):
        return case.undecided("it is raised, but perhaps not then")
    return case.true(found.place, "it is raised")


def propagated(name: str, facts: Facts) -> PropagatedException | None:
    """The evidence that an exception leaves: itself, else one that derives from it."""
    last = name.rsplit(".", 1)[-1]
    exact = [item for item in facts.raises if item.exception == name]
    same = [item for item in facts.raises if item.exception.rsplit(".", 1)[-1] == last]
    broader = [item for item in facts.raises if last in item.bases and last not in _ROOTS]
    found = sorted((*exact, *same), key=lambda item: not item.certain) or broader
    return found[0] if found else None


RULE = ClaimRule("DLS201", "unfounded-exception", frozenset({ClaimKind.RAISES}), judge)
