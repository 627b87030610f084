"""DLS102 wrong-demand: a parameter is called required, optional or keyword-only, and is not.

What is called optional may mean that None is allowed; where an annotation says so, that is left
to the writer.

>>> judged("def f(x=3): ...", "x", "Required.")
'false: it has a default, `3`'
>>> judged("def f(x): ...", "x", "May be omitted.")
'false: it must be given'
>>> judged("def f(*, x): ...", "x", "Keyword-only flag.")
'true'
>>> judged("def f(x): ...", "x", "Keyword-only flag.")
'false: it may be passed by position'
"""

from __future__ import annotations

import re

from ...analysis import Parameter, ParameterKind
from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement
from ..matching import parameter_named


def judge(case: Case) -> Judgement:
    """Look at the signature alone."""
    parameter = parameter_named(case.facts, case.claim.subject)
    if parameter is None or parameter.kind.is_starred:
        return case.spoken("it is no parameter of its own")
    if case.claim.kind is ClaimKind.KEYWORD_ONLY:
        if parameter.kind is ParameterKind.KEYWORD_ONLY:
            return case.true(parameter.place, "it is passed by keyword only")
        return case.false("it may be passed by position", parameter.place)
    if case.claim.kind is ClaimKind.POSITIONAL_ONLY:
        if parameter.kind is ParameterKind.POSITIONAL_ONLY:
            return case.true(parameter.place)
        return case.false("it may be passed by keyword", parameter.place)
    if case.claim.kind is ClaimKind.REQUIRED:
        return _required(case, parameter)
    return _optional(case, parameter)


def _required(case: Case, parameter: Parameter) -> Judgement:
    if parameter.default is None:
        return case.true(parameter.place)
    if _NOTHING.match(parameter.default):
        return case.spoken(f"its default, `{parameter.default}`, may stand for nothing")
    return case.false(f"it has a default, `{parameter.default}`", parameter.place)


def _optional(case: Case, parameter: Parameter) -> Judgement:
    if parameter.default is not None:
        return case.true(parameter.place)
    nullable = "None" in parameter.annotation or "Optional" in parameter.annotation
    if nullable and not case.claim.value:
        return case.spoken("it must be given, though perhaps as None")
    return case.false("it must be given", parameter.place)


# Defaults by which a signature marks that nothing was given; the body may insist then.
_NOTHING = re.compile(
    r"\.\.\.|object\(\)|(?i:.*(?:unset|missing|sentinel|nothing|not_?(?:set|given)|undefined|empty"
    r"|no_|required|marker|unspecified|omit))"
)


RULE = ClaimRule(
    "DLS102",
    "wrong-demand",
    frozenset(
        {
            *(ClaimKind.REQUIRED, ClaimKind.OPTIONAL),
            *(ClaimKind.KEYWORD_ONLY, ClaimKind.POSITIONAL_ONLY),
        }
    ),
    judge,
)
