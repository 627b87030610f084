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
from ..judgement import Case, ClaimRule, Judgement, Verdict
from ..update_context import result_is_certain

_AWAITABLE = re.compile(r"Awaitable|Coroutine|Future|Task|Deferred|asyncio|await|async", re.I)
_CALLABLE = (SymbolKind.FUNCTION, SymbolKind.METHOD)
_WHOLE = re.compile(r"""[fFrRbBuU]{0,2}['"\[{]|-?\d|True\b|False\b|None\b""")


def judge(case: Case) -> Judgement:
    """What a decorator or a returned value may make of it is left open."""
    if case.facts.kind not in _CALLABLE:
        return _class(case)
    if case.claim.kind in _OF_BODIES and not _is_plainly_decorated(case.facts):
        return _decorated(case)
    return _JUDGES[case.claim.kind](case)


def _class(case: Case) -> Judgement:
    facts = case.facts
    if case.claim.kind is not ClaimKind.CONTEXT_MANAGER:
        return case.spoken("a class may be one")
    if "__enter__" in facts.source or "__aenter__" in facts.source:
        return case.true(reason="it has `__enter__`")
    if facts.bases or facts.decorators:
        return case.undecided("its base may be one")
    return case.false("it has no `__enter__`")


def _is_plainly_decorated(facts: Facts) -> bool:
    return Trait.CONTEXT_MANAGER in facts.traits or result_is_certain(facts)


def _decorated(case: Case) -> Judgement:
    """An unknown decorator seldom takes away what the body makes of it, but may make more of it."""
    plain = case.claim.negated != (case.claim.kind is ClaimKind.ORDINARY)
    if not plain and _JUDGES[case.claim.kind](case).verdict is Verdict.TRUE:
        return _JUDGES[case.claim.kind](case)
    reason = "its decorators may make it one"
    return case.spoken(reason) if plain else case.undecided(reason)


def _coroutine(case: Case) -> Judgement:
    facts, claim = case.facts, case.claim
    if facts.is_async and facts.yields is not None and "coroutine" in claim.words:
        return case.false("it is an asynchronous generator", facts.yields.place)
    if facts.is_async:
        return case.true(reason="it is asynchronous")
    returned = facts.returns.annotation if facts.returns else ""
    if claim.negated and not _AWAITABLE.search(returned):
        return case.false("it is not asynchronous")
    if _AWAITABLE.search(returned) or _AWAITABLE.search(facts.source):
        return case.undecided("what it returns may be one")
    return case.false("it is not asynchronous")


def _generator(case: Case) -> Judgement:
    facts = case.facts
    if facts.yields is not None and Trait.CONTEXT_MANAGER not in facts.traits:
        return case.true(facts.yields.place, "it yields")
    if facts.yields is not None:
        return case.spoken("it yields once, into the block")
    if _returns_whole_values(facts) or case.claim.negated:
        return case.false("it yields nothing")
    if "iterator" in case.claim.words:
        return case.spoken("what it returns may be one")
    return case.undecided("what it returns may be one")


def _deferred(case: Case) -> Judgement:
    facts = case.facts
    if facts.is_async or facts.yields is not None:
        return case.true(reason="the call itself does no work yet")
    if _returns_whole_values(facts) or case.claim.negated:
        return case.false("the call does all the work")
    return case.undecided("what it returns may do the work later")


def _ordinary(case: Case) -> Judgement:
    facts = case.facts
    if facts.is_async:
        return case.false("it is asynchronous")
    if Trait.CONTEXT_MANAGER in facts.traits:
        return case.false("it is a context manager")
    if facts.yields is not None:
        return case.false("it yields", facts.yields.place)
    if facts.traits & _PROPERTIES:
        return case.false("it is a property")
    return case.true()


def _manager(case: Case) -> Judgement:
    if Trait.CONTEXT_MANAGER in case.facts.traits:
        return case.true(reason="it is one")
    plain = case.facts.yields is not None or _returns_whole_values(case.facts)
    if plain or case.claim.negated:
        return case.false("it is an ordinary function")
    return case.undecided("what it returns may be one")


def _property(case: Case) -> Judgement:
    if case.facts.traits & _PROPERTIES:
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
    return case.spoken("what it returns may be a function")


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
_PROPERTIES = frozenset({Trait.PROPERTY, Trait.CACHED_PROPERTY, Trait.SETTER, Trait.DELETER})
_OF_BODIES = frozenset(
    {
        *(ClaimKind.COROUTINE, ClaimKind.GENERATOR, ClaimKind.CONTEXT_MANAGER, ClaimKind.PROPERTY),
        *(ClaimKind.DEFERRED, ClaimKind.ORDINARY),
    }
)
_JUDGES = {
    ClaimKind.DEFERRED: _deferred,
    ClaimKind.ORDINARY: _ordinary,
    ClaimKind.STATIC_METHOD: _method,
    ClaimKind.CLASS_METHOD: _method,
    ClaimKind.COROUTINE: _coroutine,
    ClaimKind.GENERATOR: _generator,
    ClaimKind.CONTEXT_MANAGER: _manager,
    ClaimKind.PROPERTY: _property,
    ClaimKind.DECORATOR: _decorator,
}

RULE = ClaimRule("DLS401", "wrong-nature", frozenset(_JUDGES), judge)
