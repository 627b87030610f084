r"""DLS203 wrong-condition: the description of an exception gives a condition that is not so.

What must hold where the exception is raised counts: the tests around it, and the exits before it
that were not taken. Where another exception is raised on just that condition, this one is not.

>>> judged("def f(x):\n    if x > 1:\n        raise ValueError(x)", "ValueError", "If ``x <= 1``.")
'false: it is raised only if `x > 1`'
>>> judged("def f(x):\n    if x > 1:\n        raise ValueError(x)", "ValueError", "If ``x > 1``.")
'true'
>>> found = "def f(x):\n    if not x:\n        return None\n    raise ValueError"
>>> judged(found, "ValueError", "If ``not x``.")
'false: it is raised only if `x`'
>>> nested = "def f(x):\n    for y in x:\n        if y:\n            raise ValueError"
>>> judged(nested, "ValueError", "If ``y``.")
'undecided: more must hold'
>>> other = "def f(x):\n    if x < 0:\n        raise KeyError\n    raise ValueError"
>>> judged(other, "ValueError", "If `x` is negative.")
'false: it is raised only if `not (x < 0)`'
"""

from __future__ import annotations

from ...analysis import Condition, ConditionKind, PropagatedException
from ..claims import ClaimKind
from ..condition_logic import Literal, literals
from ..judgement import Case, ClaimRule, Judgement
from ..matching import exceptions_named


def judge(case: Case) -> Judgement:
    """False where every place from which it leaves says the opposite; true where one says it."""
    exception = case.claim.subject or case.passage.subject
    every = exceptions_named(case.facts, exception)
    claimed = literals(case.claim.value)
    if not claimed:
        return case.undecided("the condition can't be read", is_hard=False)
    places = [item for item in every if not item.via]
    agreeing = [item for item in places if all(_same(item, one) for one in claimed)]
    if agreeing:
        whole = next((item for item in agreeing if not item.partial), None)
        if whole is None:
            return case.undecided("more must hold", is_hard=False)
        return case.true(whole.place, f"it is raised if `{whole.condition}`")
    against = [item for place in places if (item := _excluded(place, claimed)) is not None]
    if against and len(against) == len(every):
        return case.false(f"it is raised only if `{against[0].text}`", against[0].place)
    return _of_another(case, claimed) or case.undecided(
        "the conditions can't be compared", is_hard=False
    )


def _of_another(case: Case, claimed: tuple[Literal, ...]) -> Judgement | None:
    """False where an exception of another name certainly leaves on just that condition."""
    name = (case.claim.subject or case.passage.subject).rpartition(".")[2]
    for item in case.facts.raises:
        related = name in (item.exception.rpartition(".")[2], *item.bases)
        if related or item.partial or not item.certain or item.via or not item.conditions:
            continue
        here = _literals(item.conditions[0])
        if len(here) == len(claimed) and all(any(a.equals(b) for b in here) for a in claimed):
            return case.false(f"`{item.exception}` is raised then", item.place)
    return None


def _same(propagated: PropagatedException, claimed: Literal) -> bool:
    return any(claimed.equals(one) for item in propagated.conditions for one in _literals(item))


def _excluded(propagated: PropagatedException, claimed: tuple[Literal, ...]) -> Condition | None:
    """The condition with which what is claimed can't go together."""
    for item in propagated.conditions:
        if any(one.excludes(other) for one in claimed for other in _literals(item)):
            return item
    return None


def _literals(condition: Condition) -> tuple[Literal, ...]:
    """What a condition says of the arguments."""
    if condition.kind is ConditionKind.HANDLER or condition.is_rebound or condition.callee:
        return ()
    return literals(condition.text)


RULE = ClaimRule("DLS203", "wrong-condition", frozenset({ClaimKind.CONDITION}), judge)
