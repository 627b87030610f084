"""A workspace in small pieces: a header, a line of a docstring, a line of code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import repeat

from ..syntax import SymbolKind
from .index import FileIndex, Index, Unit
from .ranking import NameScores
from .relations import Related, Relation, TargetUnit, nearest

# Units whose lines are looked at, the most promising first.
UNITS = 200
# Names that one line of an outline lists.
OUTLINE = 8
# Pieces that are kept for each name, and lines that are looked at for it.
PER_NAME, LINES_PER_NAME = 4, 12
_SPACES = re.compile(r"\s+")


@dataclass(eq=False, slots=True)
class Snippet:
    """A line that may be shown.

    Attributes:
        unit: The unit that it belongs to.
        line: Its 0-based line, the header's for a header.
        text: What is shown, without indentation.
        names: Needed names that it holds.
        defines: Names of the symbol's own source that it defines.
        is_header: Whether it is its unit's header.
        strength: How close its unit stands to the symbol, from 0 to 1.
        worth: How many needed names it is expected to show.
        tokens: What its line takes, 0 until somebody counted.
    """

    unit: Unit
    line: int
    text: str
    names: tuple[str, ...]
    defines: tuple[str, ...] = ()
    is_header: bool = False
    strength: float = 0.0
    worth: float = 0.0
    tokens: int = 0


def snippets(
    index: Index, target: TargetUnit, relations: list[Related], needs: NameScores
) -> tuple[list[Snippet], dict[int, Related]]:
    """All pieces that hold a needed name, and how their units are related."""
    ties = _strongest(relations)
    strengths = {key: _say(tie) for key, tie in ties.items()}
    found: list[Snippet] = []
    sought = CoverageTracker(needs)
    for unit in _units(index, target, ties, strengths, needs):
        file = index.file(unit.path)
        if file is not None:
            strength = strengths.get(id(unit), 0.0)
            found += _of_unit(file, unit, sought, strength, _is_copy(file, unit, target))
    return _best(found, needs), ties


class CoverageTracker:
    """The needed names, each until enough lines that hold it were found.

    Attributes:
        needs: All of them.
        open: Those of which more lines are wanted.
    """

    def __init__(self, needs: NameScores) -> None:
        self.needs = needs
        self.open = set(needs.context)
        self._left = dict.fromkeys(needs.context, LINES_PER_NAME)

    def note(self, names: Iterable[str]) -> None:
        """Count a line that holds names."""
        left = self._left
        for name in names:
            left[name] -= 1
            if not left[name]:
                self.open.discard(name)


def _best(found: list[Snippet], needs: NameScores) -> list[Snippet]:
    """For each name only the pieces that give most for their length."""
    context, own = needs.context, needs.own
    rated: list[tuple[float, int]] = []
    for number, piece in enumerate(found):
        piece.worth = sum(map(context.__getitem__, piece.names))
        worth = piece.worth + sum(map(own.__getitem__, piece.defines))
        rated.append((-worth * (1 + piece.strength) / (len(piece.text) + 12), number))
    rated.sort()
    open_names, left = {*context, *own}, dict.fromkeys((*context, *own), PER_NAME)
    kept: list[int] = []
    for _, number in rated:
        piece = found[number]
        if open_names.isdisjoint(piece.names) and open_names.isdisjoint(piece.defines):
            continue
        kept.append(number)
        for name in (*piece.names, *piece.defines):
            left[name] -= 1
            if not left[name]:
                open_names.discard(name)
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


def _units(
    index: Index,
    target: TargetUnit,
    ties: dict[int, Related],
    strengths: dict[int, float],
    needs: NameScores,
) -> list[Unit]:
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
            total += sum(map(context.get, names, repeat(0.0)))
        for name, _ in unit.fields:
            total += own.get(name, 0.0)
        promise.append((total * (1 + strengths.get(key, 0.0)), unit.path, unit.start, unit))
    promise.sort(key=lambda item: (-item[0], item[1], item[2]))
    chosen = {id(item[3]): item[3] for item in promise[:UNITS]}
    return list({**chosen, **certain}.values())


def _is_copy(file: FileIndex, unit: Unit, target: TargetUnit) -> bool:
    """Whether a unit's docstring is the symbol's own, in another place."""
    if not target.docstring or unit.doc[0] >= unit.doc[1]:
        return False
    lines = {line.strip().strip("\"'rR").strip() for line in file.lines[slice(*unit.doc)]}
    mine = {line.strip("\"'rR").strip() for line in target.docstring}
    return len(lines & mine) >= 0.5 * len(mine)


def _of_unit(
    file: FileIndex, unit: Unit, sought: CoverageTracker, strength: float, is_copy: bool
) -> list[Snippet]:
    needs = sought.needs
    found: list[Snippet] = []
    if unit.kind is not SymbolKind.MODULE:
        found.append(_header(file, unit, needs, strength))
    found += _outline(unit, needs, strength)
    bound = {line: name for name, line in unit.fields if name in needs.own}
    lines, context = file.lines, needs.context
    for line, names in file.held(unit):
        if sought.open.isdisjoint(names) and line not in bound:
            continue
        if is_copy and unit.doc[0] <= line < unit.doc[1]:
            continue
        held = tuple([name for name in names if name in context])
        sought.note(held)
        defines = (bound[line],) if line in bound else ()
        found.append(Snippet(unit, line, lines[line].strip(), held, defines, strength=strength))
    return found


def _header(file: FileIndex, unit: Unit, needs: NameScores, strength: float) -> Snippet:
    names = [name for name in dict.fromkeys((unit.name, *unit.head_names)) if name in needs.context]
    defines = (unit.name,) if unit.name in needs.own else ()
    header = _header_of(file, unit)
    return Snippet(unit, unit.header[0], header, tuple(names), defines, True, strength)


def _outline(unit: Unit, needs: NameScores, strength: float) -> list[Snippet]:
    """The names of what a class or module holds, likeliest first, a few a line."""
    if unit.kind not in (SymbolKind.CLASS, SymbolKind.MODULE):
        return []
    held = dict.fromkeys(
        [*(child.name for child in unit.children), *(name for name, _ in unit.fields)]
    )
    names = sorted(
        (name for name in held if name in needs.context), key=lambda name: -needs.context[name]
    )
    line = unit.header[1] - 1 if unit.kind is SymbolKind.CLASS else 0
    return [
        Snippet(unit, line, f"has {', '.join(part)}", tuple(part), strength=strength)
        for part in (names[at : at + OUTLINE] for at in range(0, len(names), OUTLINE))
    ]


def _header_of(file: FileIndex, unit: Unit) -> str:
    """A unit's header on one line."""
    text = file.headers.get(unit.number)
    if text is None:
        text = file.headers[unit.number] = _one_line(file, unit)
    return text


def _one_line(file: FileIndex, unit: Unit) -> str:
    text = _SPACES.sub(" ", " ".join(file.lines[slice(*unit.header)])).strip()
    text = text.replace("( ", "(").replace(", )", ")").replace(" )", ")")
    return text[: text.rfind(":")] if text.rfind(":") > 0 else text


def short_header(unit: Unit) -> str:
    """A unit's name as it heads lines of its body."""
    return f"{'class' if unit.kind == 'class' else 'def'} {unit.name}"
