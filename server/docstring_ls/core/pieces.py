"""A workspace in small pieces: a header, a line of a docstring, a line of code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .index import FileIndex, Index, Unit
from .ranking import Needs
from .relations import Related, Relation, Target, nearest

UNITS = 220
LONG_HEADER = 260
_SPACES = re.compile(r"\s+")
_ASSIGNED = re.compile(r"^(?:self\.|cls\.)?([A-Za-z_]\w*)\s*(?::[^=]*)?(?:=(?!=)|$)")


@dataclass(eq=False, slots=True)
class Piece:
    """A line that may be shown.

    Attributes:
        unit: The unit that it belongs to.
        line: Its 0-based line, the header's for a header.
        text: What is shown, without indentation.
        names: Needed names that it holds.
        defines: Names of the symbol's own source that it defines.
        is_header: Whether it is its unit's header.
    """

    unit: Unit
    line: int
    text: str
    names: tuple[str, ...]
    defines: tuple[str, ...] = ()
    is_header: bool = False


def pieces(
    index: Index, target: Target, relations: list[Related], needs: Needs
) -> tuple[list[Piece], dict[int, Related]]:
    """All pieces that hold a needed name, and how their units are related."""
    ties = _strongest(relations)
    units = _units(index, target, ties, needs)
    found: list[Piece] = []
    for unit in units:
        file = index.file(unit.path)
        if file is not None:
            found += _of_unit(file, unit, needs)
    return found, ties


def _strongest(relations: Iterable[Related]) -> dict[int, Related]:
    """For each unit the relation that says most about it."""
    ties: dict[int, Related] = {}
    for item in relations:
        known = ties.get(id(item.unit))
        if known is None or _say(item) > _say(known):
            ties[id(item.unit)] = item
    return ties


_STRENGTH = {
    Relation.OVERRIDDEN: 1.0,
    Relation.CLASS: 0.9,
    Relation.CALLEE: 0.9,
    Relation.TYPE: 0.9,
    Relation.BASE: 0.8,
    Relation.HEAD: 0.8,
    Relation.MEMBER: 0.7,
    Relation.TWIN: 0.6,
    Relation.CALLER: 0.6,
    Relation.SIMILAR: 0.5,
    Relation.TYPE_MEMBER: 0.45,
    Relation.FILE: 0.4,
    Relation.TEST: 0.3,
    Relation.TWO_HOPS: 0.3,
    Relation.CENTRAL: 0.2,
    Relation.FOLDER: 0.1,
}


def _say(item: Related) -> float:
    return _STRENGTH[item.relation] * (0.5 + 0.5 * min(item.weight, 1.0))


def strength(tie: Related | None) -> float:
    """How close a unit stands to the symbol, from 0 to 1."""
    return _say(tie) if tie is not None else 0.0


def _units(index: Index, target: Target, ties: dict[int, Related], needs: Needs) -> list[Unit]:
    """The units that promise most, by the names that they hold."""
    candidates: dict[int, Unit] = {key: tie.unit for key, tie in ties.items()}
    for name in [*list(needs.context)[:150], *list(needs.own)[:40]]:
        for find, count in ((index.defined, 2), (index.bound, 1), (index.mentioned, 1), (index.used, 1)):
            for unit in nearest(find(name), target.unit, count):
                candidates.setdefault(id(unit), unit)
    context, own = needs.context, needs.own
    promise = []
    for key, unit in candidates.items():
        if key in target.own:
            continue
        total = sum(context.get(name, 0.0) for name in (unit.name, *unit.head_names))
        total += sum(context.get(name, 0.0) for name in unit.names)
        total += sum(context.get(name, 0.0) for name in unit.mentions)
        total += own.get(unit.name, 0.0) + sum(own.get(name, 0.0) for name, _ in unit.fields)
        promise.append((total * (1 + strength(ties.get(key))), unit.path, unit.start, unit))
    promise.sort(key=lambda item: (-item[0], item[1], item[2]))
    return [item[3] for item in promise[:UNITS]]


def _of_unit(file: FileIndex, unit: Unit, needs: Needs) -> list[Piece]:
    found: list[Piece] = []
    if unit.kind != "module":
        header = header_of(file, unit)
        names = tuple(name for name in dict.fromkeys((unit.name, *unit.head_names)) if name in needs.context)
        defines = (unit.name,) if unit.name in needs.own else ()
        found.append(Piece(unit, unit.header[0], header, names, defines, is_header=True))
    number = file.units.index(unit)
    for line in range(unit.start, min(unit.end, len(file.owners))):
        if file.owners[line] != number or unit.header[0] <= line < unit.header[1]:
            continue
        names = tuple(name for name in file.names(line) if name in needs.context)
        text = file.lines[line].strip()
        match = _ASSIGNED.match(text)
        defines = (match[1],) if match and match[1] in needs.own else ()
        if names or defines:
            found.append(Piece(unit, line, text, names, defines))
    return found


def header_of(file: FileIndex, unit: Unit) -> str:
    """A unit's header on one line; a long one without annotations and defaults."""
    text = _SPACES.sub(" ", " ".join(file.lines[slice(*unit.header)])).strip()
    text = text.replace("( ", "(").replace(", )", ")").replace(" )", ")")
    text = text[: text.rfind(":")] if text.rfind(":") > 0 else text
    if len(text) <= LONG_HEADER or "(" not in text:
        return text
    return text


def short_header(unit: Unit) -> str:
    """A unit's name as it heads lines of its body."""
    return f"{'class' if unit.kind == 'class' else 'def'} {unit.name}"
