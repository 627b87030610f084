"""Who the names of a symbol are, as far as its own file says: for when no resolver answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tree_sitter import Node

from .catching import Hierarchy
from .definitions import described, kind_of
from .escaping import Walk, last_identifier
from .mentions import Mention, mentions
from .names import FileNames, bases_of_class
from .nodes import node_of
from .raises import constructors
from .resolution import SYNTAX_ONLY, Definition, Escape, Resolution
from .symbols import Symbol, SymbolKind

if TYPE_CHECKING:
    from .syntax import Syntax

_DEPTH = 4


def local_resolution(syntax: Syntax, symbol: Symbol) -> Resolution:
    """What the symbol names and its own file defines, with what leaves callees in the file."""
    node = node_of(syntax, symbol)
    file = SameFile(syntax, asking=node)
    found = []
    for mention in mentions(syntax, symbol) if node is not None else ():
        target = file.find(mention.written, node)
        if target is not None and not _inside(target, node):
            found.append(file.definition(mention, target))
    overrides = tuple(file.overridden(symbol, node)) if node is not None else ()
    return Resolution(tuple(found), (), overrides, complete=False, note=SYNTAX_ONLY.note)


def _inside(target: Node, node: Node | None) -> bool:
    if node is None or node.type == "module":
        return False
    return node.start_byte <= target.start_byte and target.end_byte <= node.end_byte


class SameFile:
    """Looks names up in one file, scope by scope."""

    def __init__(self, syntax: Syntax, asking: Node | None = None) -> None:
        """Nothing is read before somebody asks; ``asking`` adds nothing to itself by recursion."""
        self._syntax = syntax
        self._names = FileNames(syntax)
        self._hierarchy = Hierarchy(self._names, lambda _: ())
        self._escapes: dict[int, tuple[Escape, ...]] = {}
        self._depth = 0
        if asking is not None:
            self._escapes[asking.start_byte] = ()

    def find(self, written: str, scope: Node | None) -> Node | None:
        """The definition that a dotted name means in ``scope``; None where it lies elsewhere."""
        head, _, rest = written.partition(".")
        owner = _class_around(scope) if head in ("self", "cls") else self._plain(head, scope)
        while rest and owner is not None and owner.type == "class_definition":
            head, _, rest = rest.partition(".")
            owner = self._member(owner, head)
        return owner if not rest and head not in ("self", "cls") else None

    def _plain(self, name: str, scope: Node | None) -> Node | None:
        while scope is not None and scope.type != "module":
            inside = scope.type == "function_definition"
            if inside and (found := self._names.scope(scope).definitions.get(name)) is not None:
                return found
            scope = scope.parent
        return self._names.defined(name)

    def _member(self, owner: Node, name: str, depth: int = 0) -> Node | None:
        found = self._names.scope(owner).definitions.get(name) or self._attribute(owner, name)
        if found is not None or depth > _DEPTH:
            return found
        for base in bases_of_class(owner, self._names.text):
            for parent in self._names.classes(base)[-1:]:
                if (found := self._member(parent, name, depth + 1)) is not None:
                    return found
        return None

    def overridden(self, symbol: Symbol, node: Node) -> Iterator[Definition]:
        """What a method overrides in base classes of the same file, nearest first."""
        owner = _class_around(node) if symbol.kind is SymbolKind.METHOD else None
        for base in bases_of_class(owner, self._names.text) if owner is not None else ():
            for parent in self._names.classes(base)[-1:]:
                found = self._member(parent, symbol.name)
                if found is not None and found.type == "function_definition":
                    yield self.definition(Mention(symbol.name, "base", ()), found)

    def _attribute(self, owner: Node, name: str) -> Node | None:
        found = self._names.scope(owner).assignments.get(name)
        if found is not None:
            return found
        for function in constructors(owner, self._names.text):
            if (found := self._names.scope(function).assignments.get(f"self.{name}")) is not None:
                return found
        return None

    def definition(self, mention: Mention, target: Node) -> Definition:
        """The value that crosses to others."""
        return described(
            self._syntax.source,
            target,
            mention,
            escapes=self.escapes(target) if runs(mention, target) else (),
            bases=self._bases(target),
        )

    def _bases(self, target: Node) -> tuple[str, ...]:
        name = target.child_by_field_name("name")
        if target.type != "class_definition" or name is None:
            return ()
        return self._hierarchy.lineage(self._names.text(name)).names[1:]

    def escapes(self, target: Node) -> tuple[Escape, ...]:
        """What leaves a function of this file, or the making of an instance."""
        key = target.start_byte
        if key not in self._escapes:
            if self._depth >= _DEPTH:
                return ()
            self._escapes[key] = ()
            self._depth += 1
            self._escapes[key] = tuple(self._leaving(target))
            self._depth -= 1
        return self._escapes[key]

    def _leaving(self, target: Node) -> Iterator[Escape]:
        if target.type == "class_definition":
            for function in constructors(target, self._names.text):
                yield from self.escapes(function)
        elif target.type == "function_definition":
            path = self._syntax.source.path
            yield from Walk(
                path, target, self._names, self._hierarchy, lambda offset: self._at(offset, target)
            ).function()

    def _at(self, offset: int, scope: Node) -> tuple[Escape, ...]:
        node = self._syntax.tree.root_node.descendant_for_byte_range(offset, offset)
        whole = node.parent if node is not None else None
        if node is None or whole is None:
            return ()
        named = whole if whole.type == "attribute" and last_identifier(whole) == node else node
        target = self.find(last_dotted(self._names.text(named)), scope)
        return self.escapes(target) if target is not None else ()


def runs(mention: Mention, target: Node) -> bool:
    """Whether what is mentioned is run there: called, raised, or a property."""
    return mention.role in ("call", "raise") or kind_of(target) == "property"


def last_dotted(text: str) -> str:
    """A dotted name on one line."""
    return "".join(text.split())


def _class_around(node: Node | None) -> Node | None:
    while node is not None and node.type != "class_definition":
        node = node.parent
    return node
