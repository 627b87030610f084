"""Which pieces of the project are worth their tokens for one symbol, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ..syntax import SymbolKind
from .index import Index, Unit
from .ranking import rank
from .relations import Related, TargetUnit, related
from .selector import GreedySelector
from .snippets import Snippet, short_header, snippets

# Names that are looked for: at least so many, and more where the room (in tokens) is large.
NAMES_AT_LEAST, NAMES_PER_TOKEN = 150, 1 / 3
# Tokens below which nothing fits, and from which on names of unrelated units count too.
LEAST_ROOM, WIDE_FROM = 20, 2500
# Items of a list that stood alone on their lines and share one in the prompt.
ITEMS_A_LINE = 8
_ITEM = re.compile(r"[\"']?\w+[\"']?,")


def choose(
    index: Index,
    target: TargetUnit,
    resolved: frozenset[tuple[str, int]],
    count: Callable[[str], int],
    room: int,
) -> tuple[list[Fragment], list[Fragment]]:
    """The fragments for a symbol in the order in which the prompt shows them, and what came next.

    Args:
        index: The workspace.
        target: The symbol.
        resolved: Files and 1-based lines of definitions that a resolver is sure of.
        count: Counts the tokens of a text.
        room: Tokens that the fragments may take.
    """
    if room < LEAST_ROOM:
        return [], []
    relations = related(index, target, resolved)
    needs = rank(
        index,
        target,
        relations,
        int(NAMES_AT_LEAST + room * NAMES_PER_TOKEN),
        wide=room > WIDE_FROM,
    )
    candidates, ties = snippets(index, target, relations, needs)
    chosen = GreedySelector(needs, target.file.path, count).choose(candidates, room)
    kept = _fragments(target, chosen.pieces, ties, count)
    return kept, [_dropped(piece, ties) for piece in chosen.dropped]


def _dropped(piece: Snippet, ties: dict[int, Related]) -> Fragment:
    unit = piece.unit
    return Fragment(
        _kind(unit, ties),
        unit.qualname or unit.name,
        unit.path,
        piece.line + 1,
        piece.text,
        kept=Kept.DROPPED,
        reason="no room left in the budget",
    )


def _kind(unit: Unit, ties: dict[int, Related]) -> str:
    tie = ties.get(id(unit))
    return tie.relation.name.lower().replace("_", "-") if tie else "related"


def _fragments(
    target: TargetUnit,
    chosen: list[Snippet],
    ties: dict[int, Related],
    count: Callable[[str], int],
) -> list[Fragment]:
    """One fragment a unit; other files first, the symbol's own last."""
    groups: dict[int, list[Snippet]] = {}
    units: dict[int, Unit] = {}
    for piece in chosen:
        groups.setdefault(id(piece.unit), []).append(piece)
        unit: Unit | None = piece.unit
        while unit is not None:
            units[id(unit)] = unit
            unit = unit.parent
    home = target.file.path
    order = sorted(units.values(), key=lambda item: (item.path == home, item.path, item.number))
    kept: list[Fragment] = []
    for item in order:
        group = groups.get(id(item), [])
        text = _write(item, group, with_path=item.path != home)
        if text:
            kept.append(
                Fragment(
                    _kind(item, ties),
                    item.qualname or item.name,
                    item.path,
                    item.header[0] + 1,
                    text,
                    count(text),
                    Kept.SHORT,
                    _reason(group),
                )
            )
    return kept


def _reason(group: list[Snippet]) -> str:
    names = sorted({name for piece in group for name in (*piece.names, *piece.defines)})
    return f"shows {', '.join(names[:8])}" if names else "heads what it holds"


def _write(unit: Unit, group: list[Snippet], with_path: bool) -> str:
    depth, parent = 0, unit.parent
    while parent is not None and parent.kind is not SymbolKind.MODULE:
        depth, parent = depth + 1, parent.parent
    lines: list[str] = []
    if unit.kind is SymbolKind.MODULE:
        lines += [f"# {unit.path}"] if with_path else []
    else:
        header = next((piece.text for piece in group if piece.is_header), short_header(unit))
        lines.append(" " * depth + header)
        depth += 1
    body = sorted((piece for piece in group if not piece.is_header), key=lambda piece: piece.line)
    lines += [" " * depth + text for text in _joined([piece.text for piece in body])]
    return "\n".join(lines)


def _joined(texts: list[str]) -> list[str]:
    """Lines, where items of a list that stand alone on theirs share one."""
    joined: list[str] = []
    items = 0
    for text in texts:
        if _ITEM.fullmatch(text):
            if 0 < items < ITEMS_A_LINE:
                joined[-1] += f" {text}"
                items += 1
            else:
                joined.append(text)
                items = 1
        else:
            joined.append(text)
            items = 0
    return joined


class Kept(StrEnum):
    """How much of a fragment a prompt holds."""

    WHOLE = "whole"
    SHORT = "short"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Fragment:
    """One piece of context.

    Attributes:
        kind: Such as ``type``, ``callee``, ``class``, ``caller``, ``test``, ``sibling``.
        name: What it shows.
        path: Path of its file, relative to the workspace.
        line: 1-based line where it begins.
        text: What the prompt would hold.
        tokens: Its size.
        kept: How much of it the prompt holds.
        reason: Why it was kept, shortened or dropped.
    """

    kind: str
    name: str
    path: str
    line: int
    text: str
    tokens: int = 0
    kept: Kept = Kept.WHOLE
    reason: str = ""
