"""What shows that a name became another: earlier texts, the body, or nothing but the spelling.

Neither the place of an entry nor the likeness of two names is evidence: a sentence that stands
under another name than its writer meant is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..analysis import Facts, SectionKind, facts_of
from ..docstrings import parse
from ..syntax import SymbolKind, Syntax, symbols
from .same_use import Names, bindings, used_alike

# Pairs of names that came and went in one step; each is compared by the whole body, and a signature
# that was rewritten shows nothing.
_MOST_PAIRS = 25


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """A symbol as an earlier text has it.

    Attributes:
        facts: What that text says of it.
        origin: Which text that is, as a noun phrase for the user.
    """

    facts: Facts
    origin: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a symbol was before, the newest version first."""

    earlier: tuple[EarlierVersion, ...] = ()


NO_EVIDENCE = Evidence()


@dataclass(frozen=True, slots=True)
class Rename:
    """A name that became another.

    Attributes:
        new: What it is called now.
        reason: A clause that says what shows it.
    """

    new: str
    reason: str


def earlier_version(syntax: Syntax, qualname: str, origin: str) -> EarlierVersion | None:
    """A symbol in an earlier text; None where it has none of this name, or several.

    Args:
        syntax: The earlier text.
        qualname: The symbol's dotted name.
        origin: Which text that is, as a noun phrase for the user.
    """
    named = [symbol for symbol in symbols(syntax) if symbol.qualname == qualname]
    return EarlierVersion(facts_of(syntax, named[0]), origin) if len(named) == 1 else None


def wants_evidence(facts: Facts) -> bool:
    """Whether a docstring lists names that the code does not have, or lacks some that it has."""
    outline = parse(facts.docstring or "")
    for kind in (SectionKind.PARAMETERS, SectionKind.ATTRIBUTES):
        documented = set(outline.names(kind))
        if documented and documented != _names_of(facts, kind):
            return True
    return False


def renames(
    documented: Iterable[str], facts: Facts, evidence: Evidence, kind: SectionKind, certain: bool
) -> dict[str, Rename]:
    """Documented names that the code does not have any more, each with what shows its new one.

    Args:
        documented: Names with an entry.
        facts: What the code says now.
        evidence: How it was before.
        kind: Whether parameters or attributes are meant.
        certain: Whether the code shows all there are; else only an earlier text is evidence.
    """
    known, names = _names_of(facts, kind), set(documented)
    gone = [name for name in dict.fromkeys(documented) if name not in known]
    free = known - names
    if not gone or not free:
        return {}
    shown: dict[str, Rename] = {}
    if certain:
        bound = _by_binding(gone, free, facts) if kind is SectionKind.PARAMETERS else {}
        shown = bound | _by_spelling(gone, free, kind)
    shown |= _by_history(facts, evidence, kind)
    found = {name: shown[name] for name in gone if name in shown}
    taken = [rename.new for rename in found.values()]
    return {
        old: rename
        for old, rename in found.items()
        if rename.new in free and taken.count(rename.new) == 1
    }


def new_parameters(documented: Iterable[str], facts: Facts, evidence: Evidence) -> frozenset[str]:
    """Parameters that came since the docstring last named all of them.

    Args:
        documented: Names with an entry now.
        facts: What the code says now.
        evidence: How it was before.
    """
    names = set(documented)
    for version, carried in _versions(facts, evidence, SectionKind.PARAMETERS):
        listed = parse(version.facts.docstring or "").names(SectionKind.PARAMETERS)
        there = {
            item.name
            for item in version.facts.parameters
            if not item.kind.is_starred and not item.name.startswith("_")
        }
        living = {now for now, then in carried.items() if then in there}
        if there <= set(listed) and living <= names:
            return frozenset(item.name for item in facts.parameters) - carried.keys()
    return frozenset()


def _by_history(facts: Facts, evidence: Evidence, kind: SectionKind) -> dict[str, Rename]:
    found: dict[str, Rename] = {}
    for version, carried in _versions(facts, evidence, kind):
        listed = parse(version.facts.docstring or "").names(kind)
        for now, then in carried.items():
            if now != then and then in listed:
                reason = f"{version.origin} has it, and the body did with it what it does now"
                found.setdefault(then, Rename(now, reason))
    return found


def _versions(
    facts: Facts, evidence: Evidence, kind: SectionKind
) -> Iterable[tuple[EarlierVersion, Mapping[str, str]]]:
    """Each version with today's names → what they were called then."""
    later, carried = facts, {name: name for name in _names_of(facts, kind)}
    for version in evidence.earlier:
        before = _carried(later, version.facts, kind)
        carried = {now: before[then] for now, then in carried.items() if then in before}
        yield version, carried
        later = version.facts


def _carried(later: Facts, earlier: Facts, kind: SectionKind) -> dict[str, str]:
    """Names of the later version → the same ones' names in the earlier."""
    new, old = _names_of(later, kind), _names_of(earlier, kind)
    came, gone = new - old, old - new
    attributes = kind is SectionKind.ATTRIBUTES
    plain = Names(frozenset(came), frozenset(gone), attributes)
    ways = [plain]
    if later.kind is SymbolKind.CLASS and not attributes:
        # Where it is kept under its own name, that may have changed too, or not.
        ways.append(replace(plain, both=True))
    few = len(came) * len(gone) <= _MOST_PAIRS
    pairs = [
        (one, other)
        for one in (came if few else ())
        for other in gone
        if any(used_alike(earlier.source, other, later.source, one, way) for way in ways)
    ]
    ones, others = [one for one, _ in pairs], [other for _, other in pairs]
    clear = {a: b for a, b in pairs if ones.count(a) == 1 and others.count(b) == 1}
    return {name: name for name in new & old} | clear


def _by_binding(gone: list[str], free: set[str], facts: Facts) -> dict[str, Rename]:
    """Names under which the body keeps or passes on a parameter that nothing is said of."""
    bound = bindings(facts.source)
    found = {}
    for name in gone:
        values = bound.get(name, set())
        if len(values) == 1 and values <= free:
            [new] = values
            found[name] = Rename(new, f"the body keeps it or passes it on as `{name}`")
    return found


def _by_spelling(gone: list[str], free: set[str], kind: SectionKind) -> dict[str, Rename]:
    """Names that differ in nothing but capitals, hyphens and underscores."""
    found = {}
    for name in gone:
        same = [new for new in free if _letters(new) == _letters(name)]
        if kind is SectionKind.ATTRIBUTES:
            # A private attribute is not what a public one was.
            same = [new for new in same if new.startswith("_") == name.startswith("_")]
        if len(same) == 1:
            found[name] = Rename(same[0], "it is the same name, spelt as the signature spells it")
    return found


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()


def _names_of(facts: Facts, kind: SectionKind) -> set[str]:
    if kind is SectionKind.ATTRIBUTES:
        return {item.name for item in facts.attributes}
    return {item.name for item in facts.parameters}
