r"""DLS301 returned-none: prose says that None is returned, or never is.

>>> judged("def f(x):\n    if x:\n        return 1\n", "", "Returns None if x is false.")
'true'
>>> judged("def f(x) -> int:\n    return x", "", "Returns None if x is false.")
'false: it returns `int`'
>>> judged("def f(x):\n    return [x]", "", "Returns None if x is false.")
'false: it returns `[x]`'
>>> judged("def f(x):\n    return g(x)", "", "Returns None if x is false.")
'undecided: `g(x)` may be anything'
"""

from __future__ import annotations

import re

from ...analysis import Facts, Parameter, ResultKind
from ...syntax import SymbolKind
from ..claims import ClaimKind
from ..expression_types import may_be_none
from ..judgement import Case, ClaimRule, Judgement
from ..matching import parameter_named
from ..result_facts import may_annotated_be_none, may_result_be_none

# Characters of code in a message.
_LONGEST_QUOTE = 60
_NONE = re.compile(r"\bNone\b|\bOptional\b")


def judge(case: Case) -> Judgement:
    """Every path must be known to say no; one that gives None is enough to say yes."""
    may_be = may_result_be_none(case.facts)
    if case.is_mentioned:
        return _mentioned(case, may_be)
    if may_be is None and case.facts.kind is SymbolKind.CLASS:
        return case.spoken("it may be so of a method")
    if may_be is None:
        return case.undecided(_unknown(case.facts))
    if may_be:
        ways = (path.place for path in case.facts.paths if path.kind is not ResultKind.VALUE)
        return case.true(next(ways, None), "None may be returned")
    outcome = case.facts.returns
    return case.false(_returned(case.facts), outcome.place if outcome else None)


def _mentioned(case: Case, may_be: bool | None) -> Judgement:
    """None as a word: that of the result, of an argument, or of anything the code calls None."""
    says_none = _NONE.search(case.facts.source) is not None
    subject, negated = case.claim.subject, case.claim.negated
    if subject != "result" or case.facts.kind is SymbolKind.CLASS:
        parameter = parameter_named(case.facts, subject)
        if parameter is not None and not negated and _may_be_none(parameter):
            return case.true(parameter.place)
        if says_none or negated or case.facts.kind is SymbolKind.CLASS:
            return case.spoken("it may be so of something else")
    if may_be is None:
        return case.undecided(_unknown(case.facts))
    if may_be:
        return case.true(None, "None may be returned")
    return case.false(_returned(case.facts))


def _may_be_none(parameter: Parameter) -> bool:
    return parameter.default == "None" or bool(may_annotated_be_none(parameter.annotation))


def _unknown(facts: Facts) -> str:
    outcome = facts.returns
    if outcome is None or facts.kind is SymbolKind.CLASS:
        return "what is returned can't be told"
    open_ = (text for text in outcome.expressions if may_be_none(text) is None)
    return f"`{next(open_, 'what it returns')[:_LONGEST_QUOTE]}` may be anything"


def _returned(facts: Facts) -> str:
    outcome = facts.returns
    if outcome is None:
        return "it returns something"
    return f"it returns `{(outcome.annotation or outcome.expressions[0])[:_LONGEST_QUOTE]}`"


RULE = ClaimRule("DLS301", "returned-none", frozenset({ClaimKind.RETURNS_NONE}), judge)
