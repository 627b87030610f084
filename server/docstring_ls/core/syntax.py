"""Text to concrete syntax tree: error tolerant, incremental, independent of the running Python."""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tree_sitter import Language, Node, Parser, Point, Tree
from tree_sitter_python import language

from .reading.lexical import Scan, mask, scan
from .source import Source, Span

PYTHON = Language(language())
# Beyond this, reading a file with ``ast`` would hold an editor's loop for too long.
WITNESS_LINES = 2_000


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
        """The tree to look things up in; what an open bracket swallows in ``raw`` is found here."""
        if not self.raw.root_node.has_error or not self.scan.unfinished:
            return self.raw
        data, tree = bytearray(self.data), self.raw.copy()
        for span in self.scan.unfinished:
            data[span.start : span.end] = mask(self.data, span)
            change(tree, self.data, self.data, span, span)
        return Parser(PYTHON).parse(bytes(data), tree)

    @cached_property
    def scan(self) -> Scan:
        """What the characters say about open brackets and strings around what is broken."""
        start, calm = _trouble(self.raw.root_node)
        if calm is None:
            return self.whole_scan
        return scan(self.data, start, lambda at: at > calm and not _in_string(self.raw, at))

    @cached_property
    def whole_scan(self) -> Scan:
        """The same for all of the text."""
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
    if previous is None:
        return Syntax(source, data, Parser(PYTHON).parse(data))
    if previous.data == data:
        return Syntax(source, data, previous.raw)
    old, new = _difference(previous.data, data)
    tree = previous.raw.copy()
    change(tree, previous.data, data, old, new)
    return Syntax(source, data, Parser(PYTHON).parse(data, tree))


def lines_as_python(data: bytes) -> bytes:
    """The same bytes, with LF for each CR that ends a line alone."""
    return re.sub(rb"\r(?!\n)", b"\n", data) if b"\r" in data else data


def _trouble(root: Node) -> tuple[int, int | None]:
    """From where on and up to where top-level statements are broken; None for up to the end."""
    troubled = [child for child in root.children if not _sound(child)]
    if not troubled:
        return 0, None
    return troubled[0].start_byte, troubled[-1].end_byte if root.type == "module" else None


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
    start = _common(before, after)
    room = min(len(before), len(after)) - start
    tail = _common(before[start:][::-1], after[start:][::-1], room)
    return Span(start, len(before) - tail), Span(start, len(after) - tail)


def _common(left: bytes, right: bytes, most: int | None = None) -> int:
    """Length of the common prefix, by halving: slices compare at the speed of C."""
    low, high = 0, min(len(left), len(right)) if most is None else most
    while low < high:
        middle = (low + high + 1) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


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
