"""From which classes of its file a class derives, and which of its bases stand elsewhere."""

from __future__ import annotations

from tree_sitter import Node

from ..syntax import Syntax, flat, statements, text, undecorated
from .decorators import bases_of


def ancestry_of(syntax: Syntax, definition: Node) -> tuple[str, tuple[str, ...]]:
    """The sources of all ancestors in the file, and the sources of the bases that are not there.

    Args:
        syntax: The file.
        definition: A class of it.
    """
    classes = _classes(syntax)
    seen = {definition.start_byte}
    sources: list[str] = []
    elsewhere: dict[str, None] = {}
    waiting = [definition]
    while waiting:
        for base in bases_of(waiting.pop()):
            found = classes.get(base.split("[", 1)[0])
            if found is None:
                elsewhere[base] = None
            elif found.start_byte not in seen:
                seen.add(found.start_byte)
                sources.append(text(found))
                waiting.append(found)
    return "\n".join(sources), tuple(elsewhere)


def _classes(syntax: Syntax) -> dict[str, Node]:
    """The classes at the level of the module, each name that has only one."""
    if _classes not in syntax.kept:
        found: dict[str, Node | None] = {}
        for statement in statements(syntax.tree.root_node):
            inner = undecorated(statement)
            if inner.type == "class_definition":
                name = flat(inner.child_by_field_name("name"))
                found[name] = None if name in found else inner
        syntax.kept[_classes] = {name: node for name, node in found.items() if node is not None}
    classes: dict[str, Node] = syntax.kept[_classes]
    return classes
