"""DLS101 wrong-default: prose states a default that the signature contradicts.

A wrong default is the lie that costs most: callers leave arguments out because of it. A default
that the signature computes, or a None for which the body chooses a value, can't be told from here.

>>> judged("def f(x=3): ...", "x", "Defaults to 5.")
'false: it is `3`'
>>> judged("def f(x): ...", "x", "How often, 5 unless given.")
'false: it has none'
>>> judged("def f(x=3): ...", "x", "How often (3 by default).")
'true'
>>> judged("def f(x=None): ...", "x", "Defaults to 5.")
'undecided: `None` may stand for it'
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from dataclasses import replace

from ...analysis import Parameter
from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement
from ..matching import parameter_named
from ..stated_default import contradicts_default, in_words_of
from ..update_context import signature_is_certain


def judge(case: Case) -> Judgement:
    """Compare the values, not how they are written."""
    if not case.claim.subject:
        return _of_any(case)
    parameter = parameter_named(case.facts, case.claim.subject)
    if parameter is None or parameter.kind.is_starred:
        return case.spoken("it is no parameter of its own")
    if parameter.default is None:
        # Somewhere in a long text it may be the default of something that the argument holds.
        certain = case.claim.place[1] > 0 and signature_is_certain(case.facts, strict=True)
        told = case.false if certain else case.presumed_false
        return told("it has none", parameter.place)
    return _compared(case, parameter, parameter.default)


def _of_any(case: Case) -> Judgement:
    """A default of whatever parameter is meant: one of them must have it."""
    stated = _value(case.claim.value)
    for parameter in case.facts.parameters:
        if parameter.default is not None and _value(parameter.default) == stated:
            return case.true(parameter.place)
    return case.undecided("no parameter has it", is_hard=True)


def _compared(case: Case, parameter: Parameter, default: str) -> Judgement:
    stated = case.claim.value
    if stated == default:
        return case.true(parameter.place)
    said, meant = _value(stated), _value(default)
    if meant is None and default.strip() == "None":
        return _behind_none(case, stated)
    if isinstance(said, str) and not isinstance(meant, str) and stated[:1] not in case.claim.words:
        return case.undecided(f"it is `{default}`")
    if said is _UNKNOWN or meant is _UNKNOWN or "\\" in stated + default:
        return case.spoken(f"it is `{default}`")
    if said == meant:
        return case.true(parameter.place)
    certain = contradicts_default(stated, default) and not _is_short_for(meant, said)
    told = case.false if certain else case.presumed_false
    false = told(f"it is `{default}`", parameter.place)
    return replace(false, correction=in_words_of(stated, default))


def _is_short_for(default: object, stated: object) -> bool:
    """Whether a default may be an alias: ``'low'`` is how a filter is told that it is low pass."""
    both = isinstance(default, str) and isinstance(stated, str)
    return both and str(default).isalpha() and str(stated).startswith(str(default))


def _behind_none(case: Case, stated: str) -> Judgement:
    """A None for which the body takes a value; one that it never names is somebody's guess."""
    text = f"{case.facts.source}{case.shown}"
    known = re.search(rf"(?<![\w.]){re.escape(stated.strip(QUOTES))}(?![\w])", text) is not None
    return case.undecided("`None` may stand for it", is_hard=not known and stated != "None")


QUOTES = "'\""
_UNKNOWN = object()
# Characters of a default beyond which it is not worked out.
_LONGEST = 200


def _value(source: str) -> object:
    if len(source) > _LONGEST:
        return _UNKNOWN
    try:
        value = _constant(ast.parse(source.strip(), mode="eval").body)
    except (ValueError, SyntaxError, TypeError, ArithmeticError, MemoryError, RecursionError):
        return _UNKNOWN
    return value if value.__hash__ is not None else repr(value)


_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def _constant(node: ast.expr) -> object:
    """The value of a literal, or of a sum or product of numbers such as ``60 * 60``."""
    if not isinstance(node, ast.BinOp):
        return ast.literal_eval(node)
    left, right = _constant(node.left), _constant(node.right)
    work = _OPERATORS.get(type(node.op))
    if work is None or not isinstance(left, (int, float)) or not isinstance(right, (int, float)):
        return _UNKNOWN
    return work(left, right)


RULE = ClaimRule("DLS101", "wrong-default", frozenset({ClaimKind.DEFAULT}), judge, is_noted=True)
