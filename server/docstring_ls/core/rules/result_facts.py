"""What the code says of a result: whether None comes out, and whether anything does."""

from __future__ import annotations

import ast
import re
from functools import lru_cache

from ..analysis import Facts, ResultKind
from ..syntax import SymbolKind
from .expression_types import may_be_none

# Names in an annotation that may stand for anything: type variables, aliases that say so.
_ANYTHING = re.compile(r"Any|object|TypeVar|_?[A-Z]|\w*T|T[A-Z]?\w{0,2}|_?T_\w*|\w*Maybe\w*")
_NONE = frozenset({"None", "Optional", "NoneType"})


def may_result_be_none(facts: Facts) -> bool | None:
    """Whether None may come out of a function; None where the code does not tell."""
    if facts.kind not in (SymbolKind.FUNCTION, SymbolKind.METHOD) or facts.yields is not None:
        return None
    if facts.returns is None:
        return None if facts.is_abstract or facts.decorators else True
    kinds = [may_be_none(text) for text in facts.returns.expressions]
    ways = {path.kind for path in facts.paths}
    passes = True if ResultKind.END in ways else None if ResultKind.MAYBE_END in ways else False
    annotated = may_annotated_be_none(facts.returns.annotation)
    if ways & {ResultKind.NONE, ResultKind.NOTHING} or annotated or True in kinds:
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
