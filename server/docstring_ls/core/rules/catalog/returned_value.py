r"""DLS302 returns-nothing: a summary begins with *Return*, and nothing is returned.

>>> judged("def f(x):\n    print(x)", "summary", "Return the total.")
'false: it returns nothing'
>>> judged("def f(x):\n    return x", "summary", "Return the total.")
'true'
"""

from __future__ import annotations

from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement
from ..update_context import returns_nothing


def judge(case: Case) -> Judgement:
    """Only where every path is known."""
    facts = case.facts
    if facts.returns is not None:
        return case.true(facts.returns.place, "it returns something")
    if returns_nothing(facts, strict=True):
        return case.false("it returns nothing")
    return case.undecided("what is returned can't be told")


RULE = ClaimRule("DLS302", "returns-nothing", frozenset({ClaimKind.RETURNS_VALUE}), judge)
