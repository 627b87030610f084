"""Definitions that syntax alone leads to, across files: told before jedi has to be asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from ....core.analysis import Definition, Reference, ResolvedName, described, runs
from .exceptions import Escaping
from .jedi_project import JediProject

_CALLABLE = ("function_definition", "class_definition")


class SyntaxResolver:
    """Follows imports, bases and annotations; silent wherever that is not enough."""

    def __init__(self, world: JediProject, path: str, escaping: Escaping) -> None:
        """Take the file whose names are asked for."""
        self._world = world
        self._path = path
        self._following = world.following
        self._escaping = escaping

    def definitions(self, mention: Reference) -> list[Definition]:
        """What a mention means, and behind an attribute or constant the class of its value."""
        found = self._find(mention)
        if found is None:
            return []
        is_value = found.node.type == "assignment"
        made = self._following.value_class(found) if is_value else None
        if mention.role in ("call", "raise") and found.node.type not in _CALLABLE:
            return [self.described(made, mention)] if made is not None else []
        behind = [made] if made is not None and self._world.holds(made.path) else []
        return [self.described(item, mention) for item in (found, *behind)]

    def _find(self, mention: Reference) -> ResolvedName | None:
        if mention.quoted:
            return self._following.top(self._path, mention.written)
        root = self._world.syntax(self._path).tree.root_node
        at = mention.uses[0]
        name = root.descendant_for_byte_range(at, at)
        return self._following.at(self._path, name) if name is not None else None

    def overridden(self, name: Node) -> Iterator[Definition]:
        """The methods that the method of that name overrides, nearest first."""
        owner = self._following.class_around(self._path, name)
        written = self._following.names(self._path).text(name)
        seen = set()
        for base in self._following.lineage(owner) if owner is not None else ():
            found = self._following.own_member(base, written)
            if found is not None and (found.path, found.node.start_byte) not in seen:
                seen.add((found.path, found.node.start_byte))
                yield self.described(found, Reference(written, "base", ()))

    def described(self, found: ResolvedName, mention: Reference) -> Definition:
        """The value that crosses to others."""
        path, node = found.path, found.node
        is_class = node.type == "class_definition"
        bases = tuple(dict.fromkeys(self._following.ancestors(found))) if is_class else ()
        item = described(
            self._world.syntax(path).source,
            node,
            mention,
            in_workspace=self._world.holds(path),
            escapes=self._escaping.of(path, node) if runs(mention, node) else (),
            bases=bases,
        )
        return replace(item, full_name=self._full_name(path, node))

    def _full_name(self, path: str, node: Node) -> str:
        return ".".join((*self._world.module_name(path), *_qualname(node)))


def _qualname(node: Node) -> list[str]:
    parts: list[str] = []
    current: Node | None = node
    while current is not None:
        name = current.child_by_field_name("name") or current.child_by_field_name("left")
        if current.type in (*_CALLABLE, "assignment") and name is not None and name.text:
            parts.append(name.text.decode("utf-8", "replace").rpartition(".")[2])
        current = current.parent
    return parts[::-1]
