r"""DLS203 wrong-condition: code in the description of an exception says the opposite of the code.

>>> judged("def f(x):\n    if x > 1:\n        raise ValueError(x)", "ValueError", "If ``x <= 1``.")
'false: it is raised if `x > 1`'
>>> judged("def f(x):\n    if x > 1:\n        raise ValueError(x)", "ValueError", "If ``x > 1``.")
'true'
"""

from __future__ import annotations

import ast

from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement
from ..matching import exception_named

_OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


def judge(case: Case) -> Judgement:
    """Compare two comparisons of the same values; anything else is left open."""
    found = exception_named(case.facts, case.passage.subject)
    if found is None or not found.condition or found.partial:
        return case.undecided("its condition is not known", is_hard=False)
    said, meant = _comparison(case.claim.value), _comparison(found.condition)
    if said is None or meant is None or said[::2] != meant[::2]:
        return case.undecided("the conditions can't be compared", is_hard=False)
    if said[1] is meant[1]:
        return case.true(found.place)
    if _OPPOSITES.get(said[1]) is meant[1]:
        return case.false(f"it is raised if `{found.condition}`", found.place)
    return case.undecided("the conditions can't be compared", is_hard=False)


def _comparison(source: str) -> tuple[str, type[ast.cmpop], str] | None:
    """Left side, operator and right side of one comparison."""
    try:
        node = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    if not isinstance(node, ast.Compare) or len(node.ops) != 1:
        return None
    return ast.dump(node.left), type(node.ops[0]), ast.dump(node.comparators[0])


RULE = ClaimRule("DLS203", "wrong-condition", frozenset({ClaimKind.CONDITION}), judge)
