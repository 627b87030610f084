"""Definitions that syntax alone leads to, across files: found before jedi has to be asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from ....core.analysis import (
    EXECUTED,
    Definition,
    Reference,
    ReferenceRole,
    ResolvedName,
    described,
    runs,
)
from .exceptions import CalleeExceptions
from .jedi_project import JediProject

_CALLABLE = ("function_definition", "class_definition")


class SyntaxResolver:
    """Follows imports, bases and annotations; silent wherever that is not enough."""

    def __init__(self, project: JediProject, path: str, escaping: CalleeExceptions) -> None:
        """Take the file whose names are asked for."""
        self._project = project
        self._path = path
        self._name_resolver = project.name_resolver
        self._exceptions = escaping

    def definitions(self, reference: Reference) -> list[Definition]:
        """What a reference means, and behind an attribute or constant the class of its value."""
        found = self._name_resolver.meant(self._path, reference)
        if found is None:
            return []
        is_value = found.node.type == "assignment"
        made = self._name_resolver.value_class(found) if is_value else None
        if reference.role in EXECUTED and found.node.type not in _CALLABLE:
            return [self.described(made, reference)] if made is not None else []
        behind = [made] if made is not None and self._project.holds(made.path) else []
        return [self.described(item, reference) for item in (found, *behind)]

    def overridden(self, name: Node) -> Iterator[Definition]:
        """The methods that the method of that name overrides, nearest first."""
        written = self._name_resolver.names(self._path).text(name)
        for found in self._name_resolver.overridden(self._path, name):
            yield self.described(found, Reference(written, ReferenceRole.BASE, ()))

    def described(self, found: ResolvedName, reference: Reference) -> Definition:
        """The value that crosses to others."""
        path, node = found.path, found.node
        is_class = node.type == "class_definition"
        bases = tuple(dict.fromkeys(self._name_resolver.ancestors(found))) if is_class else ()
        item = described(
            self._project.syntax(path).source,
            node,
            reference,
            in_workspace=self._project.holds(path),
            exceptions=self._exceptions.of(path, node) if runs(reference, node) else (),
            bases=bases,
        )
        return replace(item, full_name=self._full_name(path, node))

    def _full_name(self, path: str, node: Node) -> str:
        return ".".join((*self._project.module_name(path), *_qualname(node)))


def _qualname(node: Node) -> list[str]:
    parts: list[str] = []
    current: Node | None = node
    while current is not None:
        name = current.child_by_field_name("name") or current.child_by_field_name("left")
        if current.type in (*_CALLABLE, "assignment") and name is not None and name.text:
            parts.append(name.text.decode("utf-8", "replace").rpartition(".")[2])
        current = current.parent
    return parts[::-1]
