"""What the names of one file mean, from its syntax alone."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tree_sitter import Node

from .local_names import Locals, targets, value_of

if TYPE_CHECKING:
    from ...syntax import Syntax

# Statements whose bodies bind names in the scope that holds them.
_TRANSPARENT = frozenset(
    {
        *("block", "if_statement", "elif_clause", "else_clause"),
        *("try_statement", "except_clause", "finally_clause", "with_statement"),
        *("for_statement", "while_statement", "match_statement", "case_clause"),
        "expression_statement",
    }
)


_DEFINITIONS = frozenset({"class_definition", "function_definition"})
_IMPORTS = frozenset({"import_statement", "import_from_statement"})


def last(dotted: str) -> str:
    """The part after the last dot."""
    return dotted.rpartition(".")[2]


def builtin_exception(name: str) -> type[BaseException] | None:
    """The exception of Python itself that bears this name, aliases such as ``IOError`` included."""
    builtin = getattr(builtins, name, None)
    return builtin if isinstance(builtin, type) and issubclass(builtin, BaseException) else None


def statements(scope: Node) -> list[Node]:
    """The statements that bind names in a module or block, nested ``if`` and ``try`` included."""
    binding, stack = [], list(reversed(scope.named_children))
    while stack:
        node = stack.pop()
        if node.type in _TRANSPARENT:
            stack.extend(reversed(node.named_children))
        else:
            binding.append(node)
    return binding


def _definition_in(node: Node) -> Node:
    """The ``def`` or ``class`` under its decorators."""
    inner = node.child_by_field_name("definition")
    return inner if node.type == "decorated_definition" and inner is not None else node


@dataclass(frozen=True)
class Scope:
    """The names that a function, class or block binds by plain statements.

    Attributes:
        definitions: Functions and classes, the first of a name.
        assignments: The first statement that sets a plain name or attribute.
        imports: Import statements.
    """

    definitions: dict[str, Node]
    assignments: dict[str, Node]
    imports: tuple[Node, ...]


def _scope_of(node: Node, text: Callable[[Node], str]) -> Scope:
    """Read a scope once."""
    body = node.child_by_field_name("body")
    scope, imports = Scope({}, {}, ()), []
    for item in statements(node if body is None else body):
        inner = _definition_in(item)
        if inner.type in _DEFINITIONS and (name := inner.child_by_field_name("name")):
            scope.definitions.setdefault(text(name), inner)
        elif inner.type == "assignment":
            left = inner.child_by_field_name("left")
            for target in targets(inner) if left is None or left.type != "attribute" else (left,):
                scope.assignments.setdefault(text(target), inner)
        elif inner.type in _IMPORTS:
            imports.append(inner)
    return Scope(scope.definitions, scope.assignments, tuple(imports))


def names_of(syntax: Syntax) -> FileNames:
    """The names of a file, read once however many of its symbols are asked about."""
    names = syntax.kept.get(FileNames)
    if not isinstance(names, FileNames):
        names = syntax.kept[FileNames] = FileNames(syntax)
    return names


class FileNames:
    """Imports, classes, functions and constants at the top of one file."""

    def __init__(self, syntax: Syntax) -> None:
        """Nothing is read before somebody asks."""
        self.root = syntax.tree.root_node
        self._data: bytes = syntax.source.data
        self._scopes: dict[int, tuple[Node, Scope]] = {}
        self._locals: dict[int, tuple[Node, Locals]] = {}
        self._typed: dict[tuple[str, str], list[Node]] = {}

    def scope(self, node: Node) -> Scope:
        """What a function or class binds."""
        if node.id not in self._scopes:
            # The id is an address, so the node is kept, lest another takes its place.
            self._scopes[node.id] = node, _scope_of(node, self.text)
        return self._scopes[node.id][1]

    def locals(self, function: Node) -> Locals:
        """What a function's own body binds, raises and returns."""
        if function.id not in self._locals:
            self._locals[function.id] = function, Locals(function, self.text)
        return self._locals[function.id][1]

    def text(self, node: Node) -> str:
        """The source of a node."""
        return self._data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    @cached_property
    def _bound(self) -> dict[str, list[Node]]:
        bound: dict[str, list[Node]] = {}
        for node in statements(self.root):
            for name in self._names_of(node):
                bound.setdefault(name, []).append(_definition_in(node))
        return bound

    def _names_of(self, node: Node) -> Iterator[str]:
        inner = _definition_in(node)
        if inner.type in ("class_definition", "function_definition"):
            if name := inner.child_by_field_name("name"):
                yield self.text(name)
        elif node.type == "assignment":
            for target in targets(node):
                yield self.text(target)

    @cached_property
    def imports(self) -> dict[str, str]:
        """Imported names: as they are called here, to their dotted name as far as it is written."""
        imports: dict[str, str] = {}
        for node in statements(self.root):
            if node.type in _IMPORTS:
                imports.update(self._imported(node))
        return imports

    def _imported(self, node: Node) -> Iterator[tuple[str, str]]:
        module = node.child_by_field_name("module_name")
        prefix = self._prefix(module) if module is not None else ""
        for item in node.children_by_field_name("name"):
            name, alias = item.child_by_field_name("name"), item.child_by_field_name("alias")
            if name is not None and alias is not None:
                yield self.text(alias), prefix + self.text(name)
            elif module is not None:
                yield self.text(item), prefix + self.text(item)
            else:
                head = self.text(item).partition(".")[0]
                yield head, head

    def _prefix(self, module: Node) -> str:
        text = "".join(self.text(module).split())
        return text if text.endswith(".") else f"{text}."

    @cached_property
    def stars(self) -> tuple[str, ...]:
        """The modules that are imported with ``*``."""
        modules = []
        for node in statements(self.root):
            module = node.child_by_field_name("module_name")
            if module is not None and any(item.type == "wildcard_import" for item in node.children):
                modules.append("".join(self.text(module).split()))
        return tuple(modules)

    def imported_in(self, scope: Node) -> dict[str, str]:
        """The imports that stand inside a function."""
        imports: dict[str, str] = {}
        for node in self.scope(scope).imports:
            imports.update(self._imported(node))
        return imports

    def canonical(self, dotted: str) -> str:
        """A written name with its first part replaced by what the imports say it is."""
        head, dot, rest = dotted.partition(".")
        return self.imports.get(head, head) + dot + rest

    def _of_type(self, name: str, kind: str) -> list[Node]:
        if (name, kind) not in self._typed:
            nodes = [node for node in self._bound.get(name, ()) if node.type == kind]
            self._typed[name, kind] = nodes
        return self._typed[name, kind]

    def functions(self, name: str) -> list[Node]:
        """The top-level functions of that name."""
        return self._of_type(name, "function_definition")

    def classes(self, name: str) -> list[Node]:
        """The top-level classes of that name."""
        return self._of_type(name, "class_definition")

    def defined(self, name: str) -> Node | None:
        """The last top-level definition of a name."""
        definitions = self._bound.get(name)
        return definitions[-1] if definitions else None

    def value(self, name: str) -> Node | None:
        """What a top-level name is set to, where it is set once."""
        assignments = self._of_type(name, "assignment")
        return value_of(assignments[0]) if len(assignments) == 1 else None

    def bases(self, name: str) -> tuple[str, ...] | None:
        """The written bases of a class of this file, None where there is no such class."""
        classes = self.classes(name)
        return bases_of_class(classes[-1], self.text) if classes else None


def bases_of_class(node: Node, text: Callable[[Node], str]) -> tuple[str, ...]:
    """The written bases of a class definition, subscripts left out."""
    listed = node.child_by_field_name("superclasses")
    items = listed.named_children if listed is not None else []
    plain = (_unsubscripted(item) for item in items)
    return tuple(text(item) for item in plain if item.type in ("identifier", "attribute"))


def _unsubscripted(node: Node) -> Node:
    value = node.child_by_field_name("value") if node.type == "subscript" else None
    return node if value is None else value
