"""A workspace in small pieces: a header, a line of a docstring, a line of code."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..index import FileIndex, Index, Unit
from .ranking import Needs
from .relations import Related, Relation, Target, nearest

UNITS = 200
OUTLINE = 8
PER_NAME = 4
LONG_HEADER = 260
_SPACES = re.compile(r"\s+")


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
            found += _of_unit(file, unit, needs, _is_copy(file, unit, target))
    return _best(found, ties, needs), ties


def _best(found: list[Piece], ties: dict[int, Related], needs: Needs) -> list[Piece]:
    """For each name only the pieces that give most for their length."""
    context, own = needs.context, needs.own
    rated: dict[str, list[tuple[float, int]]] = {}
    for number, piece in enumerate(found):
        worth = 0.0
        for name in piece.names:
            worth += context[name]
        for name in piece.defines:
            worth += own[name]
        worth *= (1 + strength(ties.get(id(piece.unit)))) / (len(piece.text) + 12)
        rating = (worth, -number)
        for name in (*piece.names, *piece.defines):
            ratings = rated.setdefault(name, [])
            if len(ratings) < PER_NAME:
                heapq.heappush(ratings, rating)
            elif rating > ratings[0]:
                heapq.heapreplace(ratings, rating)
    kept = {-number for ratings in rated.values() for _, number in ratings}
    return [found[number] for number in sorted(kept)]


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
    certain: dict[int, Unit] = {}
    for name in [*list(needs.context)[:150], *list(needs.own)[:40]]:
        for find, count in (
            (index.defined, 2),
            (index.bound, 1),
            (index.mentioned, 1),
            (index.used, 1),
        ):
            for unit in nearest(find(name), target.unit, count):
                candidates.setdefault(id(unit), unit)
                if id(unit) not in target.own:
                    certain[id(unit)] = unit
    context, own = needs.context, needs.own
    promise = []
    for key, unit in candidates.items():
        if key in target.own:
            continue
        total = context.get(unit.name, 0.0) + own.get(unit.name, 0.0)
        for names in (unit.head_names, unit.names, unit.mentions):
            for name in names:
                if name in context:
                    total += context[name]
        for name, _ in unit.fields:
            total += own.get(name, 0.0)
        promise.append((total * (1 + strength(ties.get(key))), unit.path, unit.start, unit))
    promise.sort(key=lambda item: (-item[0], item[1], item[2]))
    chosen = {id(item[3]): item[3] for item in promise[:UNITS]}
    return list({**chosen, **certain}.values())


def _is_copy(file: FileIndex, unit: Unit, target: Target) -> bool:
    """Whether a unit's docstring is the symbol's own, in another place."""
    if not target.docstring or unit.doc[0] >= unit.doc[1]:
        return False
    lines = {line.strip().strip("\"'rR").strip() for line in file.lines[slice(*unit.doc)]}
    mine = {line.strip("\"'rR").strip() for line in target.docstring}
    return len(lines & mine) >= 0.5 * len(mine)


def _of_unit(file: FileIndex, unit: Unit, needs: Needs, is_copy: bool) -> list[Piece]:
    found: list[Piece] = []
    if unit.kind != "module":
        header = header_of(file, unit)
        names = sorted(needs.wanted.intersection((unit.name, *unit.head_names)))
        defines = (unit.name,) if unit.name in needs.own else ()
        found.append(Piece(unit, unit.header[0], header, tuple(names), defines, is_header=True))
    found += _outline(unit, needs)
    bound = {line: name for name, line in unit.fields if name in needs.own}
    owners, lines, number, wanted = file.owners, file.lines, unit.number, needs.wanted
    first, last = unit.header if unit.kind != "module" else (-1, -1)
    for line in range(unit.start, min(unit.end, len(owners))):
        if owners[line] != number or first <= line < last:
            continue
        if is_copy and unit.doc[0] <= line < unit.doc[1]:
            continue
        held = wanted & file.names(line)
        if held or line in bound:
            defines = (bound[line],) if line in bound else ()
            found.append(Piece(unit, line, lines[line].strip(), tuple(sorted(held)), defines))
    return found


def _outline(unit: Unit, needs: Needs) -> list[Piece]:
    """The names of what a class or module holds, likeliest first, a few a line."""
    if unit.kind not in ("class", "module"):
        return []
    held = dict.fromkeys(
        [*(child.name for child in unit.children), *(name for name, _ in unit.fields)]
    )
    names = sorted(
        (name for name in held if name in needs.context), key=lambda name: -needs.context[name]
    )
    line = unit.header[1] - 1 if unit.kind == "class" else 0
    return [
        Piece(unit, line, f"has {', '.join(part)}", tuple(part))
        for part in (names[at : at + OUTLINE] for at in range(0, len(names), OUTLINE))
    ]


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
