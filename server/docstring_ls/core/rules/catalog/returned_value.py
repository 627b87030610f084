r"""DLS302 returns-nothing: a summary begins with *Return*, and nothing is returned.

>>> judged("def f(x):\n    print(x)", "summary", "Return the total.")
'false: it returns nothing'
>>> judged("def f(x):\n    return x", "summary", "Return the total.")
'true'
"""

from __future__ import annotations

import re

from ...syntax import SymbolKind
from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement
from ..result_facts import may_result_be_none
from ..update_context import returns_nothing


def judge(case: Case) -> Judgement:
    """Only where every path is known."""
    facts = case.facts
    if case.is_mentioned:
        return _mentioned(case)
    if facts.returns is not None:
        return case.true(facts.returns.place, "it returns something")
    if facts.is_async and _AWAITED.search(case.claim.condition):
        return case.undecided("what is awaited may be meant")
    if returns_nothing(facts, strict=True):
        return case.false("it returns nothing")
    return case.undecided("what is returned can't be told")


_AWAITED = re.compile(r"coroutine|awaitable|deferred|future|promise|task", re.I)


def _mentioned(case: Case) -> Judgement:
    """Words about what comes back, held against whether anything does."""
    facts = case.facts
    if facts.kind not in (SymbolKind.FUNCTION, SymbolKind.METHOD) or facts.yields is not None:
        return case.spoken("it is no function that returns")
    if facts.returns is not None:
        if case.claim.condition or may_result_be_none(facts):
            return case.spoken("it may be so then")
        return case.true(facts.returns.place, "it returns something")
    if case.claim.negated or not returns_nothing(facts, strict=True):
        return case.spoken("nothing is returned")
    if case.claim.value != "plain" and _SPOKEN.search(facts.source):
        return case.spoken("the code speaks of results")
    return case.undecided("it returns nothing", is_hard=True)


_SPOKEN = re.compile(r"result|return(?:s|ed|ing|_)|outcome")


RULE = ClaimRule("DLS302", "returns-nothing", frozenset({ClaimKind.RETURNS_VALUE}), judge)
