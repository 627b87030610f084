"""What must hold for a line of a function to be reached: tests, exits not taken, handlers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tree_sitter import Node

from ...problems import Location
from ..resolution import Condition, ConditionKind
from .local_names import Locals
from .raised import ENDS

# Guards that are kept around a line, the nearest: longer chains are told to nobody.
MOST = 12
# Characters of a condition; a longer one is no sentence of a docstring.
_MAX_CONDITION = 160
_NAME = re.compile(r"(?<![\w.])[^\W\d]\w*")


class Guard(NamedTuple):
    """One thing that must hold, as nodes, since most are never told.

    Attributes:
        kind: Why the line behind it is not always reached.
        node: Where it stands.
        test: What is tested, where that can be written.
        negated: Whether the test must fail.
        pattern: What the test must match, for a ``case``.
        until: The byte up to which a new binding counts: the end of the loop around, or 0.
    """

    kind: ConditionKind
    node: Node
    test: Node | None = None
    negated: bool = False
    pattern: Node | None = None
    until: int = 0


class Exit(NamedTuple):
    """A statement behind which nothing of its block runs.

    Attributes:
        node: The statement.
        kind: Its type.
    """

    node: Node
    kind: str


def passed(statement: Node, exits: list[Exit]) -> tuple[Guard, ...]:
    """The guards of what stands behind a statement in which there are exits."""
    if statement.type == "if_statement":
        return tuple(_passed_branches(statement, exits))
    return (Guard(ConditionKind.EXIT, exits[0].node),)


def _passed_branches(statement: Node, exits: list[Exit]) -> Iterator[Guard]:
    """An exit for each branch that has one; with its test where that alone says so."""
    branches = [statement, *statement.children_by_field_name("alternative")]
    all_ended = True
    for branch in branches:
        body = branch.child_by_field_name("consequence") or branch.child_by_field_name("body")
        inside = [item for item in exits if body is not None and _holds(body, item.node)]
        ended = bool(inside) and _surely_ends(body)
        test = branch.child_by_field_name("condition")
        if inside and test is not None:
            tells = ended and all_ended
            yield Guard(ConditionKind.EXIT, inside[-1].node, test if tells else None, True)
        elif inside:
            # What ends in ``else`` goes on only where the one test before it held.
            only = branches[0].child_by_field_name("condition")
            yield Guard(
                ConditionKind.EXIT, inside[-1].node, only if ended and len(branches) == 2 else None
            )
        all_ended = all_ended and ended


def _holds(outer: Node, inner: Node) -> bool:
    return outer.start_byte <= inner.start_byte < outer.end_byte


def _surely_ends(block: Node | None) -> bool:
    """Whether a block's own last statement is an exit."""
    plain = [child for child in block.named_children if child.type != "comment"] if block else []
    return bool(plain) and plain[-1].type in ENDS


class GuardReader:
    """Words guards, once somebody wants to know."""

    def __init__(self, path: str, text: Callable[[Node], str], local: Locals) -> None:
        """Take the file, a reader of it, and the names of the function."""
        self._path = path
        self._text = text
        self._locals = local
        self._conditions: dict[tuple[str, int, bool, bool], Condition] = {}

    def told(self, guards: tuple[Guard, ...]) -> tuple[Condition, ...]:
        """The guards as conditions."""
        return tuple(self._known(guard) for guard in guards)

    def worded(self, node: Node, text: str) -> tuple[Condition, ...]:
        """A test that no node spells out; none where there is no text."""
        place = Location(self._path, node.start_point.row + 1)
        rebound = self._any_rebound(text, node.start_byte)
        return (Condition(ConditionKind.TEST, place, text, rebound),) if text else ()

    def _known(self, guard: Guard) -> Condition:
        key = (guard.kind, guard.node.start_byte, guard.negated, guard.pattern is None)
        if key not in self._conditions:
            self._conditions[key] = self._condition(guard)
        return self._conditions[key]

    def _condition(self, guard: Guard) -> Condition:
        place = Location(self._path, guard.node.start_point.row + 1)
        text = self._line(guard.test) if guard.test is not None else ""
        rebound = bool(text) and self._is_rebound(guard, text)
        if guard.pattern is not None:
            pattern = self._line(guard.pattern)
            text = f"{text} == {pattern}" if _is_constant(guard.pattern) else ""
        elif text and guard.negated:
            text = self._denied(guard.test, text)
        return Condition(guard.kind, place, text[:_MAX_CONDITION], rebound)

    def _denied(self, test: Node | None, text: str) -> str:
        inner = test.child_by_field_name("argument") if test and test.type[:4] == "not_" else None
        return self._line(inner) if inner is not None else f"not ({text})"

    def _line(self, node: Node) -> str:
        return " ".join(self._text(node).split())

    def _is_rebound(self, guard: Guard, text: str) -> bool:
        if guard.kind is ConditionKind.HANDLER:
            return False
        end = max(guard.until, guard.test.start_byte if guard.test is not None else 0)
        return self._any_rebound(text, end)

    def _any_rebound(self, text: str, end: int) -> bool:
        return any(self._locals.is_rebound(name, end) for name in _NAME.findall(text))


def _is_constant(pattern: Node) -> bool:
    kinds = [child.type for child in pattern.named_children]
    return len(kinds) == 1 and kinds[0] in ("integer", "string", "float")
