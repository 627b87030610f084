"""Which pieces of the project are worth their tokens for one symbol, and how they are written."""

from __future__ import annotations

from collections.abc import Callable

from .index import FileIndex, Index, Unit
from .pieces import Piece, pieces, short_header
from .prompt import Fragment
from .ranking import rank
from .relations import Related, Target, related
from .resolution import Resolution
from .selection import Chooser

NAMES_AT_LEAST, NAMES_PER_TOKEN = 150, 1 / 6


def choose(
    index: Index,
    target: Target,
    resolution: Resolution,
    count: Callable[[str], int],
    room: int,
) -> list[Fragment]:
    """The fragments for a symbol, in the order in which the prompt shows them.

    Args:
        index: The workspace.
        target: The symbol.
        resolution: Who its names are, as far as a resolver knows.
        count: Counts the tokens of a text.
        room: Tokens that the fragments may take.
    """
    if room < 20:
        return []
    relations = related(index, target)
    needs = rank(index, target, relations, int(NAMES_AT_LEAST + room * NAMES_PER_TOKEN))
    candidates, ties = pieces(index, target, relations, needs)
    chosen = Chooser(needs, ties, target.file.path, count).choose(candidates, room)
    kept = _fragments(index, target, chosen.pieces, ties, count)
    return kept


def _fragments(
    index: Index,
    target: Target,
    chosen: list[Piece],
    ties: dict[int, Related],
    count: Callable[[str], int],
) -> list[Fragment]:
    """One fragment a unit; other files first, the symbol's own last."""
    groups: dict[int, list[Piece]] = {}
    units: dict[int, Unit] = {}
    for piece in chosen:
        unit: Unit | None = piece.unit
        groups.setdefault(id(piece.unit), []).append(piece)
        while unit is not None:
            units[id(unit)] = unit
            unit = unit.parent
    home = target.file.path
    order = sorted(
        units.values(),
        key=lambda item: (item.path == home, item.path, item.start, item.kind != "module"),
    )
    kept: list[Fragment] = []
    for unit in order:
        text = _write(unit, groups.get(id(unit), []), unit.path != home)
        if text:
            tie = ties.get(id(unit))
            kind = tie.relation.name.lower().replace("_", "-") if tie else "related"
            names = sorted(
                {
                    name
                    for piece in groups.get(id(unit), ())
                    for name in (*piece.names, *piece.defines)
                }
            )
            reason = f"shows {', '.join(names[:8])}" if names else "heads what it holds"
            kept.append(
                Fragment(
                    kind,
                    unit.qualname or unit.name,
                    unit.path,
                    unit.header[0] + 1,
                    text,
                    count(text),
                    "short",
                    reason,
                )
            )
    return kept


def _write(unit: Unit, group: list[Piece], with_path: bool) -> str:
    depth, parent = 0, unit.parent
    while parent is not None and parent.kind != "module":
        depth, parent = depth + 1, parent.parent
    lines: list[str] = []
    if unit.kind == "module":
        if with_path:
            lines.append(f"# {unit.path}")
    else:
        header = next((piece.text for piece in group if piece.is_header), short_header(unit))
        lines.append(" " * depth + header)
        depth += 1
    body = sorted((piece for piece in group if not piece.is_header), key=lambda piece: piece.line)
    lines += [" " * depth + piece.text for piece in body]
    return "\n".join(lines)
