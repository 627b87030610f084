r"""DLS108 changed-argument: prose says that an argument is changed in place, or that it is not.

Evidence are the lines that set its items or attributes, or call what changes it; and its type, for
numbers and text can't be changed. What is handed on may be changed elsewhere.

>>> judged("def f(x):\n    x.append(1)", "", "The given `x` is modified in place.")
'true'
>>> judged("def f(x):\n    x.append(1)", "", "The given `x` is not changed.")
'false: `x.append(1)` changes it'
>>> judged("def f(x: int):\n    return g(x)", "x", "Modified in place.")
'false: an `int` is never changed'
>>> judged("def f(x):\n    return [*x]", "x", "Modified in place.")
'false: nothing here changes it'
>>> judged("def f(x):\n    return g(x)", "x", "Modified in place.")
'undecided: no line here changes it'
"""

from __future__ import annotations

import re

from ...analysis import EffectKind, Facts, Parameter, Trait
from ...syntax import SymbolKind
from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement
from ..matching import parameter_named

_FIXED = re.compile(
    r"(?:int|str|float|bool|bytes|complex|frozenset|Path|PurePath|Decimal|datetime|date|timedelta"
    r"|None)(?:\s*\|\s*(?:int|str|float|bool|bytes|complex|None))*"
)


def judge(case: Case) -> Judgement:
    """Only what the body shows; a method's own object counts where nothing else is named."""
    if _is_unknown(case.facts):
        return case.undecided("its body is not known", is_hard=False)
    parameter = parameter_named(case.facts, case.claim.subject)
    if parameter is None:
        return _of_itself(case)
    change = case.facts.effects.of(EffectKind.CHANGES, parameter.name)
    if change is not None:
        return case.true(change.place, f"`{change.words}` changes it")
    if _FIXED.fullmatch(parameter.annotation.strip("'\"")):
        return case.false(f"an `{parameter.annotation}` is never changed", parameter.place)
    return _unseen(case, parameter)


def _is_unknown(facts: Facts) -> bool:
    stub = facts.is_abstract or Trait.EMPTY in facts.traits
    return stub or facts.body is None or facts.kind is SymbolKind.MODULE


def _unseen(case: Case, parameter: Parameter) -> Judgement:
    """No line changes it: false where it is handed to nobody."""
    rebound = re.search(rf"(?<![\w.]){re.escape(parameter.name)}\s*=[^=]", case.facts.source)
    if parameter.name in case.facts.effects.handed or parameter.kind.is_starred or rebound:
        return case.undecided("no line here changes it", is_hard=not case.claim.negated)
    iterated = re.search(rf"\bin {re.escape(parameter.name)}\b", case.facts.source)
    if iterated and re.match(r"consum|exhaust|drain|empt", case.claim.words, re.I):
        return case.undecided("it is iterated over", is_hard=False)
    if case.facts.yields is not None:
        return case.undecided("whoever takes what it yields may change it")
    return case.false("nothing here changes it", parameter.place)


def _of_itself(case: Case) -> Judgement:
    """Something is changed in place that nobody names."""
    change = case.facts.effects.of(EffectKind.CHANGES)
    if change is not None and not case.claim.negated:
        return case.true(change.place, f"`{change.words}` changes something")
    spoken = re.search(r"in_?place|copy", f"{case.facts.signature}{case.facts.source}", re.I)
    open_ = bool(spoken) or case.claim.negated
    return case.undecided("no line here changes anything", is_hard=not open_)


RULE = ClaimRule("DLS108", "changed-argument", frozenset({ClaimKind.CHANGES}), judge)
