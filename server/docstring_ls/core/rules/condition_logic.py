"""Whether two tests say the same, or can't both hold, as far as their sources alone tell."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

# Stands for what a claim does not name: *the graph is connected* is a test of some ``connected``.
ANYTHING = "*"
_COMPARED: dict[type[ast.cmpop], tuple[Callable[[float, float], bool], str]] = {
    ast.Lt: (operator.lt, ""),
    ast.GtE: (operator.ge, ""),
    ast.Gt: (operator.gt, ""),
    ast.LtE: (operator.le, ""),
    ast.Eq: (operator.eq, "=="),
    ast.NotEq: (operator.ne, "=="),
    ast.Is: (operator.eq, "is"),
    ast.IsNot: (operator.ne, "is"),
    ast.In: (operator.eq, "in"),
    ast.NotIn: (operator.ne, "in"),
}
_TURNED = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE}
_DENIED = {ast.Lt: ast.GtE, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.GtE: ast.Lt}
# Distances from the numbers that are compared with, at which two comparisons may differ.
_STEPS = (-1.0, -0.5, 0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Literal:
    """One test that holds or does not.

    Attributes:
        subject: What is tested, as the syntax tree shows it.
        holds: Whether the test holds, not its opposite.
        compared: The operator and number, for a comparison with one.
        name: The last identifier of what is tested, without ``is_``.
    """

    subject: str
    holds: bool = True
    compared: tuple[str, float] | None = None
    name: str = ""

    def equals(self, other: Literal) -> bool:
        """Whether it holds just when the other does."""
        return self._related(other) and all(one == two for one, two in self._sampled(other))

    def excludes(self, other: Literal) -> bool:
        """Whether both can't hold."""
        return self._related(other) and not any(one and two for one, two in self._sampled(other))

    def _related(self, other: Literal) -> bool:
        if ANYTHING in (self.subject, other.subject):
            return bool(self.name) and self.name == other.name
        return self.subject == other.subject and (self.compared is None) == (other.compared is None)

    def _sampled(self, other: Literal) -> Iterator[tuple[bool, bool]]:
        if self.compared is None or other.compared is None:
            yield from ((truth == self.holds, truth == other.holds) for truth in (True, False))
            return
        for step in _STEPS:
            for number in (self.compared[1], other.compared[1]):
                yield self._of(number + step), other._of(number + step)

    def _of(self, value: float) -> bool:
        name, number = self.compared or ("", 0.0)
        kind: type[ast.cmpop] = getattr(ast, name)
        return _COMPARED[kind][0](value, number)


@lru_cache(maxsize=512)
def literals(source: str) -> tuple[Literal, ...]:
    """The tests that all hold where a condition does; none where it can't be read."""
    if source.startswith(f"{ANYTHING} is "):
        name = source.removeprefix(f"{ANYTHING} is ")
        return (Literal(ANYTHING, not name.startswith("not "), name=name.removeprefix("not ")),)
    try:
        node = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return ()
    return tuple(_parts(node, True))


def _parts(node: ast.expr, holds: bool) -> Iterator[Literal]:
    while isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        node, holds = node.operand, not holds
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And) == holds:
        for value in node.values:
            yield from _parts(value, holds)
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield _comparison(node, holds)
    else:
        yield Literal(ast.dump(node), holds, name=_name(node))


def _comparison(node: ast.Compare, holds: bool) -> Literal:
    kind, left, right = type(node.ops[0]), node.left, node.comparators[0]
    if _number(left) is not None or (kind in (ast.Gt, ast.LtE) and _number(right) is None):
        kind, left, right = _TURNED.get(kind, kind), right, left
    number = _number(right)
    if number is not None and kind not in (ast.Is, ast.IsNot, ast.In, ast.NotIn):
        names = {ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, **_DENIED}
        compared = kind if holds else names[kind]
        return Literal(ast.dump(left), compared=(compared.__name__, number))
    denied = kind in (ast.NotEq, ast.IsNot, ast.NotIn, ast.GtE)
    sides = [ast.dump(left), ast.dump(right)]
    sign = _COMPARED[kind][1] or "<"
    return Literal(f" {sign} ".join(sorted(sides) if sign == "==" else sides), holds != denied)


def _number(node: ast.expr) -> float | None:
    sign = -1 if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) else 1
    value = node.operand if isinstance(node, ast.UnaryOp) and sign < 0 else node
    if not isinstance(value, ast.Constant) or isinstance(value.value, bool):
        return None
    return sign * float(value.value) if isinstance(value.value, int | float) else None


def _name(node: ast.expr) -> str:
    called = node.func if isinstance(node, ast.Call) else node
    name = getattr(called, "attr", getattr(called, "id", ""))
    return str(name).removeprefix("_").removeprefix("is_").lower()
