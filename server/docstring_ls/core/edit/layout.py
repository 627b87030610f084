"""What the text around a place looks like: margins, newlines, blank lines."""

from __future__ import annotations

import re
from functools import lru_cache

from tree_sitter import Node

from ..docstrings import Style
from ..syntax import Symbol, SymbolKind, Syntax, columns, indentation, statements_of
from ..text import Source

_BLANK = re.compile(rb"[ \t\f]*(?:\n|\r|\Z)")
_TYPE_COMMENT = re.compile(rb"[ \t\f]*#[ \t]*type:[ \t]*\(")
# A style is judged by the first few docstrings; a huge file needs no more.
_ENOUGH = 20


def newline_at(source: Source, offset: int) -> str:
    """The newline of the line that holds ``offset``, or of the nearest line before or after it."""
    starts, line = source.line_starts, source.line_of(offset)
    for index in (line + 1, line, 1):
        if 0 < index < len(starts):
            end = source.data[max(0, starts[index] - 2) : starts[index]]
            return "\r\n" if end == b"\r\n" else chr(end[-1])
    return "\n"


def line_end(data: bytes, offset: int) -> int:
    """Where the line of ``offset`` ends, its newline left out."""
    newline = re.compile(rb"\r?\n|\Z").search(data, offset)
    return newline.start() if newline else len(data)


def next_line(data: bytes, offset: int) -> int | None:
    """Where the line after that of ``offset`` begins, None where there is no newline."""
    newline = data.find(b"\n", offset)
    return None if newline < 0 else newline + 1


def blank_line(data: bytes, start: int) -> bool:
    """Whether the line that begins at ``start`` is blank, or the text ends there."""
    return _BLANK.match(data, start) is not None


def after_type_comment(data: bytes, start: int) -> int:
    """The line after a signature's type comment, or ``start`` where there is none."""
    at = start
    while at < len(data) and blank_line(data, at):
        following = next_line(data, at)
        if following is None:
            return start
        at = following
    if _TYPE_COMMENT.match(data, at):
        following = next_line(data, at)
        return len(data) if following is None else following
    return start


def margin(syntax: Syntax, symbol: Symbol) -> str:
    """The blanks before each line of the symbol's body."""
    if symbol.kind is SymbolKind.MODULE:
        return ""
    if symbol.body is not None:
        own = indentation(syntax, symbol.body.start)
        if own is not None and own != b"":
            return own.rpartition(b"\f")[2].decode()
    outer = (indentation(syntax, symbol.header.start) or b"").rpartition(b"\f")[2]
    return (outer + (_comment_unit(syntax, symbol, outer) or unit(syntax, symbol))).decode()


def _comment_unit(syntax: Syntax, symbol: Symbol, outer: bytes) -> bytes | None:
    """The step of a comment that is all there is under a header."""
    start = next_line(syntax.data, symbol.header.end)
    comment = re.compile(rb"([ \t]*)#").match(syntax.data, start) if start is not None else None
    if symbol.body is not None or comment is None or not comment.group(1).startswith(outer):
        return None
    return comment.group(1)[len(outer) :] or None


def unit(syntax: Syntax, symbol: Symbol) -> bytes:
    """One step of indentation as the nearest block around or else the first block shows it."""
    step = None
    node: Node | None = syntax.tree.root_node.descendant_for_byte_range(
        symbol.header.start, symbol.header.start
    )
    while node is not None and step is None:
        step = _step(syntax, node) if node.type == "block" else None
        node = node.parent
    return step or _first_step(syntax) or b"    "


def _step(syntax: Syntax, block: Node) -> bytes | None:
    statements = statements_of(block)
    inner = indentation(syntax, statements[0].start_byte) if statements else None
    if not inner or block.parent is None:
        return None
    start = syntax.data.rfind(b"\n", 0, block.parent.start_byte) + 1
    line = syntax.data[start : block.parent.start_byte]
    outer = line[: len(line) - len(line.lstrip(b" \t\f"))].rpartition(b"\f")[2]
    inner = inner.rpartition(b"\f")[2]
    deeper = inner.startswith(outer) and columns(inner) > columns(outer)
    return inner[len(outer) :] if deeper else None


@lru_cache(maxsize=8)
def _first_step(syntax: Syntax) -> bytes | None:
    waiting = [syntax.tree.root_node]
    while waiting:
        node = waiting.pop()
        if node.type == "block" and (step := _step(syntax, node)) is not None:
            return step
        waiting.extend(reversed(node.named_children))
    return None


def wants_blank(syntax: Syntax, symbol: Symbol, style: Style, at: int) -> bool:
    """Whether a blank line should be added between a new docstring and the line at ``at``."""
    if at >= len(syntax.data) or blank_line(syntax.data, at) or symbol.body is None:
        return False
    if symbol.kind in (SymbolKind.CLASS, SymbolKind.MODULE):
        return True
    if _starts_definition(syntax, at):
        return True
    return _file_wants_blank(syntax) if style.blank_after is None else style.blank_after


def _starts_definition(syntax: Syntax, start: int) -> bool:
    # Linters excuse the blank line only where comments touch the definition behind them.
    pattern = rb"(?:[ \t\f]*#[^\n]*\n)*[ \t\f]*(?:@|(?:async[ \t]+)?def\b|class\b)"
    return re.compile(pattern).match(syntax.data, start) is not None


@lru_cache(maxsize=8)
def _file_wants_blank(syntax: Syntax) -> bool:
    """Whether most functions of the file leave a blank line after their docstring."""
    votes: list[bool] = []
    waiting = [syntax.tree.root_node]
    while waiting and len(votes) < _ENOUGH:
        node = waiting.pop()
        if node.type == "function_definition":
            votes.extend(_vote(syntax, node))
        elif node.type in ("module", "block", "class_definition", "decorated_definition"):
            waiting.extend(reversed(node.named_children))
    return sum(votes) * 2 > len(votes)


def _vote(syntax: Syntax, function: Node) -> list[bool]:
    block = function.child_by_field_name("body")
    first = statements_of(block)[:2] if block is not None else []
    if len(first) < 2 or first[0].type != "expression_statement":
        return []
    if [child.type for child in first[0].children] != ["string"]:
        return []
    following = next_line(syntax.data, first[0].end_byte)
    nested = first[1].type in ("function_definition", "class_definition", "decorated_definition")
    return [] if following is None or nested else [blank_line(syntax.data, following)]
