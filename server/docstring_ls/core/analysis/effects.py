"""What a body changes, opens, writes, sends and the like, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from ..problems import Location
from ..syntax import Within, children_of, flat, own_within, place
from ..text import Source
from .effect_kinds import CHANGING, CHANGING_CALLS, PURE, PURE_METHODS, EffectKind, kinds_of_call

# Characters of code in evidence.
_LONGEST = 60
_TARGETS = frozenset({"pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern"})
_REFERRING = frozenset({"identifier", "attribute", "subscript"})
_BASE = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a line does to the world around it.

    Attributes:
        kind: What it does.
        subject: The name it is done to, such as a parameter or ``self``, or empty.
        place: Where.
        words: The code.
    """

    kind: EffectKind
    subject: str
    place: Location
    words: str


@dataclass(frozen=True, slots=True)
class Effects:
    """All that is known of a body.

    Attributes:
        certain: What is surely done.
        handed: Names that are given away or named anew, so that others may do anything to them.
        calls: What is called of which nothing is known.
    """

    certain: tuple[Effect, ...] = ()
    handed: frozenset[str] = frozenset()
    calls: tuple[str, ...] = ()

    def of(self, kind: EffectKind, subject: str | None = None) -> Effect | None:
        """The first of a kind, to anything or to one name."""
        fitting = (item for item in self.certain if item.kind is kind)
        return next((item for item in fitting if subject in (None, item.subject)), None)


def effects_of(source: Source, functions: tuple[Node, ...]) -> Effects:
    """Read what bodies do.

    Args:
        source: The text.
        functions: The definitions, read as if one ran after the other.
    """
    reading = _Reading(source)
    for function in functions:
        for at in own_within(function.child_by_field_name("body")):
            reading.see(at)
    return Effects(tuple(reading.certain), frozenset(reading.handed), tuple(reading.calls))


class _Reading:
    """Collects what the nodes of a body do."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.certain: list[Effect] = []
        self.handed: set[str] = set()
        self.calls: dict[str, None] = {}
        self._by_type = {
            "assignment": self._assigned,
            "augmented_assignment": self._augmented,
            "delete_statement": self._deleted,
            "call": self._called,
            "global_statement": self._declared,
            "nonlocal_statement": self._declared,
            "function_definition": self._enclosed,
            "lambda": self._enclosed,
            "class_definition": self._enclosed,
            "yield": self._given_away,
            "for_statement": self._iterated,
            "for_in_clause": self._iterated,
        }

    def see(self, at: Within) -> None:
        known = self._by_type.get(at.node.type)
        if known is not None:
            known(at.node)

    def _add(self, kind: EffectKind, subject: str, node: Node) -> None:
        words = flat(node)[:_LONGEST]
        self.certain.append(Effect(kind, subject, place(self._source, node), words))

    def _assigned(self, node: Node) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        for target in _targets(left):
            self._set(target, node)
        if right is not None:
            # Another name for the same thing: what is done to that may be done to it.
            parts = right.named_children if right.type in ("expression_list", "tuple") else [right]
            self.handed.update(_base(part) for part in parts if part.type in _REFERRING)

    def _iterated(self, node: Node) -> None:
        # What is changed of an item is changed of the whole.
        right = node.child_by_field_name("right")
        if right is not None:
            self.handed.add(_base(right))

    def _augmented(self, node: Node) -> None:
        left = node.child_by_field_name("left")
        if left is not None and left.type == "identifier":
            # A list is changed in place, a number is not.
            self.handed.add(flat(left))
        elif left is not None:
            self._set(left, node)

    def _deleted(self, node: Node) -> None:
        for child in node.named_children:
            for target in _targets(child):
                self._set(target, node)

    def _set(self, target: Node, node: Node) -> None:
        if target.type not in ("subscript", "attribute"):
            return
        base = _base(target)
        self._add(EffectKind.CHANGES, base, node)
        if "cache" in flat(target).lower() or "memo" in flat(target).lower():
            self._add(EffectKind.CACHES, base, node)
        if flat(target).startswith("os.environ"):
            self._add(EffectKind.GLOBAL, "os.environ", node)

    def _called(self, node: Node) -> None:
        function = node.child_by_field_name("function")
        callee = flat(function)
        name = callee.rpartition(".")[2]
        owner = function.child_by_field_name("object") if function is not None else None
        for kind in kinds_of_call(callee, node):
            self._add(kind, _base(owner) if owner is not None else "", node)
        listed = children_of(node.child_by_field_name("arguments"))
        names = [flat(item) for item in listed if item.type == "identifier"]
        named = [flat(item.child_by_field_name("value")) for item in listed
                 if item.type == "keyword_argument"]  # fmt: skip
        starred = [flat(item)[1:].lstrip("*") for item in listed if item.type.endswith("_splat")]
        if name in CHANGING and owner is not None:
            self._add(EffectKind.CHANGES, _base(owner), node)
        elif callee in CHANGING_CALLS and names:
            self._add(EffectKind.CHANGES, names[0], node)
        elif callee not in PURE and not (owner is not None and name in PURE_METHODS):
            self.calls.setdefault(callee)
            self.handed.update((*names, *named, *starred))
            if owner is not None:
                self.handed.add(_base(owner))

    def _declared(self, node: Node) -> None:
        for child in node.named_children:
            self._add(EffectKind.GLOBAL, flat(child), node)

    def _enclosed(self, node: Node) -> None:
        # What is done in there happens when somebody calls it.
        self.calls.setdefault(node.type)
        self.handed.update(_BASE.findall(flat(node)))

    def _given_away(self, node: Node) -> None:
        self.handed.update(flat(child) for child in node.named_children)


def _targets(left: Node | None) -> Iterator[Node]:
    stack = [left] if left is not None else []
    while stack:
        node = stack.pop()
        if node.type in _TARGETS:
            stack.extend(node.named_children)
        else:
            yield node


def _base(node: Node) -> str:
    """The first name of a chain of attributes, items and calls."""
    while node.type in ("attribute", "subscript", "call"):
        inner = (
            node.child_by_field_name("object")
            or node.child_by_field_name("value")
            or node.child_by_field_name("function")
        )
        if inner is None:
            break
        node = inner
    return flat(node)
