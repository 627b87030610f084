"""What ``raise`` raises, ``except`` names, ``with`` enters and ``finally`` swallows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from .exception_hierarchy import Hierarchy
from .file_names import FileNames, last
from .local_names import walk

_ANNOTATED_TYPE = re.compile(r"(?:builtins\.)?[tT]ype\[(.+)\]")
_COLLECTIONS = frozenset({"tuple", "parenthesized_expression", "list_splat", "binary_operator"})
# Statements behind which nothing of their block runs.
ENDS = frozenset({"return_statement", "raise_statement", "continue_statement", "break_statement"})
_TRANSPARENT_CALLS = frozenset({"with_traceback", "add_note"})


@dataclass(frozen=True, slots=True)
class Raised:
    """One exception that an expression may be.

    Attributes:
        name: As the source writes it.
        certain: Whether nothing else can be raised in its place.
    """

    name: str
    certain: bool = True


class Raising:
    """Reads the raise expressions of one function."""

    def __init__(
        self,
        function: Node,
        names: FileNames,
        hierarchy: Hierarchy,
        others: dict[int, Raising] | None = None,
    ) -> None:
        """Take the function whose local names count, and the readers of those that it calls."""
        self._names = names
        self._hierarchy = hierarchy
        self._text = names.text
        self._locals = names.locals(function)
        self._others = {} if others is None else others
        self._others[function.start_byte] = self
        self._known: dict[tuple[str, int], tuple[Raised, ...]] = {}
        self._made: dict[tuple[str, int], tuple[Raised, ...]] = {}

    def read(self, node: Node, depth: int = 0) -> tuple[Raised, ...]:
        """The exceptions that an expression may stand for; empty where nothing can be said."""
        if depth > 5:
            return ()
        match node.type:
            case "identifier":
                return self._name(node, depth)
            case "attribute":
                return self._attribute(node)
            case "call":
                return self._call(node, depth)
            case "conditional_expression":
                return self._either((node.named_children[0], node.named_children[-1]), depth)
            case "boolean_operator" | "parenthesized_expression" | "await":
                return self._either(node.named_children, depth)
            case "expression_list" | "named_expression":
                return self.read(node.named_children[-1 if node.type[0] == "n" else 0], depth + 1)
        return ()

    def _either(self, nodes: Sequence[Node], depth: int) -> tuple[Raised, ...]:
        alternatives = (item for node in nodes for item in self.read(node, depth + 1))
        return tuple(dict.fromkeys(alternatives))

    def _name(self, node: Node, depth: int) -> tuple[Raised, ...]:
        name = self._text(node)
        if clause := self._locals.clause_of(name, node):
            return tuple(Raised(item) for item in self.types(clause))
        if (name, depth) not in self._known:
            self._known[name, depth] = self._bound(name, node, depth)
        return self._known[name, depth]

    def _bound(self, name: str, node: Node, depth: int) -> tuple[Raised, ...]:
        """What a name stands for that no ``except`` clause around it binds."""
        if values := self._locals.values.get(name):
            return self._either([value for value in values if value.type != "none"], depth)
        if (annotation := self._locals.annotations.get(name)) is not None:
            return _of_annotation(annotation)
        if self._names.value(name) is not None and not _looks_like_class(name):
            return self._either([self._names.value(name) or node], depth)
        return (Raised(name),) if self._is_class(name) else ()

    def _is_class(self, name: str) -> bool:
        return _looks_like_class(name) or self._hierarchy.is_class(name)

    def _attribute(self, node: Node) -> tuple[Raised, ...]:
        name = self._text(node)
        is_class = _looks_like_class(last(name)) or self._hierarchy.is_class(name)
        return (Raised(name),) if is_class else ()

    def _call(self, node: Node, depth: int) -> tuple[Raised, ...]:
        function = node.child_by_field_name("function")
        if function is None:
            return ()
        name = self._text(function)
        if name == "type":
            arguments = node.child_by_field_name("arguments")
            return self._either(arguments.named_children[:1] if arguments else [], depth)
        if last(name) in _TRANSPARENT_CALLS and (inner := function.child_by_field_name("object")):
            return self.read(inner, depth + 1)
        if function.type == "identifier" and (results := self._result(name, depth)):
            return results
        return self.read(function, depth + 1)

    def _result(self, name: str, depth: int) -> tuple[Raised, ...]:
        if (name, depth) not in self._made:
            self._made[name, depth] = self._made_by(name, depth)
        return self._made[name, depth]

    def _made_by(self, name: str, depth: int) -> tuple[Raised, ...]:
        functions = self._names.functions(name)
        if not functions:
            return ()
        annotation = functions[-1].child_by_field_name("return_type")
        if annotation is not None:
            return _of_annotation(f"type[{self._text(annotation)}]", certain=True)
        inner = self._others.get(functions[-1].start_byte)
        if inner is None:
            inner = Raising(functions[-1], self._names, self._hierarchy, self._others)
        returned = self._names.locals(functions[-1]).returns
        values = [node.named_children[0] for node in returned if node.named_children]
        return inner._either(values, depth)

    def types(self, clause: Node) -> tuple[str, ...]:
        """The exceptions that an ``except`` clause names; empty where it is bare or dynamic."""
        return tuple(name for value in handled(clause) for name in self.named(value))

    def is_type(self, name: str) -> bool:
        """Whether a name in an ``except`` clause is a class, and no variable that holds some."""
        head = name.partition(".")[0]
        imported = head in self._names.imports and head not in ("self", "cls")
        return imported or self._is_class(last(name)) or self._hierarchy.is_class(name)

    def named(self, node: Node) -> Iterator[str]:
        """The exceptions that an expression of types names, constants of the file followed."""
        if node.type in _COLLECTIONS:
            for item in node.named_children:
                yield from self.named(item)
        elif node.type == "identifier" and (value := self._names.value(self._text(node))):
            yield from self.named(value) if value.type != "call" else (self._text(node),)
        elif node.type in ("identifier", "attribute"):
            yield self._text(node)


def thrown(node: Node) -> Node | None:
    """What a raise statement raises, without its ``from``."""
    cause = node.child_by_field_name("cause")
    plain = [child for child in node.named_children if child != cause and child.type != "comment"]
    return plain[0] if plain else None


def handled(clause: Node) -> list[Node]:
    """The type expressions of an ``except`` clause, without ``as``."""
    values = clause.children_by_field_name("value")
    return [value.named_children[0] if value.type == "as_pattern" else value for value in values]


def managers(node: Node) -> Iterator[Node]:
    """The expressions whose context managers a ``with`` enters, without ``as``."""
    clause = next((child for child in node.named_children if child.type == "with_clause"), None)
    for item in clause.named_children if clause is not None else ():
        value = item.child_by_field_name("value")
        if value is not None:
            yield value.named_children[0] if value.type == "as_pattern" else value


def swallows(clause: Node) -> bool:
    """Whether a ``finally`` leaves by itself, so that nothing under way gets past it."""
    stack, loops = list(clause.named_children), ("for_statement", "while_statement")
    while stack:
        node = stack.pop()
        if node.type in ENDS and node.type != "raise_statement":
            return True
        if node.type not in ("function_definition", "class_definition", "lambda"):
            stack.extend(node.named_children if node.type not in loops else _returns(node))
    return False


def _returns(loop: Node) -> list[Node]:
    return [node for node in walk(loop) if node.type == "return_statement"]


def _looks_like_class(name: str) -> bool:
    return name.lstrip("_")[:1].isupper() and not name.isupper()


def _of_annotation(annotation: str, certain: bool = False) -> tuple[Raised, ...]:
    inner = _ANNOTATED_TYPE.fullmatch(annotation.strip("\"' "))
    parts = (inner[1] if inner else annotation).strip("\"' ").split("|")
    names = [part.strip() for part in parts]
    plain = [name for name in names if name.replace(".", "").isidentifier() and name != "None"]
    return tuple(Raised(name, certain) for name in plain)
