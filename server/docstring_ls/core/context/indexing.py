"""A file's text → its units; about a millisecond for 10 KB."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ..syntax import SymbolKind
from .identifiers import entry_name, mentions, names_of_code
from .index import FileIndex, IndexedEntry, Unit

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, Query

_BOUND = re.compile(r"\s*([A-Za-z_]\w*)\s*(?::[^=\n]*)?(?:=(?!=)|$)")
_FIELD = re.compile(r"\s*([A-Za-z_]\w*)\s*:\s")
_OF_SELF = re.compile(r"\s*(?:self|cls)\.([A-Za-z_]\w*)\s*(?::[^=\n]*)?=(?!=)")
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")


def index_file(path: str, text: str) -> FileIndex:
    """Find the units of a file.

    Args:
        path: Relative to the workspace.
        text: The whole text, broken or not.
    """
    data = text.encode("utf-8", "replace")
    root = _parser().parse(data).root_node
    file = FileIndex(path, text)
    count = len(file.lines)
    module = Unit(
        path, SymbolKind.MODULE, _module_name(path), "", None, 0, (0, 0), count, _doc(root)
    )
    units = [module]
    stack = [module]
    for node in _definitions(root):
        while stack[-1].parent is not None and node.start_point[0] >= stack[-1].end:
            stack.pop()
        unit = _unit(node, path, stack[-1])
        if unit is not None:
            stack[-1].children += (unit,)
            stack.append(unit)
            units.append(unit)
    file.units = tuple(units)
    file.owners = _owners(units, count)
    _fill(file)
    return file


def _module_name(path: str) -> str:
    pure = PurePosixPath(path)
    return pure.parent.name if pure.stem == "__init__" and pure.parent.name else pure.stem


def _definitions(root: Node) -> list[Node]:
    from tree_sitter import QueryCursor

    found = QueryCursor(_query()).captures(root).get("definition", [])
    return sorted(found, key=lambda node: node.start_byte)


@cache
def _parser() -> Parser:
    import tree_sitter_python
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_python.language()))


@cache
def _query() -> Query:
    from tree_sitter import Query

    pattern = "[(function_definition) (class_definition)] @definition"
    language = _parser().language
    assert language is not None
    return Query(language, pattern)


def _unit(node: Node, path: str, parent: Unit) -> Unit | None:
    name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    if name is None or name.text is None:
        return None
    text = name.text.decode()
    kind = SymbolKind.CLASS if node.type == "class_definition" else SymbolKind.FUNCTION
    if kind is SymbolKind.FUNCTION and parent.kind is SymbolKind.CLASS:
        kind = SymbolKind.METHOD
    first, last = node.start_point[0], node.end_point[0] + 1
    outer = node.parent
    start = outer.start_point[0] if outer and outer.type == "decorated_definition" else first
    header_end = _header_end(node, body)
    qualname = f"{parent.qualname}.{text}" if parent.qualname else text
    doc = _doc(body) if body is not None else (0, 0)
    return Unit(
        path,
        kind,
        text,
        qualname,
        parent,
        start,
        (first, header_end),
        last,
        doc,
        bases=_bases(node),
    )


def _header_end(node: Node, body: Node | None) -> int:
    """The line after the header's colon."""
    for child in node.children:
        if child.type == ":":
            return int(child.end_point[0]) + 1
    return int(node.start_point[0]) + 1


def _bases(node: Node) -> tuple[str, ...]:
    listed = node.child_by_field_name("superclasses")
    if listed is None:
        return ()
    found = []
    for child in listed.named_children:
        if child.type in ("identifier", "attribute", "subscript") and child.text:
            names = _IDENTIFIER.findall(child.text.decode("utf-8", "replace").split("[")[0])
            found += names[-1:]
    return tuple(found)


def _doc(body: Node) -> tuple[int, int]:
    for child in body.named_children:
        if child.type == "comment":
            continue
        inner = child.named_children[0] if child.type == "expression_statement" else None
        if inner is not None and inner.type in ("string", "concatenated_string"):
            return int(child.start_point[0]), int(child.end_point[0]) + 1
        break
    return (0, 0)


def _owners(units: list[Unit], count: int) -> tuple[int, ...]:
    owners = [0] * count
    for number, unit in enumerate(units[1:], 1):
        span = range(unit.start, min(unit.end, count))
        owners[unit.start : unit.start + len(span)] = [number] * len(span)
    return tuple(owners)


def _fill(file: FileIndex) -> None:
    """Give every unit its names, mentions, fields and entries."""
    code: list[list[str]] = [[] for _ in file.units]
    for number, owner in enumerate(file.owners):
        unit = file.units[owner]
        if not unit.doc[0] <= number < unit.doc[1]:
            line = file.lines[number]
            code[owner].append(line)
            bound = _bound(unit, line)
            if bound:
                unit.fields += ((bound, number),)
    for number, (unit, lines) in enumerate(zip(file.units, code, strict=True)):
        unit.number = number
        unit.names = names_of_code("\n".join(lines))
        unit.head_names = names_of_code("\n".join(file.lines[slice(*unit.header)]))
        if unit.doc[0] < unit.doc[1]:
            unit.mentions = mentions("\n".join(file.lines[slice(*unit.doc)]))
            unit.entries = _entries(file.lines, unit.doc)


def _bound(unit: Unit, line: str) -> str:
    if unit.kind in (SymbolKind.FUNCTION, SymbolKind.METHOD):
        match = _OF_SELF.match(line)
    elif unit.header[0] <= unit.header[1] and line.strip():
        match = _BOUND.match(line) or (
            _FIELD.match(line) if unit.kind is SymbolKind.CLASS else None
        )
        if match and "=" not in line and ":" not in line:
            match = None
    else:
        match = None
    return match[1] if match else ""


def _entries(lines: list[str], doc: tuple[int, int]) -> tuple[IndexedEntry, ...]:
    found: list[IndexedEntry] = []
    number = doc[0]
    while number < doc[1]:
        name = entry_name(lines[number])
        if name[:1].isupper() and lines[number].rstrip().endswith(":"):
            name = ""
        end = number + 1
        if name:
            indent = _indent(lines[number])
            while end < doc[1] and (lines[end].strip() and _indent(lines[end]) > indent):
                end += 1
            found.append(IndexedEntry(name, number, end))
        number = max(end if name else number + 1, number + 1)
    return tuple(found)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
