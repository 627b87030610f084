r"""DLS203 wrong-condition: code in the description of an exception says the opposite of the code.

What must hold where the exception is raised counts: the tests around it, and the exits before it
that were not taken.

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
"""

from __future__ import annotations

import ast
from functools import lru_cache

from ...analysis import Condition, ConditionKind, PropagatedException
from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement
from ..matching import exceptions_named

# Operators as ``<`` or its like, with whether the sides are swapped and the whole is denied.
_OPERATORS: dict[type[ast.cmpop], tuple[str, bool, bool]] = {
    ast.Lt: ("<", False, False),
    ast.GtE: ("<", False, True),
    ast.Gt: ("<", True, False),
    ast.LtE: ("<", True, True),
    ast.Eq: ("==", False, False),
    ast.NotEq: ("==", False, True),
    ast.Is: ("is", False, False),
    ast.IsNot: ("is", False, True),
    ast.In: ("in", False, False),
    ast.NotIn: ("in", False, True),
}
# A test without what denies it, and whether it holds.
Literal = tuple[str, bool]


def judge(case: Case) -> Judgement:
    """False where every place from which it leaves says the opposite; true where one says it."""
    places = [item for item in exceptions_named(case.facts, case.passage.subject) if not item.via]
    claimed = _literal(case.claim.value)
    if not places or claimed is None:
        return case.undecided("its condition is not known", is_hard=False)
    agreeing = [item for item in places if _one(item, claimed)]
    if agreeing:
        whole = next((item for item in agreeing if not item.partial), None)
        if whole is None:
            return case.undecided("more must hold", is_hard=False)
        return case.true(whole.place, f"it is raised if `{whole.condition}`")
    opposite = (claimed[0], not claimed[1])
    against = [_one(item, opposite) for item in places]
    if against[0] is not None and all(against):
        return case.false(f"it is raised only if `{against[0].text}`", against[0].place)
    return case.undecided("the conditions can't be compared", is_hard=False)


def _one(propagated: PropagatedException, wanted: Literal) -> Condition | None:
    """The condition that says just that of the arguments."""
    plain = (item for item in propagated.conditions if item.kind is not ConditionKind.HANDLER)
    conditions = (item for item in plain if item.text and not item.is_rebound)
    return next((item for item in conditions if _literal(item.text) == wanted), None)


@lru_cache(maxsize=256)
def _literal(source: str) -> Literal | None:
    """A test and whether it holds: ``x >= 1`` is that ``x < 1`` does not."""
    try:
        node = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    holds = True
    while isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        node, holds = node.operand, not holds
    if not isinstance(node, ast.Compare) or len(node.ops) != 1:
        return ast.dump(node), holds
    operator, swapped, denied = _OPERATORS[type(node.ops[0])]
    sides = [ast.dump(node.left), ast.dump(node.comparators[0])]
    if swapped or (operator == "==" and sides[0] > sides[1]):
        sides.reverse()
    return f"{sides[0]} {operator} {sides[1]}", holds != denied


RULE = ClaimRule("DLS203", "wrong-condition", frozenset({ClaimKind.CONDITION}), judge)
