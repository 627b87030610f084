"""Walking the concrete tree of one symbol without entering what has a scope of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from ..problems import Location
from ..text import Source
from .symbol import Symbol, SymbolKind
from .tree import Syntax

SCOPES = frozenset({"function_definition", "class_definition", "lambda"})
DEFINITIONS = frozenset({"function_definition", "class_definition"})


def node_of(syntax: Syntax, symbol: Symbol) -> Node | None:
    """The definition's node, the tree's root for a module; None where the tree has lost it."""
    root = syntax.tree.root_node
    if symbol.kind is SymbolKind.MODULE:
        return root
    node = root.descendant_for_byte_range(symbol.name_span.start, symbol.name_span.end)
    while node is not None and node.type not in DEFINITIONS:
        node = node.parent
    return node


def text(node: Node | None) -> str:
    """The node's source, empty for None."""
    if node is None or node.text is None:
        return ""
    return node.text.decode("utf-8", "replace")


def flat(node: Node | None) -> str:
    """The node's source on one line, comments left out."""
    source = text(node)
    if node is not None and "#" in source:
        source = "".join(_pieces(node))
    return " ".join(source.split())


def _pieces(node: Node) -> Iterator[str]:
    source, at = node.text or b"", node.start_byte
    for comment in (child for child in walk(node) if child.type == "comment"):
        yield source[at - node.start_byte : comment.start_byte - node.start_byte].decode(
            "utf-8", "replace"
        )
        at = comment.end_byte
    yield source[at - node.start_byte :].decode("utf-8", "replace")


def place(source: Source, node: Node) -> Location:
    """File and line of a node."""
    return Location(source.path, node.start_point.row + 1)


def body_of(node: Node) -> Node | None:
    """The block of a definition."""
    return node.child_by_field_name("body")


def walk(node: Node) -> Iterator[Node]:
    """Every node below ``node``, in source order."""
    stack = list(reversed(node.children))
    while stack:
        below = stack.pop()
        yield below
        stack.extend(reversed(below.children))


def own(node: Node | None) -> Iterator[Node]:
    """Every node below ``node``; nested definitions and lambdas are given but not entered."""
    if node is None:
        return
    stack = list(reversed(node.named_children))
    while stack:
        below = stack.pop()
        yield below
        if below.type not in SCOPES:
            stack.extend(reversed(below.named_children))


class Within(NamedTuple):
    """A node and what is around it; asking a node for its parent would begin at the root again.

    Attributes:
        node: The node.
        outer: Its parent, up to where the walk began.
    """

    node: Node
    outer: Within | None


def own_within(node: Node | None) -> Iterator[Within]:
    """As :func:`own`, each node with what is around it."""
    if node is None:
        return
    root = Within(node, None)
    stack = [Within(child, root) for child in reversed(node.named_children)]
    while stack:
        below = stack.pop()
        yield below
        if below.node.type not in SCOPES:
            stack.extend(Within(child, below) for child in reversed(below.node.named_children))


def children_of(node: Node | None) -> list[Node]:
    """The named children, none for None."""
    return node.named_children if node is not None else []


def statements(block: Node | None) -> list[Node]:
    """The statements of a block, comments left out."""
    if block is None:
        return []
    return [child for child in block.named_children if child.type != "comment"]


def undecorated(statement: Node) -> Node:
    """The definition inside a decorated one, else the statement itself."""
    if statement.type == "decorated_definition":
        return statement.child_by_field_name("definition") or statement
    return statement


def is_docstring(statement: Node) -> bool:
    """Whether a statement is nothing but a string."""
    return (
        statement.type == "expression_statement"
        and statement.named_child_count == 1
        and statement.named_children[0].type in {"string", "concatenated_string"}
    )
