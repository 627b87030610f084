"""Chooses pieces by worth per token until the room is full."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

from ..index import Unit
from .pieces import Piece, short_header, strength
from .ranking import Needs
from .relations import Related

AGAIN = 0.04
DEFINITION = 0.35
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

    pieces: list[Piece] = field(default_factory=list)
    dropped: list[Piece] = field(default_factory=list)
    tokens: int = 0


class Chooser:
    """One greedy choice: every piece is weighed by what it adds to those already chosen."""

    def __init__(
        self,
        needs: Needs,
        ties: dict[int, Related],
        home: str,
        count: Callable[[str], int],
    ) -> None:
        self._needs, self._ties, self._home, self._count = needs, ties, home, count
        self._shown: set[str] = set()
        self._defined: set[str] = set()
        self._open: set[int] = set()
        self._files: set[str] = {home}

    def choose(self, pieces: list[Piece], room: int) -> Selection:
        """Fill the room."""
        groups: dict[int, list[Piece]] = {}
        for piece in pieces:
            groups.setdefault(id(piece.unit), []).append(piece)
        heap = [self._guess(number, piece) for number, piece in enumerate(pieces)]
        heapq.heapify(heap)
        numbers = {id(piece): number for number, piece in enumerate(pieces)}
        taken: set[int] = set()
        selection = Selection()
        while heap:
            density, number, piece = heapq.heappop(heap)
            if number in taken or density >= 0:
                continue
            fresh = self._entry(number, piece)
            if fresh[0] > density * 0.999 and heap and fresh[0] > heap[0][0]:
                heapq.heappush(heap, fresh)
                continue
            cost = self._cost(piece)
            if selection.tokens + cost > room:
                if len(selection.dropped) < 12:
                    selection.dropped.append(piece)
                if room - selection.tokens < 4:
                    break
                continue
            taken.add(number)
            selection.tokens += cost
            selection.pieces.append(piece)
            opened = self._take(piece)
            if opened:
                for other in groups[id(piece.unit)]:
                    if numbers[id(other)] not in taken:
                        heapq.heappush(heap, self._guess(numbers[id(other)], other))
        return selection

    def _guess(self, number: int, piece: Piece) -> tuple[float, int, Piece]:
        """A first entry that never looks worse than the real one: counting tokens takes time."""
        return -self._worth(piece) / (len(piece.text) * LEAST_PER_CHARACTER + 1), number, piece

    def _entry(self, number: int, piece: Piece) -> tuple[float, int, Piece]:
        return -self._worth(piece) / self._cost(piece), number, piece

    def _worth(self, piece: Piece) -> float:
        total = 0.0
        for name in piece.names:
            total += self._needs.context[name] * (AGAIN if name in self._shown else 1.0)
        for name in piece.defines:
            total += DEFINITION * self._needs.own[name] * (AGAIN if name in self._defined else 1.0)
        return total * (1.0 + 0.5 * strength(self._ties.get(id(piece.unit))))

    def _cost(self, piece: Piece) -> int:
        unit = piece.unit
        cost = self._count(piece.text + "\n") + 1
        if unit.path not in self._files:
            cost += self._count(f"# {unit.path}\n")
        parent = unit if not piece.is_header else unit.parent
        while parent is not None and parent.kind != "module":
            if id(parent) not in self._open:
                cost += self._count(short_header(parent) + "\n") + 1
            parent = parent.parent
        return cost

    def _take(self, piece: Piece) -> bool:
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
