"""Chooses pieces by worth per token until the room is full."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

from ..syntax import SymbolKind
from .index import Unit
from .ranking import NameScores
from .snippets import Snippet, short_header

# What a name is worth that is shown already, as a share of the first time.
AGAIN = 0.01
# Pieces in turn that may not fit before the choice ends, and those that the receipt lists.
PATIENCE, DROPPED = 40, 12
# What the definition of a name that the symbol uses is worth beside a name yet unknown.
DEFINITION = 0.1
# Code has about four characters a token, and hardly ever more than seven.
LEAST_PER_CHARACTER = 1 / 6


@dataclass
class Selection:
    """What was chosen.

    Attributes:
        pieces: In the order of their worth.
        dropped: What would have come next.
        tokens: What the chosen pieces take, headings included.
    """

    pieces: list[Snippet] = field(default_factory=list)
    dropped: list[Snippet] = field(default_factory=list)
    tokens: int = 0


class GreedySelector:
    """One greedy choice: every piece is weighed by what it adds to those already chosen."""

    def __init__(self, needs: NameScores, home: str, count: Callable[[str], int]) -> None:
        self._needs, self._count = needs, count
        self._shown: set[str] = set()
        self._defined: set[str] = set()
        self._open: set[int] = set()
        self._files: set[str] = {home}
        self._depths: dict[int, int] = {}
        self._headings: dict[int, int] = {}

    def choose(self, pieces: list[Snippet], room: int) -> Selection:
        """Fill the room."""
        groups: dict[int, list[int]] = {}
        for number, piece in enumerate(pieces):
            groups.setdefault(id(piece.unit), []).append(number)
        heap = [self._guess(number, piece) for number, piece in enumerate(pieces)]
        heapq.heapify(heap)
        taken: set[int] = set()
        weighed: set[int] = set()
        selection = Selection()
        failed = 0
        while heap and failed < PATIENCE:
            density, number = heapq.heappop(heap)
            piece = pieces[number]
            if density >= 0:
                break
            if number in taken:
                continue
            cost = self._cost(piece)
            fresh = -self._worth(piece) / cost
            if heap and fresh > density * 0.999 and fresh > heap[0][0]:
                heapq.heappush(heap, (fresh, number))
                weighed.add(number)
                continue
            if selection.tokens + cost > room:
                failed += 1
                if len(selection.dropped) < DROPPED:
                    selection.dropped.append(piece)
                continue
            taken.add(number)
            selection.tokens += cost
            selection.pieces.append(piece)
            if self._take(piece):
                for other in groups[id(piece.unit)]:
                    if other in weighed and other not in taken:
                        heapq.heappush(heap, self._guess(other, pieces[other]))
        return selection

    def _guess(self, number: int, piece: Snippet) -> tuple[float, int]:
        """A first entry that never looks worse than the real one: counting tokens takes time."""
        return -self._worth(piece) / (len(piece.text) * LEAST_PER_CHARACTER + 1), number

    def _worth(self, piece: Snippet) -> float:
        context, shown = self._needs.context, self._shown
        total = piece.worth
        if not shown.isdisjoint(piece.names):
            total = 0.0
            for name in piece.names:
                total += context[name] * (AGAIN if name in shown else 1.0)
        for name in piece.defines:
            total += DEFINITION * self._needs.own[name] * (AGAIN if name in self._defined else 1.0)
        return total * (1.0 + 0.5 * piece.strength)

    def _cost(self, piece: Snippet) -> int:
        """Tokens of its line, and of the headings that it needs above it."""
        unit = piece.unit
        if not piece.tokens:
            piece.tokens = self._line(piece.text, self._depth(unit) + (not piece.is_header))
        cost = piece.tokens
        if unit.path not in self._files:
            cost += self._count(f"# {unit.path}\n")
        parent = unit if not piece.is_header else unit.parent
        while parent is not None and parent.kind is not SymbolKind.MODULE:
            if id(parent) not in self._open:
                cost += self._heading(parent)
            parent = parent.parent
        return cost

    def _heading(self, unit: Unit) -> int:
        tokens = self._headings.get(id(unit))
        if tokens is None:
            tokens = self._line(short_header(unit), self._depth(unit))
            self._headings[id(unit)] = tokens
        return tokens

    def _line(self, text: str, depth: int) -> int:
        return self._count(f"{' ' * depth}{text}\n")

    def _depth(self, unit: Unit) -> int:
        depth = self._depths.get(id(unit))
        if depth is None:
            parent = unit.parent
            depth = -1 if parent is None else self._depth(parent) + 1
            self._depths[id(unit)] = depth
        return depth

    def _take(self, piece: Snippet) -> bool:
        """Note what is shown now; whether other pieces of the unit became cheaper."""
        self._shown.update(piece.names)
        self._defined.update(piece.defines)
        self._files.add(piece.unit.path)
        opened = False
        unit: Unit | None = piece.unit
        while unit is not None:
            opened = opened or id(unit) not in self._open
            self._open.add(id(unit))
            unit = unit.parent
        return opened
