"""What a body tells that few ask for, read when somebody does."""

from __future__ import annotations

from functools import cached_property

from tree_sitter import Node

from ..text import Source
from .effects import Effects, effects_of
from .units import UnitEvidence, units_in


class Body:
    """The bodies of a function, or of a class's constructors."""

    def __init__(self, source: Source, functions: tuple[Node, ...] = ()) -> None:
        """Nothing is read before somebody asks."""
        self._source = source
        self._functions = functions

    @cached_property
    def units(self) -> tuple[UnitEvidence, ...]:
        """Where the code tells the unit of a parameter or of the result."""
        found = [units_in(self._source, function) for function in self._functions]
        return tuple(item for evidence in found for item in evidence)

    @cached_property
    def effects(self) -> Effects:
        """What is changed, written, sent and the like."""
        return effects_of(self._source, self._functions)
