"""What can carry a docstring, and where the cursor is among it."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from ..text import Excerpt, Source, Span
from .bodies import columns
from .symbol import DEFINITIONS, Symbol, known_definition, module
from .tree import Syntax

# Only these can hold a definition; expressions, the bulk of a tree, are never entered.
HOLDERS = DEFINITIONS | {
    "module", "block", "ERROR", "decorated_definition",
    "if_statement", "elif_clause", "else_clause", "for_statement", "while_statement",
    "try_statement", "except_clause", "except_group_clause", "finally_clause",
    "with_statement", "match_statement", "case_clause",
}  # fmt: skip
_BLANKS = b" \t\f"


def symbol_at(syntax: Syntax, offset: int) -> tuple[Symbol, ...]:
    """The symbols around a byte offset, innermost first; empty where nothing is offered.

    The module is offered in the file's head only: its first comments, blank lines and docstring, or
    the first line of a file that begins with code.
    """
    offset = min(max(offset, 0), len(syntax.data))
    line = _line(syntax.data, offset)
    text = syntax.data[line.start : line.end]
    margin = len(text) - len(text.lstrip(_BLANKS))
    enclosing = _around(syntax, _visible(text, line.start, offset)) if text.strip(_BLANKS) else ()
    if not enclosing:
        enclosing = _on_blank_line(syntax, line.start, min(offset, line.start + margin))
    outermost = () if _continues(syntax.source) else _in_head(syntax, offset)
    return enclosing + outermost if line.start == 0 else enclosing or outermost


def symbols(syntax: Syntax) -> tuple[Symbol, ...]:
    """All symbols of a file in document order, the module first."""
    listed = [module(syntax)]
    waiting: list[tuple[Node, tuple[Symbol, ...], Node | None]]
    waiting = [(syntax.tree.root_node, (), None)]
    while waiting:
        node, outer, decorated = waiting.pop()
        if node.type in DEFINITIONS:
            symbol = known_definition(syntax, node, outer, decorated)
            if symbol is not None:
                listed.append(symbol)
                outer = (symbol, *outer)
        holder = node if node.type == "decorated_definition" else None
        inner = [child for child in node.children if child.type in HOLDERS]
        waiting.extend((child, outer, holder) for child in reversed(inner))
    return tuple(listed)


def find(syntax: Syntax, qualname: str) -> tuple[Symbol, ...]:
    """Every symbol of that qualified name, in document order; the empty name is the module."""
    return tuple(symbol for symbol in symbols(syntax) if symbol.qualname == qualname)


def _continues(source: Source) -> bool:
    """Whether the document begins before the text."""
    return isinstance(source, Excerpt) and source.first_line > 0


def _line(data: bytes, offset: int) -> Span:
    end = data.find(b"\n", offset)
    start = data.rfind(b"\n", 0, offset) + 1
    return Span(start, (len(data) if end < 0 else end))


def _visible(text: bytes, start: int, offset: int) -> int:
    """The visible character of a line that is nearest to the cursor."""
    first = len(text) - len(text.lstrip(_BLANKS))
    last = len(text.rstrip(_BLANKS + b"\r")) - 1
    return start + min(max(offset - start, first), max(last, first))


def _around(syntax: Syntax, offset: int) -> tuple[Symbol, ...]:
    enclosing: tuple[Symbol, ...] = ()
    decorated = None
    for node in _path(syntax.tree.root_node, offset):
        if node.type in DEFINITIONS:
            symbol = known_definition(syntax, node, enclosing, decorated)
            enclosing = (symbol, *enclosing) if symbol is not None else enclosing
        decorated = node if node.type == "decorated_definition" else None
    return enclosing


def _path(root: Node, offset: int) -> Iterator[Node]:
    """The nodes around an offset from the root down; a decorator leads to what it decorates."""
    cursor = root.walk()
    node = cursor.node
    while node is not None and node.type in HOLDERS and node.end_byte > offset:
        yield node
        if node.type == "decorated_definition":
            cursor.goto_last_child()
        # Node.first_child_for_byte would do the same, but crashes where there is no such child.
        elif cursor.goto_first_child_for_byte(offset) is None:
            return
        decorated, node = node.type == "decorated_definition", cursor.node
        if node is not None and node.start_byte > offset and not decorated:
            return


def _on_blank_line(syntax: Syntax, start: int, offset: int) -> tuple[Symbol, ...]:
    """A blank line belongs to the blocks around it, or to those above that its column continues."""
    enclosing = _around(syntax, offset)
    above = len(syntax.data[:start].rstrip(_BLANKS + b"\r\n")) - 1
    if above < 0:
        return enclosing
    column = columns(syntax.data[start:offset])
    chain = _around(syntax, above)
    for index, symbol in enumerate(chain):
        if symbol in enclosing or _column(syntax, symbol) < column:
            return chain[index:]
    return enclosing


def _column(syntax: Syntax, symbol: Symbol) -> int:
    start = syntax.data.rfind(b"\n", 0, symbol.header.start) + 1
    return columns(syntax.data[start : symbol.header.start])


def _in_head(syntax: Syntax, offset: int) -> tuple[Symbol, ...]:
    symbol = module(syntax)
    if symbol.docstring is not None and offset <= symbol.docstring.end:
        return (symbol,)
    statement = _first_statement(syntax, symbol)
    if statement is None:
        return (symbol,)
    code = _line(syntax.data, statement.start_byte)
    # A file may begin with code; a line that is not finished is offered nothing, though.
    begun = code.start == 0 and symbol.docstring is None and _sound_up_to(syntax, code.end)
    return (symbol,) if offset < code.start or (begun and offset <= code.end) else ()


def _sound_up_to(syntax: Syntax, end: int) -> bool:
    root = syntax.raw.root_node
    above = (child for child in root.children if child.start_byte <= end)
    return root.type == "module" and not any(child.has_error for child in above)


def _first_statement(syntax: Syntax, symbol: Symbol) -> Node | None:
    """The first statement after the module's docstring."""
    after = symbol.docstring.end if symbol.docstring else 0
    for child in syntax.tree.root_node.children:
        counts = child.type not in ("comment", ";") and child.end_byte > child.start_byte
        if counts and child.start_byte >= after:
            return child
    return None
