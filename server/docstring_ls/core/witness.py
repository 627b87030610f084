"""What the running Python's own parser says, wherever it can read the file."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias

from .quoting import cleans_to
from .syntax import WITNESS_LINES, Syntax, read, unspeakable

if TYPE_CHECKING:
    from .gate import Change, Trial

Documented: TypeAlias = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
_HAVE_BODIES = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def contradicts(trial: Trial) -> bool:
    """Whether ``ast`` can read the text before and sees more than docstrings change after."""
    if len(trial.before.source.line_starts) > WITNESS_LINES:
        return any(_piece_contradicts(trial, change) for change in trial.changes)
    before = trial.before.module
    if before is None:
        return False
    after = read(trial.after.source.text)
    wanted = {_line(trial.before, change): change.text for change in trial.changes}
    return after is None or not alike(before, after, wanted)


def _line(syntax: Syntax, change: Change) -> int:
    """The line of a definition; 0 for the module."""
    return syntax.source.line_of(change.symbol.header.start) + 1 if change.symbol.qualname else 0


def _piece_contradicts(trial: Trial, change: Change) -> bool:
    """The same for the top-level statement around one change of a long file."""
    start, end = _piece(trial.before, change)
    before = read(trial.before.data[start:end].decode("utf-8", "surrogatepass"))
    if before is None:
        return False
    text = trial.after.data[trial.moved_end(start) : trial.moved_end(end)]
    after = read(text.decode("utf-8", "surrogatepass"))
    first = trial.before.source.line_of(start)
    inside = [one for one in trial.changes if start <= one.edit.span.start <= end]
    wanted = {max(0, _line(trial.before, one) - first): one.text for one in inside}
    return after is None or not alike(before, after, wanted)


def _piece(syntax: Syntax, change: Change) -> tuple[int, int]:
    """From the line of the top-level statement around a change to the end of its last line."""
    if not change.symbol.qualname:
        end = change.symbol.docstring.end if change.symbol.docstring else change.edit.span.end
        following = syntax.data.find(b"\n", end)
        return 0, len(syntax.data) if following < 0 else following + 1
    cursor = syntax.tree.walk()
    cursor.goto_first_child_for_byte(change.symbol.header.start)
    node = cursor.node
    start, end = (node.start_byte, node.end_byte) if node else (0, len(syntax.data))
    following = syntax.data.find(b"\n", max(end, change.edit.span.end))
    return (
        syntax.data.rfind(b"\n", 0, start) + 1,
        len(syntax.data) if following < 0 else following + 1,
    )


def alike(before: ast.AST, after: ast.AST, wanted: dict[int, str]) -> bool:
    """Whether two trees are equal but for the docstrings of ``wanted``, by line in ``before``."""
    left = dict(wanted)
    pairs: list[tuple[object, object]] = [(before, after)]
    while pairs:
        one, other = pairs.pop()
        if type(one) is not type(other):
            return False
        if isinstance(one, ast.AST):
            if isinstance(one, _HAVE_BODIES) and isinstance(other, _HAVE_BODIES):
                text = left.pop(0 if isinstance(one, ast.Module) else one.lineno, None)
                if text is not None:
                    if not _says(other, text):
                        return False
                    pairs.append((_code(one), _code(other)))
                    pairs += [(getattr(one, name), getattr(other, name)) for name in one._fields
                              if name != "body"]  # fmt: skip
                    continue
            pairs += [
                (getattr(one, name, None), getattr(other, name, None)) for name in one._fields
            ]
        elif isinstance(one, list) and isinstance(other, list):
            if len(one) != len(other):
                return False
            pairs += zip(one, other, strict=True)
        elif one != other and repr(one) != repr(other):
            return False
    return not left


def _says(node: Documented, text: str) -> bool:
    value = ast.get_docstring(node, clean=False)
    return value is not None and cleans_to(unspeakable(value), text)


def _code(node: Documented) -> list[ast.stmt]:
    return node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
