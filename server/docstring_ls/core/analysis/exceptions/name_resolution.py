"""Follows names across files by syntax alone: quick, and silent where it would have to infer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tree_sitter import Node

from ...syntax import HOLDERS
from .file_names import FileNames, bases_of_class, builtin_exception, last, names_of
from .leaving import constructors
from .local_names import value_of
from .references import Reference

if TYPE_CHECKING:
    from ...syntax import Syntax

# Steps of one look-up, through re-exports, bases and aliases; it ends what runs in a circle.
_DEPTH = 8
_SCOPES = ("function_definition", "class_definition", "module")


class Files(Protocol):
    """Reads the modules of a workspace and its packages."""

    def syntax(self, path: str) -> Syntax:
        """The tree of a file that exists.

        Raises:
            OSError: When it can't be read.
        """
        ...

    def module(self, dotted: str, importer: str) -> str:
        """The file of a module as ``importer`` names it, leading dots included; empty for none."""
        ...


@dataclass(frozen=True, slots=True)
class ResolvedName:
    """A definition: a function, a class or an assignment.

    Attributes:
        path: Its file.
        node: Its node, without decorators.
    """

    path: str
    node: Node


class NameResolver:
    """Looks up who a name is, through imports, re-exports, bases and plain annotations."""

    def __init__(self, files: Files) -> None:
        """Take the files; what is read of them is kept."""
        self._files = files
        self._names: dict[str, FileNames] = {}

    def names(self, path: str) -> FileNames:
        """The names of a file.

        Raises:
            OSError: When it can't be read.
        """
        if path not in self._names:
            self._names[path] = names_of(self._files.syntax(path))
        return self._names[path]

    def meant(self, path: str, reference: Reference) -> ResolvedName | None:
        """The definition that a reference in a file means."""
        if reference.quoted:
            return self.top(path, reference.written)
        at = reference.uses[0]
        name = self.names(path).root.descendant_for_byte_range(at, at)
        return self.at(path, name) if name is not None else None

    def overridden(self, path: str, name: Node) -> Iterator[ResolvedName]:
        """The methods that the method of that name overrides, nearest first, each once."""
        owner = self.class_around(path, name)
        seen = set()
        for base in self.lineage(owner) if owner is not None else ():
            method = self.own_member(base, self.names(path).text(name))
            if method is not None and (method.path, method.node.start_byte) not in seen:
                seen.add((method.path, method.node.start_byte))
                yield method

    def at(self, path: str, name: Node, depth: int = 0) -> ResolvedName | None:
        """The definition that a mentioned name means; ``name`` is its last identifier."""
        if depth > _DEPTH:
            return None
        whole = name.parent
        is_part = whole is not None and whole.child_by_field_name("attribute") == name
        if whole is None or not is_part:
            return self.lookup(path, name, self.names(path).text(name), depth)
        dotted = "".join(self.names(path).text(whole).split())
        is_plain = dotted.replace(".", "").isidentifier()
        definition = self.lookup(path, name, dotted, depth) if is_plain else None
        owner = whole.child_by_field_name("object")
        if definition is not None or owner is None:
            return definition
        owner_class = self.class_of(path, owner, depth + 1)
        return (
            self.member(owner_class, self.names(path).text(name))
            if owner_class is not None
            else None
        )

    def value_class(self, setting: ResolvedName) -> ResolvedName | None:
        """The class of what an assignment sets, where it is plain."""
        return self._assigned(setting, 1)

    def _scopes(self, path: str, at: Node) -> Iterator[Node]:
        return _scopes(self.names(path).root, at)

    def class_around(self, path: str, node: Node) -> ResolvedName | None:
        """The class that holds a node."""
        for scope in self._scopes(path, node):
            if scope.type == "class_definition":
                return ResolvedName(path, scope)
        return None

    def lineage(self, owner: ResolvedName, depth: int = 0) -> Iterator[ResolvedName]:
        """The ancestors of a class that are found, nearest first."""
        for base in self.bases(owner) if depth < _DEPTH else ():
            yield base
            yield from self.lineage(base, depth + 1)

    def own_member(self, owner: ResolvedName, name: str) -> ResolvedName | None:
        """A method that stands in the class itself."""
        node = self.names(owner.path).scope(owner.node).definitions.get(name)
        return ResolvedName(owner.path, node) if node is not None else None

    def callee(self, path: str, name: Node) -> ResolvedName | None:
        """The function or class that a called name means; ``name`` is its last identifier."""
        return self._callable(self.at(path, name))

    def _callable(self, definition: ResolvedName | None) -> ResolvedName | None:
        is_one = definition is not None and definition.node.type in (
            "function_definition",
            "class_definition",
        )
        return definition if is_one else None

    def lookup(self, path: str, at: Node, dotted: str, depth: int = 0) -> ResolvedName | None:
        """What a dotted name means at a place of a file."""
        if depth > _DEPTH:
            return None
        head, _, rest = dotted.partition(".")
        names = self.names(path)
        for scope in self._scopes(path, at):
            if head in ("self", "cls") and scope.type == "class_definition":
                return self._down(ResolvedName(path, scope), rest, depth) if rest else None
            if scope.type == "function_definition":
                inside = names.imported_in(scope)
                if head in inside:
                    return self._imported(path, inside[head] + dotted[len(head) :], depth)
                if (definition := names.scope(scope).definitions.get(head)) is not None:
                    return self._down(ResolvedName(path, definition), rest, depth)
                if (variable_class := self._variable(path, scope, head, depth)) is not None:
                    return self._down(variable_class, rest, depth) if rest else None
        return self.top(path, dotted, depth)

    def top(self, path: str, dotted: str, depth: int = 0) -> ResolvedName | None:
        """What a dotted name means at the top of a file, re-exports followed."""
        if depth > _DEPTH:
            return None
        names = self.names(path)
        head, _, rest = dotted.partition(".")
        if (node := names.defined(head)) is not None:
            return self._down(ResolvedName(path, node), rest, depth)
        if head in names.imports:
            return self._imported(path, names.canonical(dotted), depth)
        for module in names.stars:
            place = self._files.module(module, path)
            if place and (definition := self.top(place, dotted, depth + 1)) is not None:
                return definition
        return None

    def _imported(self, importer: str, dotted: str, depth: int) -> ResolvedName | None:
        parts = dotted.lstrip(".").split(".")
        dots = dotted[: len(dotted) - len(dotted.lstrip("."))]
        for size in range(len(parts), -1, -1):
            module = dots + ".".join(parts[:size])
            place = self._files.module(module, importer) if module else ""
            if place and size < len(parts):
                return self.top(place, ".".join(parts[size:]), depth + 1)
        return None

    def _down(self, definition: ResolvedName, rest: str, depth: int) -> ResolvedName | None:
        if definition.node.type == "assignment":
            return self._through(definition, rest, depth)
        for part in rest.split(".") if rest else ():
            below = (
                self.member(definition, part)
                if definition.node.type == "class_definition"
                else None
            )
            if below is None:
                return None
            if below.node.type == "assignment" and part != last(rest):
                value_class = self._assigned(below, depth + 1)
                if value_class is None:
                    return None
                below = value_class
            definition = below
        return definition

    def _through(self, setting: ResolvedName, rest: str, depth: int) -> ResolvedName | None:
        value = value_of(setting.node)
        if value is not None and value.type in ("identifier", "attribute"):
            dotted = "".join(self.names(setting.path).text(value).split())
            whole = f"{dotted}.{rest}" if rest else dotted
            return self.lookup(setting.path, value, whole, depth + 1)
        value_class = self._assigned(setting, depth + 1) if rest else None
        return (
            self._down(value_class, rest, depth + 1)
            if value_class is not None
            else setting
            if not rest
            else None
        )

    def member(self, owner: ResolvedName, name: str, depth: int = 0) -> ResolvedName | None:
        """A method or attribute of a class or of its bases."""
        if owner.node.type != "class_definition" or depth > _DEPTH:
            return None
        names = self.names(owner.path)
        if (node := names.scope(owner.node).definitions.get(name)) is not None:
            return ResolvedName(owner.path, node)
        if (node := _set_in(owner.node, name, names)) is not None:
            return ResolvedName(owner.path, node)
        for base in self.bases(owner):
            if (inherited := self.member(base, name, depth + 1)) is not None:
                return inherited
        return None

    def bases(self, owner: ResolvedName) -> Iterator[ResolvedName]:
        """The base classes that are found."""
        for written in bases_of_class(owner.node, self.names(owner.path).text):
            base = self.top(owner.path, "".join(written.split()))
            if base is not None and base.node.type == "class_definition" and base != owner:
                yield base

    def ancestors(self, owner: ResolvedName, depth: int = 0) -> Iterator[str]:
        """The names of a class's ancestors, nearest first, as far as they are found."""
        names = self.names(owner.path)
        for written in bases_of_class(owner.node, names.text) if depth < _DEPTH else ():
            canonical = names.canonical("".join(written.split()))
            yield last(canonical)
            base = self.top(owner.path, "".join(written.split()))
            if base is not None and base.node.type == "class_definition" and base != owner:
                yield from self.ancestors(base, depth + 1)
            elif (builtin := builtin_exception(canonical)) is not None:
                yield from (item.__name__ for item in builtin.__mro__[1:-1])

    def class_of(self, path: str, value: Node, depth: int = 0) -> ResolvedName | None:
        """The class whose instance an expression plainly is."""
        if depth > _DEPTH:
            return None
        match value.type:
            case "parenthesized_expression" | "await":
                return self.class_of(path, value.named_children[0], depth + 1)
            case "call":
                return self._made_by(path, value, depth)
            case "identifier" | "attribute":
                dotted = "".join(self.names(path).text(value).split())
                if dotted in ("self", "cls"):
                    return self.class_around(path, value)
                for scope in self._scopes(path, value) if value.type == "identifier" else ():
                    is_function = scope.type == "function_definition"
                    variable_class = (
                        self._variable(path, scope, dotted, depth) if is_function else None
                    )
                    if variable_class is not None:
                        return variable_class
                definition = self.lookup(path, value, dotted, depth + 1)
                is_set = definition is not None and definition.node.type == "assignment"
                return (
                    self._assigned(definition, depth + 1)
                    if definition is not None and is_set
                    else None
                )
        return None

    def _made_by(self, path: str, call: Node, depth: int) -> ResolvedName | None:
        function = call.child_by_field_name("function")
        if function is None:
            return None
        name = function.child_by_field_name("attribute") or function
        if self.names(path).text(function) == "super":
            around = self.class_around(path, call)
            return next(self.bases(around), None) if around is not None else None
        callee = (
            self._callable(self.at(path, name, depth + 1)) if name.type == "identifier" else None
        )
        if callee is None or callee.node.type == "class_definition":
            return callee
        return self._annotated(callee.path, callee.node.child_by_field_name("return_type"), depth)

    def _variable(self, path: str, scope: Node, name: str, depth: int) -> ResolvedName | None:
        names = self.names(path)
        listed = scope.child_by_field_name("parameters")
        for item in listed.named_children if listed is not None else ():
            own = item.child_by_field_name("name") or next(iter(item.named_children), item)
            if names.text(own) == name:
                return self._annotated(path, item.child_by_field_name("type"), depth)
        setting = names.scope(scope).assignments.get(name)
        return (
            self._assigned(ResolvedName(path, setting), depth + 1) if setting is not None else None
        )

    def _assigned(self, setting: ResolvedName, depth: int) -> ResolvedName | None:
        annotation = setting.node.child_by_field_name("type")
        if annotation is not None:
            return self._annotated(setting.path, annotation, depth)
        value = value_of(setting.node)
        return self.class_of(setting.path, value, depth + 1) if value is not None else None

    def _annotated(self, path: str, annotation: Node | None, depth: int) -> ResolvedName | None:
        if annotation is None or depth > _DEPTH:
            return None
        for part in self.names(path).text(annotation).strip("\"'").split("|"):
            plain = part.strip().removeprefix("Optional[").rstrip("]").strip()
            if plain != "None" and plain.replace(".", "").isidentifier():
                definition = self.lookup(path, annotation, plain, depth + 1)
                return (
                    definition
                    if definition is not None and definition.node.type == "class_definition"
                    else None
                )
        return None


def _scopes(root: Node, at: Node) -> Iterator[Node]:
    """The scopes around a node, innermost first, found from the root without any expression."""
    scopes, node = [], root
    while True:
        if node.type in _SCOPES:
            scopes.append(node)
        inner = node.child_with_descendant(at) if node.type in HOLDERS and node != at else None
        if inner is None:
            return reversed(scopes)
        node = inner


def _set_in(owner: Node, name: str, names: FileNames) -> Node | None:
    own = names.scope(owner).assignments.get(name)
    if own is not None:
        return own
    for function in constructors(owner, names.text):
        setting = names.scope(function).assignments.get(f"self.{name}")
        if setting is not None:
            return setting
    return None
