"""What the code says of a result: whether None comes out, and whether anything does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache

from ..analysis import Facts
from ..syntax import SymbolKind
from .expression_types import may_be_none
from .update_context import dedented

# Names in an annotation that may stand for anything: type variables, aliases that say so.
_ANYTHING = re.compile(r"Any|object|TypeVar|_?[A-Z]|\w*T|T[A-Z]?\w{0,2}|_?T_\w*|\w*Maybe\w*")
_NONE = frozenset({"None", "Optional", "NoneType"})
# Calls behind which nothing may come any more.
_LAST_CALLS = re.compile(r"exit|fail|abort|error|raise|skip|die|quit|unreachable", re.I)
_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def may_result_be_none(facts: Facts) -> bool | None:
    """Whether None may come out of a function; None where the code does not tell."""
    if facts.kind not in (SymbolKind.FUNCTION, SymbolKind.METHOD) or facts.yields is not None:
        return None
    if facts.returns is None:
        return None if facts.is_abstract or facts.decorators else True
    kinds = [may_be_none(text) for text in facts.returns.expressions]
    explicit, passes = _paths_without_value(facts.source)
    annotated = may_annotated_be_none(facts.returns.annotation)
    if explicit or annotated or True in kinds:
        return True
    if annotated is False:
        return False
    if passes:
        return True
    return None if passes is None or None in kinds or not kinds else False


@lru_cache(1_000)
def may_annotated_be_none(annotation: str) -> bool | None:
    """Whether a value of an annotated type may be None; None where it may be anything."""
    if not annotation:
        return None
    try:
        parts = _alternatives(ast.parse(annotation.strip("'\" "), mode="eval").body)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    names = [_name(part) for part in parts]
    if _NONE & {*names}:
        return True
    return None if any(not name or _ANYTHING.fullmatch(name) for name in names) else False


def _alternatives(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp):
        return [*_alternatives(node.left), *_alternatives(node.right)]
    if isinstance(node, ast.Subscript) and _name(node.value) in {"Union", "Annotated", "Literal"}:
        inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return [each for part in inner for each in _alternatives(part)]
    return [node]


def _name(node: ast.expr) -> str:
    """The last name of what stands in an annotation."""
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    if isinstance(node, ast.Constant):
        return str(node.value) if not isinstance(node.value, str) else node.value.rpartition(".")[2]
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


@lru_cache(200)
def _paths_without_value(source: str) -> tuple[bool, bool | None]:
    """Whether a ``return`` gives None, and whether the end of the body may be reached."""
    try:
        tree = ast.parse(dedented(source))
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False, None
    function = next((node for node in tree.body if isinstance(node, _INNER[:2])), None)
    if function is None:
        return False, None
    returned = [node.value for node in _own(function.body) if isinstance(node, ast.Return)]
    return any(map(_is_none, returned)), _passes(function.body)


def _own(body: list[ast.stmt]) -> Iterator[ast.AST]:
    waiting: list[ast.AST] = list(body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, _INNER):
            waiting += ast.iter_child_nodes(node)


def _is_none(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value is None)


def _passes(body: list[ast.stmt]) -> bool | None:
    """Whether what follows a block may be reached; None where that is not certain."""
    last = body[-1]
    if isinstance(last, (ast.Return, ast.Raise, ast.Continue, ast.Break)):
        return False
    if isinstance(last, ast.If):
        return _any((_passes(last.body), _passes(last.orelse) if last.orelse else True))
    if isinstance(last, (ast.With, ast.AsyncWith)):
        return _passes(last.body) or None  # It may swallow an exception and go on.
    if isinstance(last, ast.Try):
        return _passes_try(last)
    if isinstance(last, ast.While) and isinstance(last.test, ast.Constant):
        return any(isinstance(node, ast.Break) for node in _own(last.body))
    if isinstance(last, ast.Match):
        return None if all(_passes(case.body) is False for case in last.cases) else True
    if isinstance(last, ast.Assert) or (
        isinstance(last, ast.Expr) and _LAST_CALLS.search(ast.unparse(last))
    ):
        return None
    return True


def _passes_try(last: ast.Try) -> bool | None:
    if last.finalbody and _passes(last.finalbody) is False:
        return False
    blocks = (last.orelse or last.body, *(handler.body for handler in last.handlers))
    return _any(tuple(map(_passes, blocks)))


def _any(kinds: tuple[bool | None, ...]) -> bool | None:
    return True if True in kinds else (None if None in kinds else False)
