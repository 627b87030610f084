"""DLS103 unknown-parameter: prose speaks of a parameter that there is not.

>>> judged("def f(x): return x", "", "The verbose flag says how much is printed.")
'false: `f` has no parameter `verbose`'
>>> judged("def f(x): return x", "", "The x argument comes back.")
'true'
>>> judged("def f(**options): ...", "", "Pass depth=3 to be sure.")
'undecided: it may be passed on'
"""

from __future__ import annotations

from ...analysis import ParameterKind
from ...syntax import SymbolKind
from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement
from ..name_evidence import is_judged, is_of_method, takes_nothing_else


def judge(case: Case) -> Judgement:
    """A name that the file knows may be the parameter of something else that it speaks of."""
    facts, name = case.facts, case.claim.subject
    if case.documented:
        return _entry(case)
    if any(parameter.name == name for parameter in facts.parameters):
        return case.true()
    if facts.kind is SymbolKind.MODULE or name in facts.known or name in {"self", "cls"}:
        return case.undecided("it may be another's")
    if any(p.kind is ParameterKind.VAR_KEYWORD for p in facts.parameters) or facts.decorators:
        return case.undecided("it may be passed on")
    if facts.kind is SymbolKind.CLASS and (facts.bases or not facts.parameters):
        return case.undecided("it may be inherited")
    return case.false(f"`{facts.name}` has no parameter `{name}`")


def _entry(case: Case) -> Judgement:
    """An entry is of this very symbol, so that nothing but stars and decorators may excuse it."""
    facts, name = case.facts, case.claim.subject
    if not is_judged(name, facts):
        return case.undecided("it may be another's", is_hard=False)
    if is_of_method(name, facts):
        return case.undecided("it may be a method's", is_hard=False)
    if any(item.kind.is_starred for item in facts.parameters) or not takes_nothing_else(facts):
        return case.undecided("it may be passed on", is_hard=False)
    return case.false(f"`{facts.name}` has no parameter `{name}`")


RULE = ClaimRule("DLS103", "unknown-parameter", frozenset({ClaimKind.PARAMETER}), judge)
