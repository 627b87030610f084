r"""DLS401 wrong-nature: prose calls a symbol a coroutine, generator, context manager or property.

>>> judged("def f(x):\n    return x", "", "This is a coroutine.")
'false: it is not asynchronous'
>>> judged("async def f(x):\n    return x", "", "This is a coroutine.")
'true'
>>> judged("def f(x):\n    return [x]", "", "This function is a generator.")
'false: it yields nothing'
>>> judged("def f(x):\n    return g(x)", "", "Returns a generator over x.")
'undecided: what it returns may be one'
"""

from __future__ import annotations

import re

from ...analysis import Facts, Trait
from ...syntax import SymbolKind
from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement
from ..update_context import result_is_certain

_AWAITABLE = re.compile(r"Awaitable|Coroutine|Future|Task|Deferred|asyncio|await|async", re.I)
_CALLABLE = (SymbolKind.FUNCTION, SymbolKind.METHOD)
_WHOLE = re.compile(r"""[fFrRbBuU]{0,2}['"\[{]|-?\d|True\b|False\b|None\b""")


def judge(case: Case) -> Judgement:
    """What a decorator or a returned value may make of it is left open."""
    if case.facts.kind not in _CALLABLE:
        return _class(case)
    if case.claim.kind is ClaimKind.CONTEXT_MANAGER and case.facts.traits & {Trait.CONTEXT_MANAGER}:
        return _manager(case)
    if not result_is_certain(case.facts):
        return case.undecided("its decorators may make it one")
    return _JUDGES[case.claim.kind](case)


def _class(case: Case) -> Judgement:
    facts = case.facts
    if case.claim.kind is not ClaimKind.CONTEXT_MANAGER:
        return case.undecided("a class may be one", is_hard=False)
    if "__enter__" in facts.source or "__aenter__" in facts.source:
        return case.true(reason="it has `__enter__`")
    if facts.bases or facts.decorators:
        return case.undecided("its base may be one")
    return case.false("it has no `__enter__`")


def _coroutine(case: Case) -> Judgement:
    facts = case.facts
    if facts.is_async and facts.yields is not None:
        return case.false("it is an asynchronous generator", facts.yields.place)
    if facts.is_async:
        return case.true(reason="it is asynchronous")
    returned = facts.returns.annotation if facts.returns else ""
    if case.claim.negated and not _AWAITABLE.search(returned):
        return case.false("it is not asynchronous")
    if _AWAITABLE.search(returned) or _AWAITABLE.search(facts.source):
        return case.undecided("what it returns may be one")
    return case.false("it is not asynchronous")


def _generator(case: Case) -> Judgement:
    facts = case.facts
    if facts.yields is not None:
        return case.true(facts.yields.place)
    if _returns_whole_values(facts) or case.claim.negated:
        return case.false("it yields nothing")
    return case.undecided("what it returns may be one")


def _manager(case: Case) -> Judgement:
    if Trait.CONTEXT_MANAGER in case.facts.traits:
        return case.true(reason="it is one")
    plain = case.facts.yields is not None or _returns_whole_values(case.facts)
    if plain or case.claim.negated:
        return case.false("it is an ordinary function")
    return case.undecided("what it returns may be one")


def _property(case: Case) -> Judgement:
    if case.facts.traits & {Trait.PROPERTY, Trait.CACHED_PROPERTY, Trait.SETTER, Trait.DELETER}:
        return case.true(reason="it is a property")
    return case.false("it is called")


def _method(case: Case) -> Judgement:
    traits = case.facts.traits
    wanted = _TRAITS[case.claim.kind]
    if wanted in traits:
        return case.true()
    if case.facts.kind is SymbolKind.METHOD:
        other = next((name for trait, name in _CALLED.items() if trait in traits), "an instance's")
        return case.false(f"it is {other} method")
    return case.undecided("it is no method")


def _decorator(case: Case) -> Judgement:
    if _returns_whole_values(case.facts):
        return case.false("it returns no function")
    return case.undecided("what it returns may be a function")


def _returns_whole_values(facts: Facts) -> bool:
    """Whether every path gives a plain value, or nothing."""
    if facts.returns is None:
        return not facts.is_abstract
    annotation = facts.returns.annotation
    if annotation:
        return annotation.split("[")[0] in {"int", "str", "float", "bool", "bytes", "dict", "list"}
    texts = facts.returns.expressions
    return bool(texts) and all(_WHOLE.match(text) for text in texts)


_TRAITS = {
    ClaimKind.STATIC_METHOD: Trait.STATIC,
    ClaimKind.CLASS_METHOD: Trait.CLASS_METHOD,
}
_CALLED = {Trait.STATIC: "a static", Trait.CLASS_METHOD: "a class"}
_JUDGES = {
    ClaimKind.STATIC_METHOD: _method,
    ClaimKind.CLASS_METHOD: _method,
    ClaimKind.COROUTINE: _coroutine,
    ClaimKind.GENERATOR: _generator,
    ClaimKind.CONTEXT_MANAGER: _manager,
    ClaimKind.PROPERTY: _property,
    ClaimKind.DECORATOR: _decorator,
}

RULE = ClaimRule("DLS401", "wrong-nature", frozenset(_JUDGES), judge)
