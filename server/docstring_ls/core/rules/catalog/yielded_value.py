r"""DLS304 yields-nothing: a section tells what is yielded, and nothing is.

>>> judged_entry("def f(x):\n    print(x)", "Yields:\n    All of it.")
'false: `f` yields nothing'
>>> judged_entry("def f(x):\n    return g(x)", "Yields:\n    All of it.")
'undecided: what it returns may be a generator'
"""

from __future__ import annotations

from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement
from ..update_context import returns_nothing


def judge(case: Case) -> Judgement:
    """Only where every path is known."""
    facts = case.facts
    if facts.yields is not None:
        return case.true(facts.yields.place)
    if returns_nothing(facts, strict=True):
        return case.false(f"`{facts.name}` yields nothing")
    return case.undecided("what it returns may be a generator", is_hard=False)


RULE = ClaimRule("DLS304", "yields-nothing", frozenset({ClaimKind.YIELDS_VALUE}), judge)
