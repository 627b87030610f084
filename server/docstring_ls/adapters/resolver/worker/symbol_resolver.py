"""From a question about one symbol to what jedi knows of every name in it, piece by piece."""

from __future__ import annotations

import builtins
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from tree_sitter import Node

from ....core.analysis import (
    EXECUTED,
    Definition,
    DefinitionKind,
    Inferred,
    Reference,
    ReferenceRole,
    described,
    references,
    runs,
)
from ....core.syntax import Symbol, SymbolKind, node_of
from .exceptions import CalleeExceptions
from .guard import Stopped, guarded
from .inference import ancestors, inferred
from .jedi_project import JediProject
from .syntax_resolver import SyntaxResolver

# Definitions that are described where jedi can't tell which of many a name is.
_MOST_TARGETS = 3
# Seconds: what was found is handed out at least this often, for whoever can't wait for the rest.
_BREATH = 0.05

Emit = Callable[[dict[str, list[Any]]], None]


class SymbolResolver:
    """Answers one question in the order of what matters most, and hands out what it has."""

    def __init__(
        self,
        project: JediProject,
        path: str,
        symbol: Symbol,
        until: float,
        stop: Callable[[], bool],
    ) -> None:
        """Take the question.

        Args:
            project: The workspace folder.
            path: The file that holds the symbol.
            symbol: The symbol.
            until: When to stop, by the monotonic clock.
            stop: Whether the question was withdrawn.
        """
        self._project = project
        self._path = path
        self._symbol = symbol
        self._until = until
        self._stop = stop
        self._exceptions = CalleeExceptions(project, self.check)
        self._plain = SyntaxResolver(project, path, self._exceptions)

    def check(self) -> None:
        """Stop where there is no time left.

        Raises:
            Stopped: Then.
        """
        if time.monotonic() > self._until or self._stop():
            raise Stopped

    def run(self, emit: Emit) -> None:
        """Hand out definitions role by role, then overrides and inferred types.

        Raises:
            Stopped: When time is up before everything was found.
        """
        syntax = self._project.syntax(self._path)
        node = node_of(syntax, self._symbol)
        if node is None:
            return
        with self._exceptions.asking(self._path, node):
            wanted = [
                item for item in references(syntax, self._symbol) if not self._is_builtin(item)
            ]
            left: list[Reference] = []
            self._emit_each(emit, (self._plainly(item, node, left) for item in wanted))
            self._emit_each(emit, (self._definitions(item, node) for item in left))
            emit({"overrides": list(self._overrides(node))})
            emit({"inferred": list(self._inferred(node))})

    def _is_builtin(self, reference: Reference) -> bool:
        head = reference.written.partition(".")[0]
        names = self._project.name_resolver.names(self._path)
        return hasattr(builtins, head) and names.defined(head) is None and head not in names.imports

    def _plainly(
        self, reference: Reference, asking: Node, left: list[Reference]
    ) -> list[Definition]:
        """What syntax tells at once; what it doesn't is put aside for jedi."""
        self.check()
        found = guarded(lambda: list(self._plain.definitions(reference)))
        if not found:
            left.append(reference)
        return [item for item in found if not self._own(item, asking)]

    def _emit_each(self, emit: Emit, groups: Iterator[list[Definition]]) -> None:
        found: list[Definition] = []
        emitted = time.monotonic()
        try:
            for group in groups:
                found += group
                if found and time.monotonic() - emitted > _BREATH:
                    emit({"definitions": found})
                    found, emitted = [], time.monotonic()
        finally:
            emit({"definitions": found})

    def _definitions(self, reference: Reference, asking: Node) -> list[Definition]:
        self.check()
        names = self._targets(reference)
        found = [self._definition(name, reference) for name in names[:_MOST_TARGETS]]
        kept = [item for item in found if item is not None and not self._own(item, asking)]
        return [replace(item, certain=len(names) == 1) for item in kept]

    def _own(self, item: Definition, asking: Node) -> bool:
        """Whether it stands inside the symbol itself and so says nothing new."""
        if item.path != self._path or asking.type == "module":
            return item.path == self._path
        return asking.start_point.row < item.line <= asking.end_point.row + 1

    def _targets(self, reference: Reference) -> list[Any]:
        if reference.quoted:
            return self._project.values(self._path, reference.written)
        found = self._project.goto(self._path, reference.uses[0])
        plain = [name for name in found if name.type in ("statement", "param", "instance")]
        if plain and (reference.role in EXECUTED or "." in reference.written):
            behind = self._project.infer(self._path, reference.uses[0])
            made = [name for name in behind if name.type in ("function", "class", "instance")]
            return [*(found if reference.role is ReferenceRole.NAME else ()), *made] or found
        return found

    def _definition(self, name: Any, reference: Reference) -> Definition | None:
        path = str(name.module_path or "")
        if name.type == "param" or (not path and name.type == "keyword"):
            return None
        if name.type in ("module", "namespace"):
            return self._module(name, reference, path)
        node = self._node(path, name)
        if node is None:
            return _compiled(name, reference)
        source = self._project.syntax(path).source
        is_stub = path.endswith(".pyi") and not self._project.holds(path)
        item = described(
            source,
            node,
            reference,
            full_name=name.full_name or "",
            in_workspace=self._project.holds(path),
            exceptions=self._exceptions.of(path, node) if runs(reference, node) else (),
            bases=ancestors(name) if node.type == "class_definition" else (),
        )
        return replace(item, path="" if is_stub else path)

    def _node(self, path: str, name: Any) -> Node | None:
        if not path or name.line is None:
            return None
        try:
            return self._project.definition_at(path, name.line, name.column)
        except OSError:
            return None

    def _module(self, name: Any, reference: Reference, path: str) -> Definition:
        return Definition(
            written=reference.written,
            name=name.name or "",
            full_name=name.full_name or "",
            kind=DefinitionKind.MODULE,
            path="" if path.endswith(".pyi") else path,
            line=1 if path else 0,
            in_workspace=self._project.holds(path),
            uses=reference.uses,
            role=reference.role,
        )

    def _overrides(self, node: Node) -> Iterator[Definition]:
        own = node.child_by_field_name("name")
        if self._symbol.kind is not SymbolKind.METHOD or own is None:
            return
        self.check()
        found = guarded(lambda: list(self._plain.overridden(own)))
        yield from found or self._overridden()

    def _overridden(self) -> Iterator[Definition]:
        for name in self._project.overridden(self._path, self._symbol.name_span.start):
            reference = Reference(self._symbol.name, ReferenceRole.BASE, ())
            if (found := self._definition(name, reference)) is not None:
                yield found

    def _inferred(self, node: Node) -> Iterator[Inferred]:
        if node.type != "function_definition":
            return
        for item in inferred(self._project, self._path, node):
            self.check()
            yield item


_KINDS = {
    "class": DefinitionKind.CLASS,
    "function": DefinitionKind.FUNCTION,
    "property": DefinitionKind.PROPERTY,
}


def _compiled(name: Any, reference: Reference) -> Definition:
    kind = _KINDS.get(name.type, DefinitionKind.CONSTANT)
    return Definition(
        written=reference.written,
        name=name.name or "",
        full_name=name.full_name or "",
        kind=kind,
        uses=reference.uses,
        role=reference.role,
        bases=ancestors(name) if kind is DefinitionKind.CLASS else (),
    )
