"""What the running Python's own parser says, wherever it can read the file."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from ..syntax import (
    WITNESS_LINES,
    Syntax,
    body_of,
    cleans_to,
    node_of,
    read,
    statements,
    unspeakable,
)
from .candidate import DocstringChange, EditCandidate

Documented: TypeAlias = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
_HAVE_BODIES = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def contradicts(candidate: EditCandidate) -> bool:
    """Whether ``ast`` can read the text before and sees more than docstrings change after."""
    if len(candidate.before.source.line_starts) > WITNESS_LINES:
        return any(_piece_contradicts(candidate, *piece) for piece in _pieces(candidate))
    before = candidate.before.module
    if before is None:
        return False
    after = read(candidate.after.source.text)
    wanted = {_line(candidate.before, change): change.text for change in candidate.changes}
    return after is None or not _alike(
        before, after, wanted, _touched(candidate.before, candidate.changes)
    )


def _touched(syntax: Syntax, changes: Iterable[DocstringChange]) -> list[int]:
    """Lines on which something may begin or end elsewhere than before, in order, from 1 on."""
    offsets = [_docstring_end(change) for change in changes]
    for change in changes:
        header = change.symbol.header
        offsets += [header.start, header.end, change.edit.span.end]
    return sorted({syntax.source.line_of(offset) + 1 for offset in offsets})


def _line(syntax: Syntax, change: DocstringChange) -> int:
    """The line of a definition; 0 for the module."""
    return syntax.source.line_of(change.symbol.header.start) + 1 if change.symbol.qualname else 0


def _pieces(candidate: EditCandidate) -> Iterator[tuple[int, int]]:
    """The parts of a long file around its changes, each once.

    What follows a whole statement is read as before when its bytes are the same, so a part ends
    behind the statement after its last change; where Python can't stop there, it is taken whole.
    """
    wholes: dict[int, int] = {}
    heads: dict[int, int] = {}
    for change in candidate.changes:
        start, end = _piece(candidate.before, change)
        wholes[start] = max(wholes.get(start, 0), end)
        heads[start] = max(heads.get(start, 0), min(_enough(candidate.before, change), end))
    for start, end in wholes.items():
        readable = _read_piece(candidate.before, start, heads[start]) is not None
        yield start, heads[start] if readable else end


def _enough(syntax: Syntax, change: DocstringChange) -> int:
    """The end of the line on which the first statement behind a change ends."""
    at = max(change.edit.span.end, _docstring_end(change), change.symbol.header.end)
    definition = node_of(syntax, change.symbol) if change.symbol.qualname else None
    block = body_of(definition) if definition is not None else None
    behind = (item for item in statements(block) if item.start_byte >= at)
    following = next(behind, None)
    return len(syntax.data) if following is None else _line_after(syntax, following.end_byte)


def _piece_contradicts(candidate: EditCandidate, start: int, end: int) -> bool:
    """The same for the top-level statement around some changes of a long file."""
    before = _read_piece(candidate.before, start, end)
    if before is None:
        return False
    text = candidate.after.data[candidate.moved_end(start) : candidate.moved_end(end)]
    after = read(text.decode("utf-8", "surrogatepass"))
    first = candidate.before.source.line_of(start)
    inside = candidate.within(start, end)
    wanted = {max(0, _line(candidate.before, change) - first): change.text for change in inside}
    touched = [line - first for line in _touched(candidate.before, inside)]
    return after is None or not _alike(before, after, wanted, touched)


@lru_cache(maxsize=4)
def _read_piece(syntax: Syntax, start: int, end: int) -> ast.Module | None:
    return read(syntax.data[start:end].decode("utf-8", "surrogatepass"))


def _piece(syntax: Syntax, change: DocstringChange) -> tuple[int, int]:
    """From the line of the top-level statement around a change to the end of its last line."""
    if not change.symbol.qualname:
        return 0, _line_after(syntax, max(change.edit.span.end, _docstring_end(change)))
    cursor = syntax.tree.walk()
    cursor.goto_first_child_for_byte(change.symbol.header.start)
    node = cursor.node
    start, end = (node.start_byte, node.end_byte) if node else (0, len(syntax.data))
    return (
        syntax.data.rfind(b"\n", 0, start) + 1,
        _line_after(syntax, max(end, change.edit.span.end)),
    )


def _docstring_end(change: DocstringChange) -> int:
    return change.symbol.docstring.end if change.symbol.docstring else 0


def _line_after(syntax: Syntax, offset: int) -> int:
    newline = syntax.data.find(b"\n", offset)
    return len(syntax.data) if newline < 0 else newline + 1


def _alike(
    before: ast.Module, after: ast.Module, wanted: dict[int, str], touched: Sequence[int]
) -> bool:
    """Whether two trees are equal but for the docstrings of ``wanted``, by line in ``before``.

    ``touched`` are lines in order.

    Their bytes are known to be the same elsewhere, so statements without a touched line need only
    begin and end where they did.
    """
    unseen = dict(wanted)
    pairs: list[tuple[object, object]] = [(before, after)]
    while pairs:
        old, new = pairs.pop()
        if type(old) is not type(new):
            return False
        if isinstance(old, ast.stmt) and not _among(touched, old.lineno, _end(old)):
            if _extent(old) != _extent(new):
                return False
        elif isinstance(old, ast.AST):
            text = unseen.pop(_first_line(old), None) if isinstance(old, _HAVE_BODIES) else None
            if text is not None and not _says(new, text):
                return False
            pairs += _parts(old, new, bare=text is not None)
        elif isinstance(old, list) and isinstance(new, list):
            if len(old) != len(new):
                return False
            pairs += zip(old, new, strict=True)
        elif old != new and repr(old) != repr(new):
            return False
    return not unseen


def _among(lines: Sequence[int], first: int, last: int) -> bool:
    at = bisect_left(lines, first)
    return at < len(lines) and lines[at] <= last


def _first_line(node: Documented) -> int:
    return 0 if isinstance(node, ast.Module) else node.lineno


def _end(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


def _extent(node: object) -> tuple[int, int, int | None]:
    assert isinstance(node, ast.stmt), "compared with a statement of the same type"
    return _end(node) - node.lineno, node.col_offset, node.end_col_offset


def _parts(one: ast.AST, other: object, *, bare: bool) -> list[tuple[object, object]]:
    """The fields to compare in turn, without the docstrings where ``bare``."""
    parts = []
    for name in one._fields:
        left, right = getattr(one, name, None), getattr(other, name, None)
        if bare and name == "body":
            left, right = _code(one), _code(other)
        parts.append((left, right))
    return parts


def _says(node: object, text: str) -> bool:
    assert isinstance(node, _HAVE_BODIES), "compared with a definition of the same type"
    value = ast.get_docstring(node, clean=False)
    return value is not None and cleans_to(unspeakable(value), text)


def _code(node: object) -> list[ast.stmt]:
    assert isinstance(node, _HAVE_BODIES), "only definitions are bared"
    return node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
