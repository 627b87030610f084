"""A tree's node as the Definition that others see: kind, signature, summary, text, deferral."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

from tree_sitter import Node

from ...syntax import body_of, flat, is_docstring, own, statements, text
from ...text import Source
from ..resolution import Deferral, Definition, DefinitionKind, PropagatedException
from .references import Reference

# Lines of a definition that are taken along: a prompt shows fewer, and each crosses a pipe.
MAX_LINES = 200
_GENERATOR_CONTEXTS = ("contextmanager", "asynccontextmanager", "fixture")


def described(
    source: Source,
    node: Node,
    reference: Reference,
    *,
    exceptions: tuple[PropagatedException, ...] = (),
    bases: tuple[str, ...] = (),
    full_name: str = "",
    in_workspace: bool = True,
    certain: bool = True,
) -> Definition:
    """The Definition of a function, class or assignment that stands in ``source``."""
    return Definition(
        written=reference.written,
        name=_name(node),
        full_name=full_name,
        kind=kind_of(node),
        path=source.path,
        line=node.start_point.row + 1,
        text=_clipped(node) if in_workspace else "",
        in_workspace=in_workspace,
        certain=certain,
        uses=reference.uses,
        role=reference.role,
        signature=signature(node),
        summary=summary(node),
        exceptions=deferred(node, exceptions),
        bases=bases,
    )


def _name(node: Node) -> str:
    name = node.child_by_field_name("name") or node.child_by_field_name("left")
    return text(name).rpartition(".")[2]


def kind_of(node: Node) -> DefinitionKind:
    """What a definition is."""
    if node.type == "class_definition":
        return DefinitionKind.CLASS
    in_class = _scope(node) == "class_definition"
    if node.type == "function_definition":
        if in_class and any("property" in item for item in decorators(node)):
            return DefinitionKind.PROPERTY
        return DefinitionKind.METHOD if in_class else DefinitionKind.FUNCTION
    left = node.child_by_field_name("left")
    is_attribute = in_class or (left is not None and left.type == "attribute")
    return DefinitionKind.ATTRIBUTE if is_attribute else DefinitionKind.CONSTANT


def _scope(node: Node) -> str:
    outer = node.parent
    while outer is not None and outer.type not in ("class_definition", "function_definition"):
        outer = outer.parent
    return outer.type if outer is not None else "module"


def decorators(node: Node) -> tuple[str, ...]:
    """The sources of a definition's decorators, without the ``@``."""
    outer = node.parent
    if outer is None or outer.type != "decorated_definition":
        return ()
    return tuple(flat(child)[1:].strip() for child in outer.children if child.type == "decorator")


def _clipped(node: Node) -> str:
    """A definition's source with its decorators, at most MAX_LINES of it, at the left margin."""
    outer = node.parent if node.parent is not None and decorators(node) else node
    lines = (" " * outer.start_point.column + text(outer)).splitlines()
    return dedent("\n".join(lines[:MAX_LINES])) if lines else ""


def signature(node: Node) -> str:
    """``name(params) -> type`` of a function, of a class with its constructor's parameters."""
    if node.type == "class_definition":
        constructor = _constructor(node)
        listed = (
            flat(constructor.child_by_field_name("parameters")) if constructor is not None else ""
        )
        return _name(node) + _without_self(listed) if listed else ""
    if node.type != "function_definition":
        return ""
    result = node.child_by_field_name("return_type")
    arrow = f" -> {flat(result)}" if result is not None else ""
    head = "async " if node.children[0].type == "async" else ""
    return f"{head}{_name(node)}{flat(node.child_by_field_name('parameters'))}{arrow}"


def _constructor(node: Node) -> Node | None:
    for item in statements(body_of(node)):
        inner = item.child_by_field_name("definition") or item
        if inner.type == "function_definition" and _name(inner) == "__init__":
            return inner
    return None


def _without_self(listed: str) -> str:
    first, comma, rest = listed[1:].partition(",")
    if ":" in first or "(" in first:
        return listed
    return f"({rest.strip()}" if comma else "()"


def summary(node: Node) -> str:
    """The first line of a definition's docstring."""
    first = statements(body_of(node))[:1]
    if not first or not is_docstring(first[0]):
        return ""
    inner = text(first[0]).lstrip("rRuUbB").strip("\"'").strip()
    return inner.partition("\n")[0].strip()


def deferred(
    node: Node, exceptions: tuple[PropagatedException, ...]
) -> tuple[PropagatedException, ...]:
    """The exceptions with what sets them free, when a function's call alone does not."""
    word = _deferral(node) if exceptions else Deferral.NONE
    return tuple(replace(item, deferred=word) for item in exceptions) if word else exceptions


class DeferralCache:
    """As :func:`deferred`, for callees that are called again and again."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._words: dict[int, tuple[Node, Deferral]] = {}

    def of(
        self, node: Node, exceptions: tuple[PropagatedException, ...]
    ) -> tuple[PropagatedException, ...]:
        """The exceptions of a function with what sets them free."""
        if not exceptions:
            return exceptions
        if node.id not in self._words:
            # The id is an address, so the node is kept, lest another takes its place.
            self._words[node.id] = node, _deferral(node)
        word = self._words[node.id][1]
        return tuple(replace(item, deferred=word) for item in exceptions) if word else exceptions


def _deferral(node: Node) -> Deferral:
    """What runs the body; NONE where a call does so at once."""
    if node.type != "function_definition":
        return Deferral.NONE
    marks = decorators(node)
    if any(mark.rpartition(".")[2].startswith(_GENERATOR_CONTEXTS) for mark in marks):
        return Deferral.NONE
    if any("property" in mark for mark in marks):
        return Deferral.ACCESS
    if any(child.type == "yield" for child in own(body_of(node))):
        return Deferral.ITERATION
    return Deferral.AWAIT if node.children[0].type == "async" else Deferral.NONE
