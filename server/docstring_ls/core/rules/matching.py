"""Which documented names are which parameters or attributes, a rename seen as one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from ..analysis import Facts, Parameter, PropagatedException, SectionKind
from ..docstrings import Outline
from ..syntax import SymbolKind
from .stated_types import contradicts, taken_apart
from .update_context import signature_is_certain

# Similarity of two names, 1 for equal ones, from which on one is taken for the other renamed.
_ALIKE = 0.7
# From these derives nearly everything, so that they are evidence of nothing.
_ROOTS = frozenset({"Exception", "BaseException"})
_RECEIVERS = frozenset({"self", "cls", "mcs", "mcls", "klass"})


@dataclass(frozen=True)
class Match:
    """Documented names held against those of the code.

    Attributes:
        renamed: Documented name → the name that took its place.
        unknown: Documented names that the code does not have.
        missing: Names of the code that are not documented.
    """

    renamed: dict[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def match_parameters(outline: Outline, facts: Facts) -> Match:
    """Match the entries of all parameter sections with the signature."""
    # What the header names otherwise, such as an interface's first parameter, is not unknown.
    actual = [item.name for item in facts.parameters]
    # In a class, a type that stands alone may be that of an attribute.
    apart = {
        mark.text
        for item in outline.items(SectionKind.PARAMETERS)
        if item.type_only and facts.kind is SymbolKind.CLASS
        for mark in item.names
    }
    documented = [
        name
        for name in outline.names(SectionKind.PARAMETERS)
        if _plain(name, facts)
        and (name in actual or (name not in apart and not _named(name, facts.signature)))
    ]
    elsewhere = (
        set(outline.names(SectionKind.ATTRIBUTES)) if facts.kind is SymbolKind.CLASS else set()
    )
    types = {
        mark.text: taken_apart(item.type.text).core
        for item in outline.items(SectionKind.PARAMETERS)
        if item.type
        for mark in item.names
    }
    annotations = {item.name: item.annotation for item in facts.parameters}

    certain = signature_is_certain(facts)

    def fits(old: str, new: str, alone: bool) -> bool:
        if new in stars:
            return _similar(old, new) >= _ALIKE
        if contradicts(types.get(old, ""), annotations[new]):
            return _similar(old, new) >= _ALIKE
        if is_open(facts) and _mentioned(old, facts):
            return False
        return (alone and certain) or _similar(old, new) >= _ALIKE

    missing = [name for name in actual if name not in documented]
    stars = {item.name for item in facts.parameters if item.kind.is_starred}
    match = _match(documented, actual, missing, fits, stars)
    return replace(match, missing=tuple(name for name in match.missing if name not in elsewhere))


def match_attributes(outline: Outline, facts: Facts) -> Match:
    """Match the entries of attribute sections with what the class binds."""
    documented = [name for name in outline.names(SectionKind.ATTRIBUTES) if "." not in name]
    actual = [item.name for item in facts.attributes]
    missing = [name for name in actual if name not in documented and not name.startswith("_")]

    # Attributes are often left out, so that one missing name tells little unless all others stand.
    unknown = [name for name in documented if name not in actual]
    others = len(documented) > 1 and not facts.bases
    the_only_one = others and len(unknown) == 1 and len(missing) == 1

    def fits(old: str, new: str, alone: bool) -> bool:
        gone = not _mentioned(old, facts)
        return gone and ((alone and the_only_one) or _similar(old, new) >= _ALIKE)

    return _match(documented, actual, missing, fits, set())


def is_open(facts: Facts) -> bool:
    """Whether more may be passed than the signature names."""
    return any(item.kind.is_starred for item in facts.parameters)


def _plain(name: str, facts: Facts) -> bool:
    if "." in name:
        return False
    return name not in _RECEIVERS or any(item.name == name for item in facts.parameters)


def _match(
    documented: list[str],
    actual: list[str],
    missing: list[str],
    fits: Callable[[str, str, bool], bool],
    stars: set[str],
) -> Match:
    unknown = [name for name in dict.fromkeys(documented) if name not in actual]
    renamed: dict[str, str] = {}
    for olds, news, after in _gaps(documented, actual, unknown, missing):
        # Behind the last parameter that has a name, an unknown one may be a key of ``**kwargs``.
        alone = not stars or (after is not None and after not in stars)
        for old, new in zip(olds, news, strict=False) if len(olds) == len(news) else ():
            if fits(old, new, alone):
                renamed[old] = new
    pairs = [(old, new) for old in unknown for new in missing if old not in renamed]
    for old, new in sorted(pairs, key=lambda pair: -_similar(*pair)):
        if old not in renamed and new not in renamed.values() and fits(old, new, False):
            renamed[old] = new
    return Match(
        renamed,
        tuple(name for name in unknown if name not in renamed),
        tuple(name for name in missing if name not in renamed.values()),
    )


def _gaps(
    documented: Sequence[str], actual: Sequence[str], unknown: list[str], missing: list[str]
) -> list[tuple[list[str], list[str], str | None]]:
    """Unknown and missing names between two names that both sides have, and the second of these."""
    anchors = [name for name in dict.fromkeys(documented) if name in actual]
    found = []
    before: str | None = None
    for after in (*anchors, None):
        olds = _between(documented, before, after, unknown)
        news = _between(actual, before, after, missing)
        if olds and news:
            found.append((olds, news, after))
        before = after
    return found


def _between(
    names: Sequence[str], before: str | None, after: str | None, wanted: list[str]
) -> list[str]:
    start = names.index(before) + 1 if before is not None else 0
    end = names.index(after) if after is not None else len(names)
    return [name for name in dict.fromkeys(names[start:end]) if name in wanted]


def _similar(old: str, new: str) -> float:
    """How alike two names are; 1 where one only adds words to the other."""
    old, new = old.strip("_").lower(), new.strip("_").lower()
    parts, others = set(old.split("_")), set(new.split("_"))
    if parts <= others or others <= parts:
        return 1.0
    return SequenceMatcher(None, old, new).ratio()


def _mentioned(name: str, facts: Facts) -> bool:
    """Whether the body still knows the name, so that it may be a key of ``**kwargs``."""
    return _named(name, facts.source)


def _named(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


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
