"""What speaks for a name being needed: one number for each kind of evidence, in any project."""

from __future__ import annotations

import builtins
import math
from collections.abc import Iterable

from ..syntax import SymbolKind
from .identifiers import rare_shape
from .index import Index, Unit
from .relations import Related, Relation, TargetUnit, nearest

PARTS = ("head", "code", "doc")
PLACES = tuple(f"{relation.name.lower()}-{part}" for relation in Relation for part in PARTS)
MORE = ("parameter-doc", "beside-doc", "fields")
TRAITS = (
    "class",
    "exception",
    "function",
    "bound",
    "parameter",
    "literal",
    "module",
    "builtin-exception",
    "rare-shape",
    "capital",
    "private",
    "plain",
    "rarity",
    "mention-rate",
    "mention-ratio",
    "words-shared",
    "sources",
    "unused",
)
OWN = (
    "own-head",
    "own-raised",
    "own-called",
    "own-member",
    "own-count",
    "own-parameter",
    "own-base",
)
FEATURES = (*PLACES, *MORE, *TRAITS, *OWN)
_AT = {name: number for number, name in enumerate(FEATURES)}
_BUILTIN_EXCEPTIONS = frozenset(
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
)
_PARAMETER_DOC, _FOLDER_DOC, _FIELDS = (_AT[name] for name in MORE)

SOURCES, WORDS = _AT["sources"], _AT["words-shared"]

Vector = dict[int, float]


def gather(index: Index, target: TargetUnit, relations: Iterable[Related]) -> dict[str, Vector]:
    """Every name that some related unit speaks of, with its evidence."""
    found: dict[str, Vector] = {}
    for item in relations:
        base = item.relation * 3
        unit, weight = item.unit, item.weight
        _add(found, (unit.name, *unit.head_names), base, weight)
        if item.relation is Relation.FOLDER:
            continue
        _add(found, unit.names, base + 1, weight)
        _add(found, unit.mentions, base + 2, weight)
        if item.relation in (Relation.CLASS, Relation.TYPE, Relation.BASE, Relation.MEMBER):
            _add(found, [name for name, _ in unit.fields], _FIELDS, weight)
    _add_parameters(index, target, found)
    _add_folder(index, target, found)
    for name in target.names:
        found.setdefault(name, {})
    return found


def own_traits(target: TargetUnit, name: str) -> Vector:
    """What the symbol's own source says of a name that it holds."""
    return {_AT[trait]: value for trait, value in _own_traits(target, name).items() if value}


def traits_of(index: Index, name: str) -> Vector:
    """What is known of a name, whatever the symbol."""
    return {_AT[trait]: value for trait, value in _traits(index, name).items() if value}


def _add(found: dict[str, Vector], names: Iterable[str], at: int, weight: float) -> None:
    for name in names:
        vector = found.get(name)
        if vector is None:
            found[name] = {at: weight}
        else:
            vector[at] = vector.get(at, 0.0) + weight


def _add_parameters(index: Index, target: TargetUnit, found: dict[str, Vector]) -> None:
    for parameter in target.parameters:
        for unit in nearest(index.entries(parameter), target.unit, 10):
            file = index.file(unit.path)
            if file is None or id(unit) in target.own:
                continue
            for entry in unit.entries:
                if entry.name == parameter:
                    for line in range(entry.start, entry.end):
                        _add(found, file.names(line), _PARAMETER_DOC, 1.0)


def _add_folder(index: Index, target: TargetUnit, found: dict[str, Vector]) -> None:
    for name, share in index.folder_mentions(target.file.path).items():
        _add(found, (name,), _FOLDER_DOC, share)


def _traits(index: Index, name: str) -> dict[str, float]:
    tables = index.tables
    units = index.defined(name)
    mentioned, used = len(index.mentioned(name)), len(index.used(name))
    kinds = {unit.kind for unit in units}
    literal = name.startswith("'")
    error = name.endswith(("Error", "Exception", "Warning", "Exit", "Interrupt"))
    return {
        "class": float(SymbolKind.CLASS in kinds),
        "exception": float(SymbolKind.CLASS in kinds and (error or _is_exception(units))),
        "function": float(bool(kinds & {SymbolKind.FUNCTION, SymbolKind.METHOD})),
        "bound": float(bool(index.bound(name))),
        "parameter": float(tables.heads.get(name, 0) > 0 and not kinds),
        "literal": float(literal),
        "module": float(kinds == {SymbolKind.MODULE}),
        "builtin-exception": float(name in _BUILTIN_EXCEPTIONS),
        "rare-shape": float(rare_shape(name)),
        "capital": float(name[:1].isupper()),
        "private": float(name.startswith("_")),
        "plain": float(name.islower() and "_" not in name and not literal),
        "rarity": index.rarity(name),
        "mention-rate": math.log1p(mentioned) / math.log(tables.documented + 2),
        "mention-ratio": mentioned / (mentioned + used + 1),
        "unused": float(not used and not kinds),
    }


def _is_exception(units: list[Unit]) -> bool:
    return any(base.endswith(("Error", "Exception")) for unit in units for base in unit.bases)


def _own_traits(target: TargetUnit, name: str) -> dict[str, float]:
    source = target.source
    return {
        "own-head": float(name in target.unit.head_names),
        "own-raised": float(f"raise {name}" in source or f"except {name}" in source),
        "own-called": float(f"{name}(" in source),
        "own-member": float(f".{name}" in source),
        "own-count": math.log1p(source.count(name)),
        "own-parameter": float(name in target.parameters),
        "own-base": float(name in target.unit.bases),
    }
