"""Which units of a workspace have to do with a symbol, and how."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from ..syntax import SymbolKind
from .identifiers import names_of_code, words
from .index import FileIndex, Index, Unit

# Units that share a name from which on it tells nothing about how two of them are related.
COMMON = 160
# Units of one kind of relation that are looked at, the nearest first.
NEAREST = 8


class Relation(IntEnum):
    """How a unit stands to the symbol."""

    CLASS = 0
    MEMBER = 1
    FILE = 2
    CALLEE = 3
    TYPE = 4
    TYPE_MEMBER = 5
    BASE = 6
    OVERRIDDEN = 7
    TWIN = 8
    CALLER = 9
    TEST = 10
    SIMILAR = 11
    HEAD = 12
    CENTRAL = 13
    TWO_HOPS = 14
    FOLDER = 15


@dataclass(frozen=True)
class TargetUnit:
    """The symbol that is documented, among the units of its file.

    Attributes:
        file: Its file.
        unit: Its unit.
        own: The units that its own source holds.
        source: Its own source without its docstring.
        names: Identifiers and literals of that source.
        parameters: Names of its parameters.
        docstring: Lines of its present docstring, which must not come back through a copy.
    """

    file: FileIndex
    unit: Unit
    own: frozenset[int]
    source: str
    names: frozenset[str]
    parameters: tuple[str, ...]
    docstring: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Related:
    """A unit, how it is related and how surely."""

    unit: Unit
    relation: Relation
    weight: float


def target_of(
    file: FileIndex, line: int, source: str, parameters: tuple[str, ...], docstring: str = ""
) -> TargetUnit:
    """Find a symbol among the units of its file.

    Args:
        file: The file's index.
        line: 0-based line of ``def`` or ``class``; -1 for the module.
        source: The symbol's own source.
        parameters: Names of its parameters.
        docstring: Its present docstring.
    """
    unit = next((item for item in file.units[1:] if item.header[0] == line), file.units[0])
    own = frozenset(id(item) for item in _descend(unit))
    names = frozenset(re.findall(r"[A-Za-z_]\w*", source)) | frozenset(names_of_code(source))
    lines = frozenset(line.strip() for line in docstring.splitlines() if line.strip())
    return TargetUnit(file, unit, own, source, names, parameters, lines)


def _descend(unit: Unit) -> Iterator[Unit]:
    """A unit and all that stands in it."""
    yield unit
    for child in unit.children:
        yield from _descend(child)


def related(
    index: Index, target: TargetUnit, resolved: Iterable[tuple[str, int]] = ()
) -> list[Related]:
    """All related units, each relation once; the symbol's own units excluded.

    Args:
        index: The workspace.
        target: The symbol.
        resolved: Files and 1-based lines of definitions that a resolver is sure of.
    """
    found: dict[tuple[int, Relation], Related] = {}
    for item in _all(index, target, frozenset(resolved)):
        key = id(item.unit), item.relation
        if id(item.unit) not in target.own and (
            key not in found or found[key].weight < item.weight
        ):
            found[key] = item
    return list(found.values())


def _all(
    index: Index, target: TargetUnit, resolved: frozenset[tuple[str, int]]
) -> Iterator[Related]:
    owner = _owner(target.unit)
    if owner is not None and target.unit.kind is SymbolKind.METHOD:
        yield Related(owner, Relation.CLASS, 1.0)
        for child in owner.children:
            yield Related(child, Relation.MEMBER, 1.0)
    for unit in target.file.units:
        yield Related(unit, Relation.FILE, 1.0)
    named = list(_named(index, target, resolved))
    yield from named
    yield from _two_hops(index, target, named)
    yield from _inherited(index, target, owner)
    yield from _twins(index, target)
    yield from _callers(index, target, owner)
    yield from _similar(index, target)
    for unit, weight in index.central():
        yield Related(unit, Relation.CENTRAL, weight)
    for path in index.beside(target.file.path):
        file = index.file(path)
        for unit in file.units[1:] if file is not None else ():
            yield Related(unit, Relation.FOLDER, 1.0)


def _two_hops(index: Index, target: TargetUnit, named: list[Related]) -> Iterator[Related]:
    """What the callees call, where only one definition can be meant."""
    seen: set[str] = set(target.names)
    callees = [item for item in named if item.relation is Relation.CALLEE and item.weight > 0.15]
    for item in sorted(callees, key=lambda one: (-one.weight, one.unit.path, one.unit.start))[:20]:
        for name in item.unit.names:
            if name in seen or index.rarity(name) < 0.3:
                continue
            seen.add(name)
            units = [unit for unit in index.defined(name) if unit.kind is not SymbolKind.MODULE]
            if len(units) == 1:
                yield Related(units[0], Relation.TWO_HOPS, item.weight * index.rarity(name))


def _owner(unit: Unit) -> Unit | None:
    while unit.parent is not None and unit.parent.kind not in (SymbolKind.CLASS, SymbolKind.MODULE):
        unit = unit.parent
    return unit.parent


def _named(
    index: Index, target: TargetUnit, resolved: frozenset[tuple[str, int]]
) -> Iterator[Related]:
    head = frozenset(target.unit.head_names)
    for name in sorted(target.names):
        if name in target.parameters or name == target.unit.name:
            continue
        units = [unit for unit in index.defined(name) if unit.kind is not SymbolKind.MODULE]
        sure = [unit for unit in units if (unit.path, unit.header[0] + 1) in resolved]
        best = sure or nearest(units, target.unit, 3)
        for unit in best:
            weight = 1.0 if sure else index.rarity(name) / len(best)
            if name in head:
                yield Related(unit, Relation.HEAD, weight)
            if unit.kind is not SymbolKind.CLASS:
                yield Related(unit, Relation.CALLEE, weight)
                continue
            yield Related(unit, Relation.TYPE, weight)
            for child in unit.children:
                yield Related(child, Relation.TYPE_MEMBER, weight)


def _inherited(index: Index, target: TargetUnit, owner: Unit | None) -> Iterator[Related]:
    start = target.unit if target.unit.kind is SymbolKind.CLASS else owner
    if start is None or start.kind is not SymbolKind.CLASS:
        return
    waiting, seen = [(base, 1.0) for base in start.bases], {start.name}
    while waiting:
        name, weight = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        classes = [unit for unit in index.defined(name) if unit.kind is SymbolKind.CLASS]
        for unit in nearest(classes, target.unit, 1):
            yield Related(unit, Relation.BASE, weight)
            for child in unit.children:
                if child.name == target.unit.name:
                    yield Related(child, Relation.OVERRIDDEN, weight)
            waiting += [(base, weight * 0.7) for base in unit.bases]


def _twins(index: Index, target: TargetUnit) -> Iterator[Related]:
    name = target.unit.name
    units = [unit for unit in index.defined(name) if unit.kind is not SymbolKind.MODULE]
    for unit in nearest(units, target.unit, NEAREST):
        yield Related(unit, Relation.TWIN, 0.3 if name.startswith("__") else 1.0)


def _callers(index: Index, target: TargetUnit, owner: Unit | None) -> Iterator[Related]:
    unit = target.unit
    name = owner.name if unit.name == "__init__" and owner is not None else unit.name
    if name.startswith("__") or unit.kind is SymbolKind.MODULE:
        return
    users = [user for user in index.used(name) if id(user) not in target.own]
    tests = [user for user in users if _in_test(user.path)]
    weight = index.rarity(name)
    for user in nearest([user for user in users if not _in_test(user.path)], unit, NEAREST):
        yield Related(user, Relation.CALLER, weight)
    for user in nearest(tests, unit, NEAREST):
        yield Related(user, Relation.TEST, weight)


def _similar(index: Index, target: TargetUnit) -> Iterator[Related]:
    scores: dict[int, float] = {}
    units: dict[int, Unit] = {}
    own_words = words(target.unit.name)
    for names, find, factor in (
        (sorted(target.names), index.used, 1.0),
        (own_words, index.worded, 2.0),
    ):
        for name in names:
            users = find(name)
            if 1 < len(users) <= COMMON:
                worth = factor * index.rarity(name) ** 2
                for unit in users:
                    key = id(unit)
                    units[key] = unit
                    scores[key] = scores.get(key, 0.0) + worth
    rated = [
        (score / (len(units[key].names) + 10) ** 0.5, units[key].path, units[key].start, key)
        for key, score in scores.items()
        if key not in target.own
    ]
    rated.sort(key=lambda item: (-item[0], item[1], item[2]))
    best = rated[0][0] if rated else 1.0
    for score, _, _, key in rated[:20]:
        yield Related(units[key], Relation.SIMILAR, score / best)


def nearest(units: list[Unit], to: Unit, limit: int) -> list[Unit]:
    """The units whose files lie nearest, in a stable order."""
    if len(units) <= 1:
        return units
    if len(units) > COMMON:
        near = [unit for unit in units if unit.path == to.path]
        units = near + [unit for unit in units[:COMMON] if unit.path != to.path]
    far = {path: -_closeness(path, to.path) for path in {unit.path for unit in units}}
    if limit == 1:
        return [min(units, key=lambda unit: (far[unit.path], unit.path, unit.start))]
    return sorted(units, key=lambda unit: (far[unit.path], unit.path, unit.start))[:limit]


@lru_cache(maxsize=100_000)
def _closeness(one: str, other: str) -> float:
    """How much two paths share: 1 for the same file."""
    if one == other:
        return 1.0
    left, right = one.split("/")[:-1], other.split("/")[:-1]
    shared = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        shared += 1
    penalty = 0.2 if _in_test(one) and not _in_test(other) else 0.0
    return (shared + 1) / (max(len(left), len(right)) + 2) - penalty


def _in_test(path: str) -> bool:
    return "/test" in path or path.startswith("test") or "conftest" in path
