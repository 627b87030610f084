"""From a node of the tree to a Symbol, and the reasons why one can't take a docstring."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tree_sitter import Node

from .lexical import header_colon, lone_string
from .source import Span
from .symbol import Symbol, SymbolKind
from .syntax import Syntax, read

DEFINITIONS = frozenset({"function_definition", "class_definition"})
_TO_STATEMENT = re.compile(rb"[ \t\f]*(?:\\\r?\n[ \t\f]*)*")
_INDENTED = re.compile(rb"([ \t\f]*)([^\r\n]?)[^\n]*\n?")
_PREFIX = re.compile(rb"[A-Za-z]*")
_UNREADABLE = "The header of {} can't be read; finish it first."
_UNCERTAIN = "It is not certain where the body of {} starts; finish the code there first."
_IN_STRING = "A string that opens above on line {} is not closed; close it first."


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
    start = _body_start(syntax, header)
    block = node.child_by_field_name("body")
    first = _first(block) if block is not None else None
    body = _body(node, block, first, start)
    decorators = _decorators(syntax, decorated)
    label = syntax.data[name.start_byte : name.end_byte].decode("utf-8", "replace")
    docstring = _docstring_at(syntax, node, first, start)
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
        refusal=_refusal(syntax, node, header, first, start, label, docstring),
    )


def module(syntax: Syntax) -> Symbol:
    """The file itself as a symbol."""
    root = syntax.tree.root_node
    statements = [child for child in root.children if not child.is_extra or child.is_error]
    first = statements[0] if statements else None
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
        docstring=_docstring(syntax, first) if first is not None else None,
        refusal=_broken_string(syntax, first, "the module") if first is not None else "",
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


def _accessor(decorators: tuple[str, ...]) -> str:
    for decorator in decorators:
        last = decorator.rsplit(".", 1)[-1]
        if last == "overload" or ("." in decorator and last in ("setter", "deleter")):
            return last
    return ""


def statements_of(block: Node) -> list[Node]:
    """The statements of a block, comments left out."""
    return [child for child in block.children if child.is_named and not child.is_extra]


def _first(block: Node) -> Node | None:
    statements = statements_of(block)
    return statements[0] if statements else None


def columns(margin: bytes) -> int:
    """The column in which a line begins, as Python's tokenizer counts it."""
    return len(margin.rpartition(b"\f")[2].expandtabs(8))


def margin_of(syntax: Syntax, offset: int) -> bytes | None:
    """What stands before ``offset`` on its line, None where that is not only blanks."""
    start = syntax.data.rfind(b"\n", 0, offset) + 1
    margin = syntax.data[start:offset].removeprefix(b"\xef\xbb\xbf" if start == 0 else b"")
    return None if margin.strip(b" \t\f") else margin


def _body_start(syntax: Syntax, header: Span) -> int | None:
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


def _body(node: Node, block: Node | None, first: Node | None, start: int | None) -> Span | None:
    if start is None:
        return None
    ends = [child.end_byte for child in statements_of(block)] if block is not None else []
    return Span(start, max([*ends, start, *([] if first else [node.end_byte])]))


def _docstring_at(syntax: Syntax, node: Node, first: Node | None, start: int | None) -> Span | None:
    """The docstring of a body; in broken code a string may have lost its place in the tree."""
    found = _docstring(syntax, first) if first is not None and first.start_byte == start else None
    if found is not None or start is None or not node.has_error:
        return found
    lone = lone_string(syntax.data, start)
    return lone if lone is not None and _says(prefix_of(syntax.data, start)) else None


def _says(prefix: bytes) -> bool:
    """Whether a string of this prefix can be a docstring."""
    return not set(prefix.lower()) & set(b"fbt")


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


def prefix_of(data: bytes, start: int) -> bytes:
    """The letters before the quotes of a string that begins at ``start``."""
    found = _PREFIX.match(data, start)
    return found.group() if found else b""


def _refusal(
    syntax: Syntax, node: Node, header: Span, first: Node | None, start: int | None,
    name: str, docstring: Span | None,
) -> str:  # fmt: skip
    if not node.has_error and not syntax.broken and margin_of(syntax, header.start) is not None:
        return "" if first is None or first.start_byte == start else _UNCERTAIN.format(name)
    opened = syntax.scan.open_string
    if opened is not None and opened < header.start:
        return _IN_STRING.format(syntax.source.line_of(opened) + 1)
    if margin_of(syntax, header.start) is None or not _readable(syntax, node, header):
        return _UNREADABLE.format(name)
    if start is not None and _opens_string(syntax, start):
        return _UNCERTAIN.format(name)
    if docstring is None and start is not None and _starts_concatenation(syntax, start):
        return _UNCERTAIN.format(name)
    if first is not None and start is not None and first.start_byte < start:
        return _UNCERTAIN.format(name)
    return ""


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


def _starts_concatenation(syntax: Syntax, start: int) -> bool:
    """Whether broken code begins with strings that may be a docstring which the tree has lost."""
    return re.match(rb"""\(?\s*[rRuU]{0,2}["']""", syntax.data[start : start + 80]) is not None


def _broken_string(syntax: Syntax, first: Node, name: str) -> str:
    if syntax.broken and _opens_string(syntax, first.start_byte):
        return _UNCERTAIN.format(name)
    return ""
