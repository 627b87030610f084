"""Where a body starts, and whether it starts with a docstring."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from ..source import Span
from ..syntax import Syntax
from .lexical import lone_string

_TO_STATEMENT = re.compile(rb"[ \t\f]*(?:\\\r?\n[ \t\f]*)*")
_INDENTED = re.compile(rb"([ \t\f]*)([^\r\n]?)[^\n]*\n?")
_PREFIX = re.compile(rb"[A-Za-z]*")


def body_start(syntax: Syntax, header: Span) -> int | None:
    """Where the body's first statement begins, by lines alone; None where there is none."""
    data = syntax.data
    blanks = _TO_STATEMENT.match(data, header.end)
    at = blanks.end() if blanks else header.end
    if data[at : at + 1] not in (b"#", b"\n", b"\r", b""):
        return at
    least = columns(margin_of(syntax, header.start) or b"")
    at = data.find(b"\n", at) + 1
    while at and (line := _INDENTED.match(data, at)) is not None and line.end() > at:
        if line.group(2) not in (b"", b"#"):
            return line.start(2) if columns(line.group(1)) > least else None
        at = line.end()
    return None


def statements_of(block: Node) -> list[Node]:
    """The statements of a block, comments left out."""
    return [child for child in block.children if child.is_named and not child.is_extra]


def docstring_at(syntax: Syntax, node: Node, first: Node | None, start: int | None) -> Span | None:
    """The docstring of a body; in broken code a string may have lost its place in the tree."""
    found = _docstring(syntax, first) if first is not None and first.start_byte == start else None
    if found is not None or start is None or not node.has_error:
        return found
    lone = lone_string(syntax.data, start)
    return lone if lone is not None and _says(prefix_of(syntax.data, start)) else None


def _docstring(syntax: Syntax, statement: Node) -> Span | None:
    if statement.type != "expression_statement" or len(statement.children) != 1:
        return None
    expression = statement.children[0]
    if not _plain(syntax, expression) or expression.has_error:
        return None
    return Span(expression.start_byte, expression.end_byte)


def _plain(syntax: Syntax, node: Node) -> bool:
    """Whether Python takes the expression for a docstring."""
    while node.type == "parenthesized_expression":
        inner = [child for child in node.named_children if not child.is_extra]
        if len(inner) != 1:
            return False
        node = inner[0]
    parts = list(_strings(node))
    return bool(parts) and all(_says(prefix_of(syntax.data, part.start_byte)) for part in parts)


def _strings(node: Node) -> Iterator[Node]:
    if node.type == "string":
        yield node
    elif node.type == "concatenated_string":
        yield from (child for child in node.children if child.type == "string")


def _says(prefix: bytes) -> bool:
    """Whether a string of this prefix can be a docstring."""
    return not set(prefix.lower()) & set(b"fbt")


def prefix_of(data: bytes, start: int) -> bytes:
    """The letters before the quotes of a string that begins at ``start``."""
    found = _PREFIX.match(data, start)
    return found.group() if found else b""


def columns(margin: bytes) -> int:
    """The column in which a line begins, as Python's tokenizer counts it."""
    return len(margin.rpartition(b"\f")[2].expandtabs(8))


def margin_of(syntax: Syntax, offset: int) -> bytes | None:
    """What stands before ``offset`` on its line, None where that is not only blanks."""
    start = syntax.data.rfind(b"\n", 0, offset) + 1
    margin = syntax.data[start:offset].removeprefix(b"\xef\xbb\xbf" if start == 0 else b"")
    return None if margin.strip(b" \t\f") else margin
