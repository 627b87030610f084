"""Who the names of a symbol are, as far as its own file says: for when no resolver answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tree_sitter import Node

from ...syntax import Symbol, SymbolKind, node_of
from ..resolution import (
    SYNTAX_ONLY,
    Definition,
    DefinitionKind,
    PropagatedException,
    ReferenceRole,
    Resolution,
)
from .definitions import DeferralCache, described, kind_of
from .exception_flow import ExceptionFlow
from .exception_hierarchy import Hierarchy
from .leaving import constructors
from .name_resolution import NameResolver, ResolvedName
from .references import EXECUTED, Reference, references

if TYPE_CHECKING:
    from ...syntax import Syntax

# Calls within the file that are followed from a callee on; each level may double the work.
_DEPTH = 4


def local_resolution(syntax: Syntax, symbol: Symbol) -> Resolution:
    """What the symbol names and its own file defines, with what leaves callees in the file."""
    node = node_of(syntax, symbol)
    file = LocalDefinitions(syntax, asking=node)
    definitions = []
    for reference in references(syntax, symbol) if node is not None else ():
        target = file.meant(reference)
        if target is not None and not _inside(target, node):
            definitions.append(file.definition(reference, target))
    name = node.child_by_field_name("name") if symbol.kind is SymbolKind.METHOD and node else None
    overrides = tuple(file.overridden(name)) if name is not None else ()
    return Resolution(tuple(definitions), (), overrides, complete=False, note=SYNTAX_ONLY.note)


def _inside(target: Node, node: Node | None) -> bool:
    if node is None or node.type == "module":
        return False
    return node.start_byte <= target.start_byte and target.end_byte <= node.end_byte


@dataclass(frozen=True)
class _SingleFile:
    """The file alone, so that whatever it imports stays unknown."""

    only: Syntax

    def syntax(self, path: str) -> Syntax:
        return self.only

    def module(self, dotted: str, importer: str) -> str:
        return ""


class LocalDefinitions:
    """What the definitions of one file are to others, and what leaves them."""

    def __init__(self, syntax: Syntax, asking: Node | None = None) -> None:
        """Nothing is read before somebody asks; ``asking`` adds nothing to itself by recursion."""
        self._syntax = syntax
        self._path = syntax.source.path
        self._name_resolver = NameResolver(_SingleFile(syntax))
        self._names = self._name_resolver.names(self._path)
        self._hierarchy = Hierarchy(self._names, lambda _: ())
        self._exceptions: dict[int, tuple[PropagatedException, ...]] = {}
        self._deferrals = DeferralCache()
        self._depth = 0
        if asking is not None:
            self._exceptions[asking.start_byte] = ()

    def meant(self, reference: Reference) -> Node | None:
        """The definition that a reference means; None where it lies elsewhere."""
        definition = self._name_resolver.meant(self._path, reference)
        return definition.node if definition is not None else None

    def overridden(self, name: Node) -> Iterator[Definition]:
        """What the method of that name overrides in the same file, nearest first."""
        reference = Reference(self._names.text(name), ReferenceRole.BASE, ())
        for method in self._name_resolver.overridden(self._path, name):
            yield self.definition(reference, method.node)

    def definition(self, reference: Reference, target: Node) -> Definition:
        """The value that crosses to others."""
        return described(
            self._syntax.source,
            target,
            reference,
            exceptions=self.exceptions(target) if runs(reference, target) else (),
            bases=self._bases(target),
        )

    def _bases(self, target: Node) -> tuple[str, ...]:
        name = target.child_by_field_name("name")
        if target.type != "class_definition" or name is None:
            return ()
        return self._hierarchy.lineage(self._names.text(name)).names[1:]

    def exceptions(self, target: Node) -> tuple[PropagatedException, ...]:
        """What leaves a function of this file, or the making of an instance."""
        key = target.start_byte
        if key not in self._exceptions:
            if self._depth >= _DEPTH:
                return ()
            self._exceptions[key] = ()
            self._depth += 1
            self._exceptions[key] = tuple(self._leaving(target))
            self._depth -= 1
        return self._exceptions[key]

    def _leaving(self, target: Node) -> Iterator[PropagatedException]:
        if target.type == "class_definition":
            for function in constructors(target, self._names.text) or self._inherited(target):
                yield from self.exceptions(function)
        elif target.type == "function_definition":
            names, hierarchy = self._names, self._hierarchy
            yield from ExceptionFlow(self._path, target, names, hierarchy, self._at).function()

    def _inherited(self, target: Node) -> list[Node]:
        constructor = self._name_resolver.member(ResolvedName(self._path, target), "__init__")
        is_one = constructor is not None and constructor.node.type == "function_definition"
        return [constructor.node] if constructor is not None and is_one else []

    def _at(self, offset: int) -> tuple[PropagatedException, ...]:
        name = self._names.root.descendant_for_byte_range(offset, offset)
        callee = self._name_resolver.callee(self._path, name) if name is not None else None
        if callee is None:
            return ()
        return self._deferrals.of(callee.node, self.exceptions(callee.node))


def runs(reference: Reference, target: Node) -> bool:
    """Whether what is mentioned is run there: called, raised, or a property."""
    return reference.role in EXECUTED or kind_of(target) is DefinitionKind.PROPERTY
