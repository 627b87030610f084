"""What can carry a docstring: as a value, and as it is read from a node of the tree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tree_sitter import Node

from ..text import Span
from .bodies import body_start, docstring_at, statements_of
from .tree import Syntax
from .unsupported import module_unsupported_reason, unsupported_reason


class SymbolKind(StrEnum):
    """What a symbol is; a function directly in a class body is a method."""

    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function"
    METHOD = "method"


class Accessor(StrEnum):
    """What stands beside a function of its name and needs no docstring of its own."""

    NONE = ""
    SETTER = "setter"
    DELETER = "deleter"
    OVERLOAD = "overload"


@dataclass(frozen=True)
class Symbol:
    """A module, class, function or method of one Source.

    Attributes:
        kind: What it is.
        name: Its own name; for a module the file's stem.
        qualname: Dotted name within the file (``Outer.method``); empty for a module.
        span: From the first decorator to the end of the body.
        header: From ``async``/``def``/``class`` to the colon; for a module empty, at its start.
        name_span: The name in the header.
        body: From the first statement of the body to the end of the last; None where there is none.
        docstring: The whole docstring expression (brackets and all concatenated parts), or None.
        decorators: The decorators' source texts, without the ``@``.
        is_async: Whether it is an ``async def``.
        accessor: What whole-file runs pass over it for.
        unsupported_reason: Why no docstring can be placed here with certainty; empty where it can.
    """

    kind: SymbolKind
    name: str
    qualname: str
    span: Span
    header: Span
    name_span: Span
    body: Span | None
    docstring: Span | None = None
    decorators: tuple[str, ...] = ()
    is_async: bool = False
    accessor: Accessor = Accessor.NONE
    unsupported_reason: str = ""


DEFINITIONS = frozenset({"function_definition", "class_definition"})


def definition(
    syntax: Syntax, node: Node, outer: tuple[Symbol, ...], decorated: Node | None = None
) -> Symbol | None:
    """The symbol of a definition's node; None where its header is not finished.

    Args:
        syntax: What the node belongs to.
        node: A ``function_definition`` or ``class_definition``.
        outer: The symbols around it, innermost first.
        decorated: The node around it that holds its decorators.
    """
    name, colon = node.child_by_field_name("name"), _colon(node)
    if name is None or colon is None or name.is_missing or not name.end_byte > name.start_byte:
        return None
    header = Span(node.start_byte, colon.end_byte)
    start = body_start(syntax, header)
    block = node.child_by_field_name("body")
    first = _first(block) if block is not None else None
    body = _body(node, block, first, start)
    decorators = _decorators(syntax, decorated)
    label = syntax.data[name.start_byte : name.end_byte].decode("utf-8", "replace")
    docstring = docstring_at(syntax, node, first, start)
    return Symbol(
        kind=_kind(node, outer),
        name=label,
        qualname=f"{outer[0].qualname}.{label}" if outer else label,
        span=Span((decorated or node).start_byte, body.end if body else header.end),
        header=header,
        name_span=Span(name.start_byte, name.end_byte),
        body=body,
        docstring=docstring,
        decorators=decorators,
        is_async=bool(node.children) and node.children[0].type == "async",
        accessor=_accessor(decorators),
        unsupported_reason=unsupported_reason(syntax, node, header, first, start, label, docstring),
    )


def known_definition(
    syntax: Syntax, node: Node, outer: tuple[Symbol, ...], decorated: Node | None = None
) -> Symbol | None:
    """As :func:`definition`, once a node: a class is around each of its methods."""
    key = (definition, node.start_byte, node.end_byte)
    if key not in syntax.kept:
        syntax.kept[key] = definition(syntax, node, outer, decorated)
    symbol: Symbol | None = syntax.kept[key]
    return symbol


def module(syntax: Syntax) -> Symbol:
    """The file itself as a symbol."""
    if module not in syntax.kept:
        syntax.kept[module] = _module(syntax)
    symbol: Symbol = syntax.kept[module]
    return symbol


def _module(syntax: Syntax) -> Symbol:
    root = syntax.tree.root_node
    statements = [child for child in root.children if not child.is_extra or child.is_error]
    first = statements[0] if statements else None
    docstring = docstring_at(syntax, root, first, first.start_byte) if first is not None else None
    name = syntax.source.path.replace("\\", "/").rsplit("/", 1)[-1]
    start = Span(0, 0)
    return Symbol(
        kind=SymbolKind.MODULE,
        name=name.rsplit(".", 1)[0] if "." in name else name,
        qualname="",
        span=Span(0, len(syntax.data)),
        header=start,
        name_span=start,
        body=Span(first.start_byte, statements[-1].end_byte) if first is not None else None,
        docstring=docstring,
        unsupported_reason=(
            module_unsupported_reason(syntax, first)
            if first is not None and docstring is None
            else ""
        ),
    )


def _colon(node: Node) -> Node | None:
    colons = [child for child in node.children if child.type == ":" and not child.is_missing]
    return colons[-1] if colons else None


def _kind(node: Node, outer: tuple[Symbol, ...]) -> SymbolKind:
    if node.type == "class_definition":
        return SymbolKind.CLASS
    in_class = bool(outer) and outer[0].kind is SymbolKind.CLASS
    return SymbolKind.METHOD if in_class else SymbolKind.FUNCTION


def _decorators(syntax: Syntax, decorated: Node | None) -> tuple[str, ...]:
    if decorated is None:
        return ()
    nodes = [child for child in decorated.children if child.type == "decorator"]
    names = [node.named_children[0] for node in nodes if node.named_children]
    return tuple(syntax.source.slice(Span(name.start_byte, name.end_byte)) for name in names)


def _accessor(decorators: tuple[str, ...]) -> Accessor:
    for decorator in decorators:
        last = decorator.rsplit(".", 1)[-1]
        if last == Accessor.OVERLOAD:
            return Accessor.OVERLOAD
        if "." in decorator and last in (Accessor.SETTER, Accessor.DELETER):
            return Accessor(last)
    return Accessor.NONE


def _first(block: Node) -> Node | None:
    statements = statements_of(block)
    return statements[0] if statements else None


def _body(node: Node, block: Node | None, first: Node | None, start: int | None) -> Span | None:
    if start is None:
        return None
    ends = [child.end_byte for child in statements_of(block)] if block is not None else []
    return Span(start, max([*ends, start, *([] if first else [node.end_byte])]))
