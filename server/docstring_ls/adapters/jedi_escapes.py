"""Exceptions that leave a callee, followed through the calls that jedi resolves."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from tree_sitter import Node

from ..core.catching import Hierarchy
from ..core.definitions import deferred
from ..core.escaping import Walk, distinct, last_identifier
from ..core.names import FileNames, last
from ..core.nodes import body_of, is_docstring, statements, text
from ..core.raises import constructors
from ..core.resolution import Escape
from .jedi_types import ancestors
from .jedi_world import World

_DEPTH = 4
_DEPTH_OUTSIDE = 2
_MOST = 12
# Methods of built-in types: below the first level their owner is hardly ever anything else.
_BUILTIN_METHODS = frozenset(
    name for kind in (str, bytes, list, dict, set, tuple, int) for name in dir(kind)
)

Key = tuple[str, int]


class Escaping:
    """Finds what leaves functions of any file of a world, each once."""

    def __init__(self, world: World, check: Callable[[], None]) -> None:
        """Take the world, whose memory keeps the results, and a function that stops the work."""
        self._world = world
        self._check = check
        self._active: list[Key] = []
        self._cut = False

    @contextmanager
    def asking(self, path: str, node: Node) -> Iterator[None]:
        """Keep the symbol that is asked about from adding to itself by recursion."""
        self._active.append((path, node.start_byte))
        try:
            yield
        finally:
            self._active.pop()

    def of(self, path: str, node: Node) -> tuple[Escape, ...]:
        """What leaves a function when it is called, or a class when an instance is made."""
        key = ("escapes", path, node.start_byte)
        if key in self._world.memo:
            known: tuple[Escape, ...] = self._world.memo[key]
            return known
        if (path, node.start_byte) in self._active or self._too_deep(path):
            self._cut = True
            return ()
        self._check()
        outer, self._cut = self._cut, False
        with self.asking(path, node):
            found = self._found(path, node)
        if not self._cut:
            # What a recursion cut short depends on where the question began.
            self._world.memo[key] = found
        self._cut = self._cut or outer
        return found

    def _too_deep(self, path: str) -> bool:
        outside = sum(not self._world.holds(place) for place, _ in self._active)
        if not self._world.holds(path) and outside >= _DEPTH_OUTSIDE:
            return True
        return len(self._active) > _DEPTH

    def _found(self, path: str, node: Node) -> tuple[Escape, ...]:
        if path.endswith(".pyi"):
            return ()
        if node.type == "class_definition":
            return self._of_class(path, node)
        if node.type != "function_definition":
            return ()
        names, hierarchy = self._file(path)
        found = Walk(
            path, node, names, hierarchy, lambda offset: self._call(path, offset, names)
        ).function()
        if not self._world.holds(path):
            found = [self._doubted(item, node) for item in found]
        return tuple(distinct(found)[:_MOST])

    def _doubted(self, escape: Escape, node: Node) -> Escape:
        """A library's inner raise is no promise, unless its own docstring names it."""
        first = statements(body_of(node))[:1]
        documented = (
            bool(first) and is_docstring(first[0]) and last(escape.exception) in text(first[0])
        )
        return replace(escape, certain=escape.certain and documented)

    def _of_class(self, path: str, node: Node) -> tuple[Escape, ...]:
        names, _ = self._file(path)
        own = constructors(node, names.text)
        if own:
            return tuple(item for function in own for item in self.of(path, function))
        listed = node.child_by_field_name("superclasses")
        for base in listed.named_children if listed is not None else ():
            identifier = last_identifier(base)
            if identifier is None or _is_builtin(names.text(base), names):
                continue
            for place, found in self._world.targets(path, identifier.start_byte)[:1]:
                if escapes := self.of(place, found):
                    return escapes
        return ()

    def _file(self, path: str) -> tuple[FileNames, Hierarchy]:
        key = ("file", path)
        if key not in self._world.memo:
            names = FileNames(self._world.syntax(path))
            self._world.memo[key] = names, Hierarchy(names, lambda name: self._bases(path, name))
        known: tuple[FileNames, Hierarchy] = self._world.memo[key]
        return known

    def _bases(self, path: str, name: str) -> tuple[str, ...]:
        for found in self._world.values(path, name)[:1]:
            return ancestors(found)
        return ()

    def _call(self, path: str, offset: int, names: FileNames) -> tuple[Escape, ...]:
        root = self._world.syntax(path).tree.root_node
        node = root.descendant_for_byte_range(offset, offset)
        if node is None or not _is_worth_asking(node, names):
            return ()
        self._check()
        targets = self._world.targets(path, offset)[:2]
        sure = len(targets) == 1
        return tuple(
            replace(item, certain=item.certain and sure)
            for place, target in targets
            for item in deferred(target, self.of(place, target))
        )


def _is_worth_asking(node: Node, names: FileNames) -> bool:
    named = node.parent
    if named is None:
        return False
    if named.type != "attribute":
        return named.type == "call" and not _is_builtin(names.text(node), names)
    call, own = named.parent, named.child_by_field_name("object")
    if call is None or own is None or call.child_by_field_name("function") != named:
        return False
    head = names.text(own).partition(".")[0]
    known = head in ("self", "cls") or head in names.imports
    return known or names.text(node) not in _BUILTIN_METHODS


def _is_builtin(name: str, names: FileNames) -> bool:
    return hasattr(builtins, name) and names.defined(name) is None and name not in names.imports
