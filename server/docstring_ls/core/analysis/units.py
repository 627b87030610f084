"""In which unit a number is taken or given, as far as names and uses tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from ..problems import Location
from ..syntax import Within, children_of, flat, own_within, place
from ..text import Source
from .unit_tables import ARGUMENTS, CLOCKS, KEYWORDS, RESULTS, scaled, unit_of_name

_TRANSPARENT = frozenset({"float", "int", "max", "min", "abs", "round", "Decimal"})
# Characters of code in evidence.
_LONGEST = 60
_NUMBER = re.compile(r"\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?")


@dataclass(frozen=True, slots=True)
class UnitEvidence:
    """One place that tells a unit.

    Attributes:
        parameter: The parameter that is taken in it; empty for the result.
        unit: The unit, such as ``ms``.
        place: Where it stands.
        words: The code.
    """

    parameter: str
    unit: str
    place: Location
    words: str


def units_in(source: Source, function: Node) -> Iterator[UnitEvidence]:
    """What a function's own body tells of its parameters and its result.

    Args:
        source: The text.
        function: The definition; of a constructor, other methods tell of what it keeps.
    """
    names = {name: name for name in _parameters(function)}
    yield from _of_names(source, function, names)
    kept = dict(_kept(function, names))
    owner = _owner(function) if kept else None
    for method in children_of(owner):
        inner = method.child_by_field_name("definition") or method
        if inner.type == "function_definition":
            yield from _of_names(source, inner, kept)


def _of_names(source: Source, function: Node, names: dict[str, str]) -> Iterator[UnitEvidence]:
    for at in own_within(function.child_by_field_name("body")):
        if at.node.type in ("identifier", "attribute") and flat(at.node) in names:
            found = _taken(at)
            if found is not None:
                unit, node = found
                words = flat(node)[:_LONGEST]
                yield UnitEvidence(names[flat(at.node)], unit, place(source, node), words)
        elif at.node.type == "return_statement" and names.keys() == {*names.values()}:
            value = next(iter(at.node.named_children), None)
            unit = _given(value) if value is not None else ""
            if unit and value is not None:
                words = flat(value)[:_LONGEST]
                yield UnitEvidence("", unit, place(source, value), words)


def _parameters(function: Node) -> Iterator[str]:
    for item in children_of(function.child_by_field_name("parameters")):
        named = item.child_by_field_name("name") or item
        if named.type.startswith("typed") and named.named_children:
            named = named.named_children[0]
        yield flat(named).lstrip("*")


def _kept(function: Node, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """``self.x`` by the parameter that a constructor keeps there."""
    if flat(function.child_by_field_name("name")) not in ("__init__", "__post_init__"):
        return
    for at in own_within(function.child_by_field_name("body")):
        if at.node.type == "assignment":
            left = flat(at.node.child_by_field_name("left"))
            right = flat(at.node.child_by_field_name("right"))
            if right in names and left.startswith("self."):
                yield left, right


def _owner(function: Node) -> Node | None:
    outer = function.parent
    return outer if outer is not None and outer.type == "block" else None


def _taken(at: Within) -> tuple[str, Node] | None:
    """The unit in which a use takes a name, and the code that says so."""
    factor = 1.0
    child = at
    while child.outer is not None:
        outer = child.outer
        change = _factor(child.node, outer)
        if change is None:
            break
        factor *= change
        child = outer
    if child.outer is None:
        return None
    unit = _sink(child.node, child.outer)
    if unit:
        exact = scaled(unit, factor)
        return (exact, _whole(child.outer)) if exact else None
    alone = _BY_FACTOR.get(factor) if child is not at else None
    return (alone, child.node) if alone else None


# What a number is that is multiplied so, wherever it goes: percent, kilobytes, megabytes.
_BY_FACTOR = {0.01: "%", 1024.0: "kB", 1024.0**2: "MB", 1024.0**3: "GB"}


def _factor(node: Node, outer: Within) -> float | None:
    """By what an outer expression multiplies; None where it is no plain number."""
    kind = outer.node.type
    if kind == "parenthesized_expression":
        return 1.0
    if kind == "binary_operator":
        return _operand(node, outer.node)
    call = outer.outer.node if outer.outer is not None else None
    if kind == "call" and node.type == "argument_list":
        return 1.0 if flat(outer.node.child_by_field_name("function")) in _TRANSPARENT else None
    if kind == "argument_list" and call is not None and call.type == "call":
        return 1.0 if flat(call.child_by_field_name("function")) in _TRANSPARENT else None
    return None


def _operand(node: Node, operation: Node) -> float | None:
    sign = flat(operation.child_by_field_name("operator"))
    right = operation.child_by_field_name("right")
    other = operation.child_by_field_name("left") if right == node else right
    written = flat(other)
    if not _NUMBER.fullmatch(written):
        return None
    number = float(written.replace("_", ""))
    if sign == "*":
        return number
    if right == node or not number:
        return None
    if sign == "/":
        return 1 / number
    return float(2**number) if sign == "<<" and number < _MOST_BITS else None


# Shifts by more are no sizes.
_MOST_BITS = 64


def _sink(node: Node, outer: Within) -> str:
    """The unit in which what holds an expression takes it, or empty."""
    holder = outer.node
    if holder.type == "keyword_argument":
        name = flat(holder.child_by_field_name("name"))
        listed = outer.outer
        call = listed.outer.node if listed is not None and listed.outer is not None else None
        callee = flat(call.child_by_field_name("function")) if call is not None else ""
        return _by_keyword(callee, name)
    if holder.type == "argument_list" and outer.outer is not None:
        return _by_position(outer.outer.node, holder, node)
    if holder.type == "assignment" and holder.child_by_field_name("right") == node:
        return unit_of_name(flat(holder.child_by_field_name("left")))
    if holder.type in ("comparison_operator", "binary_operator"):
        others = [_given(child) for child in holder.named_children if child != node]
        arithmetic = holder.type == "comparison_operator" or _adds(holder)
        return others[0] if arithmetic and len(others) == 1 else ""
    return ""


def _adds(node: Node) -> bool:
    return flat(node.child_by_field_name("operator")) in ("+", "-")


def _by_keyword(callee: str, name: str) -> str:
    last = callee.rpartition(".")[2]
    return KEYWORDS.get((last, name)) or KEYWORDS.get(("", name)) or unit_of_name(name)


def _by_position(call: Node, listed: Node, node: Node) -> str:
    if call.type != "call":
        return ""
    plain = [child for child in listed.named_children if child.type != "comment"]
    callee = flat(call.child_by_field_name("function"))
    at = plain.index(node)
    return ARGUMENTS.get((callee, at)) or ARGUMENTS.get((f"*.{callee.rpartition('.')[2]}", at), "")


def _given(node: Node) -> str:
    """The unit of what an expression gives, or empty."""
    if node.type == "parenthesized_expression" and node.named_children:
        return _given(node.named_children[0])
    if node.type in ("identifier", "attribute"):
        name = flat(node).rpartition(".")[2]
        return RESULTS.get(f"*.{name}", "") or unit_of_name(name)
    if node.type == "call":
        callee = flat(node.child_by_field_name("function"))
        return (
            CLOCKS.get(callee)
            or RESULTS.get(callee)
            or RESULTS.get(f"*.{callee.rpartition('.')[2]}()", "")
        )
    if node.type != "binary_operator":
        return ""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return ""
    if _adds(node):
        return _given(left) or _given(right)
    factor = _operand(left, node)
    unit = _given(left) if factor else ""
    return scaled(unit, 1 / factor) if unit and factor else ""


def _whole(outer: Within) -> Node:
    """The call, assignment or comparison around an argument."""
    while outer.outer is not None and outer.node.type in ("argument_list", "keyword_argument"):
        outer = outer.outer
    return outer.node
