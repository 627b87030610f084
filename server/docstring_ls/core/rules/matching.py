"""Looks names up: parameters, exceptions, and which parameters a docstring leaves out."""

from __future__ import annotations

from ..analysis import Facts, Parameter, PropagatedException, SectionKind
from ..docstrings import Outline
from ..syntax import SymbolKind
from .name_evidence import is_judged, successor

# From these derives nearly everything, so that they are evidence of nothing.
_ROOTS = frozenset({"Exception", "BaseException"})


def undocumented(outline: Outline, facts: Facts) -> tuple[str, ...]:
    """Parameters without an entry; one that took the place of an old name is told with that."""
    documented = outline.names(SectionKind.PARAMETERS)
    gone = [name for name in documented if is_judged(name, facts)]
    known = {found.name for name in gone if (found := successor(name, documented, facts))}
    known |= set(documented)
    if facts.kind is SymbolKind.CLASS:
        known |= set(outline.names(SectionKind.ATTRIBUTES))
    return tuple(item.name for item in facts.parameters if item.name not in known)


def is_open(facts: Facts) -> bool:
    """Whether more may be passed than the signature names."""
    return any(item.kind.is_starred for item in facts.parameters)


def parameter_named(facts: Facts, name: str) -> Parameter | None:
    """The parameter of a name."""
    return next((item for item in facts.parameters if item.name == name), None)


# Other names of the same builtin class.
_ALIASES = dict.fromkeys(("IOError", "EnvironmentError"), "OSError")


def exception_named(facts: Facts, name: str) -> PropagatedException | None:
    """The evidence that an exception leaves or may leave: itself, else one that derives from it."""
    last = name.rsplit(".", 1)[-1]
    last = _ALIASES.get(last, last)
    every = (*facts.raises, *facts.implied)
    broader = [item for item in every if last in item.bases and last not in _ROOTS]
    return next(iter((*exceptions_named(facts, name), *broader)), None)


def exceptions_named(facts: Facts, name: str) -> tuple[PropagatedException, ...]:
    """Every place from which an exception leaves under its own name, the certain ones first."""
    last = name.rsplit(".", 1)[-1]
    last = _ALIASES.get(last, last)
    every = (*facts.raises, *facts.implied)
    exact = [item for item in every if item.exception == name]
    same = [item for item in every if item.exception.rsplit(".", 1)[-1] == last]
    return tuple(dict.fromkeys(sorted((*exact, *same), key=lambda item: not item.certain)))
