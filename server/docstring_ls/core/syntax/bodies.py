"""Where a body starts, and whether it starts with a docstring."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from ..text import Span
from .scan import lone_string
from .tree import Syntax

_TO_STATEMENT = re.compile(rb"[ \t\f]*(?:\\\r?\n[ \t\f]*)*")
_ANY_LINE = re.compile(rb"[^\n]*\n?")
# A line that a backslash joins to the next, and its blanks where it holds nothing else.
_JOINING = re.compile(rb"(?:\A([ \t\f]*)|[^\\])\\\r?\n\Z")
_PREFIX = re.compile(rb"[A-Za-z]*")


def body_start(syntax: Syntax, header: Span) -> int | None:
    """Where the body's first statement begins, by lines alone; None where there is none."""
    data = syntax.data
    at = joined(data, header.end)
    if data[at : at + 1] not in (b"#", b"\n", b"\r", b""):
        return at
    least = columns(indentation(syntax, header.start) or b"")
    at = data.find(b"\n", at) + 1
    while at and (line := _ANY_LINE.match(data, at)) is not None and line.end() > at:
        start = joined(data, at)
        if data[start : start + 1] not in (b"#", b"\n", b"\r", b""):
            return start if columns(indentation(syntax, start) or b"") > least else None
        at = line.end() if start < line.end() else data.find(b"\n", start) + 1
    return None


def joined(data: bytes, offset: int) -> int:
    """The first visible character from ``offset`` on that no backslash joins to another line."""
    blanks = _TO_STATEMENT.match(data, offset)
    return blanks.end() if blanks else offset


def statements_of(block: Node) -> list[Node]:
    """The statements of a block, comments left out."""
    return [child for child in block.children if child.is_named and not child.is_extra]


def docstring_at(syntax: Syntax, node: Node, first: Node | None, start: int | None) -> Span | None:
    """The docstring of a body; in broken code a string may have lost its place in the tree."""
    docstring = (
        _docstring(syntax, first) if first is not None and first.start_byte == start else None
    )
    if docstring is not None or start is None or not node.has_error:
        return docstring
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
    prefix = _PREFIX.match(data, start)
    return prefix.group() if prefix else b""


def columns(margin: bytes) -> int:
    """The column in which a line begins, as Python's tokenizer counts it."""
    return len(margin.rpartition(b"\f")[2].expandtabs(8))


def indentation(syntax: Syntax, offset: int) -> bytes | None:
    """The blanks before the logical line that begins at ``offset``, None where it does not.

    Lines that hold only a backslash begin it; as in Python the first that is indented counts.
    """
    margin, data = margin_of(syntax, offset), syntax.data
    start = data.rfind(b"\n", 0, offset) + 1
    while margin is not None and (
        above := _JOINING.search(data[_line_before(data, start) : start])
    ):
        if above.group(1) is None:
            return None
        margin, start = above.group(1) or margin, _line_before(data, start)
    return margin


def _line_before(data: bytes, start: int) -> int:
    return data.rfind(b"\n", 0, max(start - 1, 0)) + 1


def margin_of(syntax: Syntax, offset: int) -> bytes | None:
    """What stands before ``offset`` on its line, None where that is not only blanks."""
    start = syntax.data.rfind(b"\n", 0, offset) + 1
    margin = syntax.data[start:offset].removeprefix(b"\xef\xbb\xbf" if start == 0 else b"")
    return None if margin.strip(b" \t\f") else margin
