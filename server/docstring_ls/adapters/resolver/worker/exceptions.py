"""Exceptions that leave a callee, followed through the calls that its syntax tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from tree_sitter import Node

from ....core.analysis import (
    DeferralCache,
    ExceptionFlow,
    FileNames,
    Hierarchy,
    PropagatedException,
    ResolvedName,
    constructors,
    distinct,
    last,
)
from ....core.syntax import body_of, is_docstring, statements, text
from .jedi_project import JediProject

# Calls that are followed down from the one asked about; what comes from deeper surprises readers.
_DEPTH = 3
# The same in installed packages, whose inner raises are no promise to their callers.
_DEPTH_OUTSIDE = 1
# Exceptions of one function; nobody documents more of what it calls.
_MOST = 12

Key = tuple[str, int]


class CalleeExceptions:
    """Finds what leaves functions of any file of a project, each once."""

    def __init__(self, project: JediProject, check: Callable[[], None]) -> None:
        """Take the project, whose memory keeps the results, and a function that stops the work."""
        self._project = project
        self._check = check
        self._name_resolver = project.name_resolver
        self._deferrals = DeferralCache()
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

    def of(self, path: str, node: Node) -> tuple[PropagatedException, ...]:
        """What leaves a function when it is called, or a class when an instance is made."""
        key, level = ("exceptions", path, node.start_byte), len(self._active)
        known, depth = self._project.memo.get(key, ((), _DEPTH + 1))
        if depth <= level:
            return tuple(known)
        if (path, node.start_byte) in self._active or self._too_deep(path):
            self._cut = True
            return ()
        self._check()
        outer, self._cut = self._cut, False
        with self.asking(path, node):
            found = self._found(path, node)
        # What was cut short is good enough for questions from as deep or deeper.
        self._project.memo[key] = found, level if self._cut else 0
        self._cut = self._cut or outer
        return found

    def _too_deep(self, path: str) -> bool:
        outside = sum(not self._project.holds(place) for place, _ in self._active)
        if not self._project.holds(path) and outside >= _DEPTH_OUTSIDE:
            return True
        return len(self._active) > _DEPTH

    def _found(self, path: str, node: Node) -> tuple[PropagatedException, ...]:
        if path.endswith(".pyi"):
            return ()
        if node.type == "class_definition":
            return self._of_class(path, node)
        if node.type != "function_definition":
            return ()
        names, hierarchy = self._file(path)
        found = ExceptionFlow(
            path, node, names, hierarchy, lambda offset: self._call(path, offset, names)
        ).function()
        if not self._project.holds(path):
            found = [self._doubted(item, node) for item in found]
        return tuple(distinct(found)[:_MOST])

    def _doubted(self, propagated: PropagatedException, node: Node) -> PropagatedException:
        """A library's inner raise is no promise, unless its own docstring names it."""
        first = statements(body_of(node))[:1]
        documented = (
            bool(first) and is_docstring(first[0]) and last(propagated.exception) in text(first[0])
        )
        return replace(propagated, certain=propagated.certain and documented)

    def _of_class(self, path: str, node: Node) -> tuple[PropagatedException, ...]:
        own = constructors(node, self._name_resolver.names(path).text)
        if own:
            return tuple(item for function in own for item in self.of(path, function))
        for name in ("__init__", "__new__"):
            found = self._name_resolver.member(ResolvedName(path, node), name)
            if found is not None and found.node.type == "function_definition":
                return self.of(found.path, found.node)
        return ()

    def _file(self, path: str) -> tuple[FileNames, Hierarchy]:
        key = ("file", path)
        if key not in self._project.memo:
            names = self._name_resolver.names(path)
            self._project.memo[key] = names, Hierarchy(names, lambda name: self._bases(path, name))
        known: tuple[FileNames, Hierarchy] = self._project.memo[key]
        return known

    def _bases(self, path: str, name: str) -> tuple[str, ...]:
        found = self._name_resolver.top(path, name)
        if found is None or found.node.type != "class_definition":
            return ()
        return tuple(dict.fromkeys(self._name_resolver.ancestors(found)))

    def _call(self, path: str, offset: int, names: FileNames) -> tuple[PropagatedException, ...]:
        root = self._project.syntax(path).tree.root_node
        node = root.descendant_for_byte_range(offset, offset)
        if node is None or not _is_called(node):
            return ()
        self._check()
        found = self._name_resolver.callee(path, node)
        if found is None:
            return ()
        return self._deferrals.of(found.node, self.of(found.path, found.node))


def _is_called(name: Node) -> bool:
    whole = name.parent
    if whole is not None and whole.type == "attribute":
        name, whole = whole, whole.parent
    return whole is not None and whole.type == "call" and whole.named_children[0] == name
