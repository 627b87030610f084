"""Text to concrete syntax tree: error tolerant, incremental, independent of the running Python."""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tree_sitter import Node, Parser, Point, Tree

from ..text import Source, Span, common_prefix
from .grammar import PYTHON, indented
from .masking import mask, unfinished
from .scan import Scan, scan

# Beyond this, reading a file with ``ast`` would hold an editor's loop for too long.
WITNESS_LINES = 2_000

# Unfinished lines; a file has one or two while it is typed, and thousands where it is no Python.
_TOLD_APART = 8


@dataclass(frozen=True, eq=False)
class Syntax:
    """A Source and its tree.

    Attributes:
        source: The snapshot.
        data: Its bytes with a lone CR as LF, which tree-sitter takes for no newline; offsets are
            the same as in ``source.data``.
        raw: The tree of exactly this text.
    """

    source: Source
    data: bytes = field(repr=False)
    raw: Tree = field(repr=False)

    @cached_property
    def tree(self) -> Tree:
        """The tree to look things up in; what an unfinished line swallows in ``raw`` is here."""
        if not self.unfinished:
            return self.raw
        data, tree, hidden = bytearray(indented(self.data)), self.raw.copy(), self.unfinished
        for span in hidden:
            data[span.start : span.end] = mask(self.data, span)
        # Telling each apart costs a pass over the text, which only pays for a few.
        if len(hidden) > _TOLD_APART:
            hidden = (Span(hidden[0].start, hidden[-1].end),)
        for span in hidden:
            change(tree, self.data, self.data, span, span)
        return Parser(PYTHON).parse(bytes(data), tree)

    @cached_property
    def unfinished(self) -> tuple[Span, ...]:
        """What can't be read, and is hidden so that nothing below it is read as part of it."""
        return unfinished(self.data, self.scan.lines) if self.broken else ()

    @cached_property
    def scan(self) -> Scan:
        """What the characters say about unfinished lines and strings around what is broken."""
        start, calm = _trouble(self.raw.root_node, self.data)
        end = len(self.data) if calm is None else calm
        return scan(self.data, start, lambda at: at > end and not _in_string(self.raw, at))

    @cached_property
    def whole_scan(self) -> Scan:
        """What they say about the strings of all of the text."""
        return scan(self.data)

    @property
    def broken(self) -> bool:
        """Whether any part of the text is no Python that the grammar knows."""
        return self.raw.root_node.has_error

    @cached_property
    def kept(self) -> dict[object, Any]:
        """What was read from this text and is needed again, by whoever read it."""
        return {}

    @cached_property
    def module(self) -> ast.Module | None:
        """The second witness's reading; None where Python can't, or it would take too long."""
        if len(self.source.line_starts) > WITNESS_LINES:
            return None
        return read(self.source.text)


def parse(source: Source, previous: Syntax | None = None) -> Syntax:
    """Parse, reusing the tree of an earlier text of the same document.

    Args:
        source: What to parse.
        previous: Any earlier syntax; only the bytes that differ are parsed again.
    """
    data = lines_as_python(source.data)
    read = indented(data)
    if previous is None:
        return Syntax(source, data, Parser(PYTHON).parse(read))
    if previous.data == data:
        return Syntax(source, data, previous.raw)
    old, new = _difference(indented(previous.data), read)
    tree = previous.raw.copy()
    change(tree, previous.data, data, old, new)
    return Syntax(source, data, Parser(PYTHON).parse(read, tree))


def lines_as_python(data: bytes) -> bytes:
    """The same bytes, with LF for each CR that ends a line alone."""
    return re.sub(rb"\r(?!\n)", b"\n", data) if b"\r" in data else data


def _trouble(root: Node, data: bytes) -> tuple[int, int | None]:
    """From where on and up to where top-level statements are broken; None for up to the end."""
    children = root.children
    troubled = [at for at, child in enumerate(children) if not _sound(child)]
    if not troubled:
        return 0, None
    # An unfinished line may end in a keyword of the next, and be sound: ``x = y.`` and ``def``.
    first = max(troubled[0] - 1, 0)
    while first and not _begins_line(data, children[first].start_byte):
        first -= 1
    start = data.rfind(b"\n", 0, children[first].start_byte) + 1 if first else 0
    return start, children[troubled[-1]].end_byte if root.type == "module" else None


def _begins_line(data: bytes, offset: int) -> bool:
    return not data[data.rfind(b"\n", 0, offset) + 1 : offset].strip(b" \t\f")


def _sound(node: Node) -> bool:
    return not node.has_error and node.type.endswith(("statement", "definition", "comment"))


def _in_string(tree: Tree, offset: int) -> bool:
    cursor = tree.walk()
    while cursor.goto_first_child_for_byte(offset) is not None:
        node = cursor.node
        if node is None or node.start_byte >= offset:
            return False
        if node.type == "string":
            return True
    return False


def change(tree: Tree, before: bytes, after: bytes, old: Span, new: Span) -> None:
    """Tell a tree that the bytes ``old`` gave way to ``new``."""
    row = before.count(b"\n", 0, old.start)
    start = Point(row, old.start - (before.rfind(b"\n", 0, old.start) + 1))
    ends = (_point(before, old, row), _point(after, new, row))
    tree.edit(old.start, old.end, new.end, start, *ends)


def _point(data: bytes, span: Span, row: int) -> Point:
    """Row and column of the span's end; it begins on ``row``."""
    return Point(
        row + data.count(b"\n", span.start, span.end),
        span.end - (data.rfind(b"\n", 0, span.end) + 1),
    )


def _difference(before: bytes, after: bytes) -> tuple[Span, Span]:
    start = common_prefix(before, after)
    tail = common_prefix(before[start:][::-1], after[start:][::-1])
    return Span(start, len(before) - tail), Span(start, len(after) - tail)


def read(text: str) -> ast.Module | None:
    """What the running Python reads, None where it can't."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(speakable(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


_SURROGATE = re.compile("[\ud800-\udfff]")


def speakable(text: str) -> str:
    """The text with lone surrogates, which Python refuses to read, as private characters."""
    return _SURROGATE.sub(lambda found: chr(ord(found.group()) + 0x100000 - 0xD800), text)


def unspeakable(text: str) -> str:
    """The text with the surrogates of ``speakable`` again."""
    return re.sub(
        "[\U00100000-\U001007ff]", lambda found: chr(ord(found.group()) - 0x100000 + 0xD800), text
    )
