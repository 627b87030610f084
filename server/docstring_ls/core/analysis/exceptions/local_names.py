"""What one function's own body binds, raises and returns, read in one walk."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property

from tree_sitter import Node

from ...syntax import children_of

_NESTED = frozenset({"function_definition", "class_definition", "lambda"})

Read = Callable[[Node], str]


def walk(function: Node) -> Iterator[Node]:
    """Every node of a function's own body, without nested functions, classes and lambdas."""
    body = function.child_by_field_name("body")
    stack = [body] if body is not None else []
    while stack:
        node = stack.pop()
        yield node
        stack.extend(child for child in reversed(node.named_children) if child.type not in _NESTED)


class Locals:
    """The local names of a function, so that no ``raise`` of it walks the body again."""

    def __init__(self, function: Node, text: Read) -> None:
        """Nothing is read before somebody asks; ``text`` gives the source of a node."""
        self._function = function
        self._text = text

    @cached_property
    def _nodes(self) -> dict[str, list[Node]]:
        by_type: dict[str, list[Node]] = {kind: [] for kind in _KINDS}
        for node in walk(self._function):
            if node.type in by_type:
                by_type[node.type].append(node)
        return by_type

    @property
    def raises(self) -> list[Node]:
        """The ``raise`` statements."""
        return self._nodes["raise_statement"]

    @property
    def returns(self) -> list[Node]:
        """The ``return`` statements."""
        return self._nodes["return_statement"]

    @property
    def is_generator(self) -> bool:
        """Whether it yields."""
        return bool(self._nodes["yield"])

    @cached_property
    def values(self) -> dict[str, list[Node]]:
        """What each plain name is set to, in the order of the text."""
        bound = self._nodes["assignment"] + self._nodes["named_expression"]
        values: dict[str, list[Node]] = {}
        for node in sorted(bound, key=lambda node: (node.start_byte, -node.end_byte)):
            for name, value in self._bound_by(node):
                values.setdefault(name, []).append(value)
        return values

    def _bound_by(self, node: Node) -> Iterator[tuple[str, Node]]:
        if node.type == "named_expression":
            parts = node.named_children
            if parts:
                yield self._text(parts[0]), parts[-1]
        elif (value := value_of(node)) is not None:
            for name in dict.fromkeys(map(self._text, targets(node))):
                yield name, value

    @cached_property
    def annotations(self) -> dict[str, str]:
        """The annotation of each parameter, empty where it has none."""
        annotations: dict[str, str] = {}
        for item in children_of(self._function.child_by_field_name("parameters")):
            annotation = item.child_by_field_name("type")
            own = item.child_by_field_name("name") or item
            if own.type.startswith("typed") and own.named_children:
                own = own.named_children[0]
            written = self._text(annotation) if annotation else ""
            annotations.setdefault(self._text(own).lstrip("*"), written)
        return annotations

    def is_rebound(self, name: str, end: int) -> bool:
        """Whether a name means different values: a parameter bound before a byte, or any twice."""
        bindings = self._bindings.get(name, ())
        if name in self.annotations:
            return any(start < end for start in bindings)
        return len(bindings) > 1

    @cached_property
    def _bindings(self) -> dict[str, list[int]]:
        """Where the body binds or deletes each plain name."""
        bindings: dict[str, list[int]] = {}
        for kind, field in _BINDING.items():
            for node in self._nodes[kind]:
                bound = node.child_by_field_name(field) if field else node
                for name in _plain_names(bound):
                    bindings.setdefault(self._text(name), []).append(node.start_byte)
        return bindings

    def clause_around(self, node: Node) -> Node | None:
        """The innermost ``except`` clause that holds a node."""
        return self._clauses.around(node)

    def clause_of(self, name: str, node: Node) -> Node | None:
        """The innermost ``except … as name`` clause that holds a node."""
        clauses = self._named_clauses.get(name)
        return clauses.around(node) if clauses is not None else None

    @cached_property
    def _clauses(self) -> Nested:
        return Nested(self._nodes["except_clause"])

    @cached_property
    def _named_clauses(self) -> dict[str, Nested]:
        clauses_of: dict[str, list[Node]] = {}
        for clause in self._nodes["except_clause"]:
            aliases = (
                value.child_by_field_name("alias")
                for value in clause.children_by_field_name("value")
            )
            for name in {self._text(alias) for alias in aliases if alias is not None}:
                clauses_of.setdefault(name, []).append(clause)
        return {name: Nested(clauses) for name, clauses in clauses_of.items()}


# Nodes that bind names, and the field in which these stand.
_BINDING = {
    "assignment": "left",
    "augmented_assignment": "left",
    "named_expression": "name",
    "for_statement": "left",
    "as_pattern_target": "",
    "delete_statement": "",
}
_KINDS = ("raise_statement", "return_statement", "yield", "except_clause", *_BINDING)


def _plain_names(target: Node | None) -> Iterator[Node]:
    """The names that a target binds, not those whose attributes or items it sets."""
    stack = [target] if target is not None else []
    while stack:
        node = stack.pop()
        if node.type == "identifier":
            yield node
        elif node.type not in ("attribute", "subscript", "call"):
            stack.extend(node.named_children)


class Nested:
    """Nodes of which any two lie one in the other or apart, looked up by what they hold."""

    def __init__(self, nodes: list[Node]) -> None:
        """Take the nodes in the order of the text, outer ones first."""
        self._nodes = nodes
        self._starts = [node.start_byte for node in nodes]
        self._outer: list[int] = []
        open_: list[int] = []
        for index, node in enumerate(nodes):
            while open_ and nodes[open_[-1]].end_byte <= node.start_byte:
                open_.pop()
            self._outer.append(open_[-1] if open_ else -1)
            open_.append(index)

    def around(self, node: Node) -> Node | None:
        """The innermost one that holds a node, which may not be that one itself."""
        at = bisect_right(self._starts, node.start_byte) - 1
        while at >= 0:
            candidate = self._nodes[at]
            if node.end_byte <= candidate.end_byte and candidate != node:
                return candidate
            at = self._outer[at]
        return None


def targets(assignment: Node) -> Iterator[Node]:
    """The plain names that an assignment binds, chained ones included."""
    link: Node | None = assignment
    while link is not None and link.type == "assignment":
        left = link.child_by_field_name("left")
        if left is not None and left.type == "identifier":
            yield left
        link = link.child_by_field_name("right")


def value_of(assignment: Node) -> Node | None:
    """The value at the end of a chain of assignments."""
    right = assignment.child_by_field_name("right")
    while right is not None and right.type == "assignment":
        right = right.child_by_field_name("right")
    return right
