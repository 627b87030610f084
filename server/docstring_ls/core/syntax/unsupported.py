"""Why a docstring can't be placed with certainty."""

from __future__ import annotations

import ast
import re

from tree_sitter import Node

from ..text import Span
from .bodies import margin_of, prefix_of
from .scan import header_colon
from .tree import Syntax, read

_UNREADABLE = "The header of {} can't be read; finish it first."
_UNCERTAIN = "It is not certain where the body of {} starts; finish the code there first."
_IN_STRING = "A string that opens on line {} is not closed where it should be; close it first."


def unsupported_reason(
    syntax: Syntax, node: Node, header: Span, first: Node | None, start: int | None,
    name: str, docstring: Span | None,
) -> str:  # fmt: skip
    """The reason for a definition, empty where there is none.

    Args:
        syntax: The file.
        node: The definition.
        header: Up to its colon.
        first: The first statement of its body in the tree.
        start: Where the body starts by its lines.
        name: What to call it.
        docstring: Its docstring.
    """
    if not node.has_error and not syntax.broken and margin_of(syntax, header.start) is not None:
        return "" if first is None or first.start_byte == start else _UNCERTAIN.format(name)
    opened = _string_around(syntax, header.start)
    if opened is not None:
        return _IN_STRING.format(syntax.source.line_of(opened) + 1)
    if margin_of(syntax, header.start) is None or not _readable(syntax, node, header):
        return _UNREADABLE.format(name)
    if start is not None and _opens_string(syntax, start):
        return _UNCERTAIN.format(name)
    lost = docstring is None and start is not None and _lost(syntax, node, start)
    if lost and start is not None and _starts_concatenation(syntax, start):
        return _UNCERTAIN.format(name)
    if first is not None and start is not None and first.start_byte < start:
        return _UNCERTAIN.format(name)
    return ""


def module_unsupported_reason(syntax: Syntax, first: Node) -> str:
    """The reason for a file that begins with ``first``, empty where there is none."""
    start = first.start_byte
    if syntax.broken and _lost(syntax, first, start) and _starts_concatenation(syntax, start):
        return _UNCERTAIN.format("the module")
    return ""


def _string_around(syntax: Syntax, offset: int) -> int | None:
    """Where a string begins in which the grammar took text for code."""
    opened = syntax.scan.open_string
    if opened is not None and opened < offset:
        return opened
    around = (string for string in syntax.scan.strings if string.start < offset < string.end)
    return next((string.start for string in around), None)


def _readable(syntax: Syntax, node: Node, header: Span) -> bool:
    """Whether the header is whole, though the grammar may not know all of it."""
    parts = [child for child in node.children if child.end_byte <= header.end]
    faulty = {child.type for child in parts if child.has_error or child.is_missing}
    if not faulty:
        return True
    if header_colon(syntax.data, header.start) != header.end - 1:
        return False
    # The grammar doesn't know defaults of type parameters, which Python 3.13 brought.
    if faulty == {"type_parameter"}:
        return True
    return _reads(syntax.data[header.start : header.end].decode("utf-8", "replace"))


def _reads(header: str) -> bool:
    tree = read(f"{header} pass")
    return tree is not None and isinstance(
        tree.body[0], ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    )


def _opens_string(syntax: Syntax, start: int) -> bool:
    quote = start + len(prefix_of(syntax.data, start))
    return quote == syntax.scan.open_string or quote in syntax.scan.broken


def _lost(syntax: Syntax, node: Node, start: int) -> bool:
    """Whether the tree may not show what stands at ``start``."""
    return node.has_error or any(span.start == start for span in syntax.unfinished)


def _starts_concatenation(syntax: Syntax, start: int) -> bool:
    """Whether broken code begins with strings that may be a docstring which the tree has lost."""
    return re.match(rb"""\(?\s*[rRuU]{0,2}["']""", syntax.data[start : start + 80]) is not None
