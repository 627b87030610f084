r"""DLS303 wrong-type: prose calls something a type that it is not.

>>> judged("def f(x: int): ...", "x", "A string with the name.")
'false: it is `int`'
>>> judged("def f(x) -> int:\n    return x", "summary", "Return the length as a string.")
'false: it is `int`'
>>> judged("def f(x: Path): ...", "x", "A string with the name.")
'undecided: `Path` may be one'
"""

from __future__ import annotations

import re

from ...analysis import Facts
from ...problems import Location
from ...syntax import SymbolKind
from ..claims import ClaimKind, Part
from ..expression_types import type_of_all
from ..judgement import Case, ClaimRule, Judgement
from ..matching import parameter_named
from ..stated_types import contradicts
from ..update_context import result_is_certain, signature_is_certain

_CONTAINERS = frozenset({"list", "tuple", "dict", "set"})


def judge(case: Case) -> Judgement:
    """Only what annotations or all paths decide."""
    argument = _is_argument(case)
    if case.is_mentioned and not argument:
        return _mentioned(case)
    actual, place = _type(case)
    if not actual and not argument and _is_generator(case):
        return case.presumed_false("it is a generator")
    if not actual:
        reason = "its type is not known"
        return case.spoken(reason) if argument else case.undecided(reason)
    reason = f"it is `{actual}`"
    if contradicts(case.claim.value, actual):
        annotated = _is_annotated(case, actual)
        return case.false(reason, place) if annotated else case.presumed_false(reason, place)
    if _differs(case.claim.value, actual):
        return case.presumed_false(reason, place)
    reason = f"`{actual}` may be one"
    return case.spoken(reason) if argument else case.undecided(reason)


def _is_argument(case: Case) -> bool:
    """Whether it is the type of an argument, which passes for more than it is declared."""
    return any(item.name == case.claim.subject for item in case.facts.parameters)


def _is_annotated(case: Case, actual: str) -> bool:
    """Whether a type is what an annotation says, not what values suggest."""
    facts, part = case.facts, case.passage.part
    if part is Part.PARAMETER:
        parameter = parameter_named(facts, case.claim.subject)
        return parameter is not None and parameter.annotation == actual
    if part in (Part.ATTRIBUTE, Part.YIELDS):
        return True
    annotated = facts.returns is not None and facts.returns.annotation == actual
    return annotated and signature_is_certain(facts)


def _mentioned(case: Case) -> Judgement:
    """A type that is named for the result must be able to be its type."""
    actual, place = _type(case)
    said = case.claim.value
    if not actual or case.facts.kind is SymbolKind.CLASS or _ITERATES.match(actual):
        return case.spoken("its type is not known")
    if not (contradicts(said, actual) or _is_no_float(said, actual)):
        return case.spoken("it may be so") if not case.claim.negated else _open(case, actual)
    if case.claim.negated:
        return case.false(f"it is `{actual}`", place)
    if case.claim.condition and _is_used(said, case.facts):
        return case.spoken("it may be said of something else")
    return _open(case, actual)


# What these hand out is often told as if it were the result.
_ITERATES = re.compile(r"(?:\w+\.)*(?:Async)?(?:Iterator|Iterable|Generator)\b")


def _open(case: Case, actual: str) -> Judgement:
    return case.undecided(f"it is `{actual}`", is_hard=True)


def _is_no_float(said: str, actual: str) -> bool:
    """Whether a truth value is called a fraction, or the other way round."""
    return {said, actual} == {"bool", "float"}


def _is_used(name: str, facts: Facts) -> bool:
    """Whether a parameter may be of a type, or the body makes one."""
    for item in facts.parameters:
        known = item.annotation or item.inferred
        if not known or not contradicts(name, known):
            return True
    return re.search(rf"\b{re.escape(name)}\(", facts.source) is not None


def _is_generator(case: Case) -> bool:
    """Whether a plain value is claimed of what hands its values out one by one."""
    whole = case.claim.value in _CONTAINERS | {"str", "int", "bool", "float", "bytes"}
    result = case.passage.part in (Part.SUMMARY, Part.DESCRIPTION, Part.RETURNS)
    return result and whole and case.facts.yields is not None and result_is_certain(case.facts)


def _differs(said: str, actual: str) -> bool:
    """Whether two types differ that a person may take for each other: a list is no tuple."""
    head = re.sub(r"\[.*$", "", actual.removesuffix(" | None")).lower()
    return said != head and ({said, head} <= _CONTAINERS or {said, head} == {"bool", "float"})


def _type(case: Case) -> tuple[str, Location | None]:
    part, facts, subject = case.passage.part, case.facts, case.claim.subject
    if part is Part.PARAMETER or (subject and part in (Part.SUMMARY, Part.DESCRIPTION)):
        parameter = parameter_named(facts, subject)
        if parameter is None or parameter.kind.is_starred:
            return "", None
        return parameter.annotation or parameter.inferred, parameter.place
    if part is Part.ATTRIBUTE:
        attribute = next((item for item in facts.attributes if item.name == subject), None)
        return (attribute.annotation, attribute.place) if attribute else ("", None)
    if part is Part.YIELDS:
        return (facts.yields.annotation, facts.yields.place) if facts.yields else ("", None)
    return _result(facts)


def _result(facts: Facts) -> tuple[str, Location | None]:
    if facts.returns is None or facts.yields is not None:
        return "", None
    known = facts.returns.annotation or _certain(facts.returns)
    return known or type_of_all(facts.returns.expressions), facts.returns.place


def _certain(item: object) -> str:
    return getattr(item, "inferred", "") if getattr(item, "certain", False) else ""


RULE = ClaimRule("DLS303", "wrong-type", frozenset({ClaimKind.TYPE}), judge)
