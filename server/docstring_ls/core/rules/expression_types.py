"""The type that an expression certainly has, from its form alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

_DISPLAYS: dict[type[ast.expr], str] = {
    ast.JoinedStr: "str",
    ast.List: "list",
    ast.ListComp: "list",
    ast.Dict: "dict",
    ast.DictComp: "dict",
    ast.Set: "set",
    ast.SetComp: "set",
    ast.Tuple: "tuple",
    ast.GeneratorExp: "generator",
    ast.Compare: "bool",
}
_CALLS = {
    "str": "str", "repr": "str", "format": "str", "chr": "str", "int": "int", "len": "int",
    "ord": "int", "hash": "int", "id": "int", "float": "float", "bool": "bool",
    "isinstance": "bool",
    "issubclass": "bool", "hasattr": "bool", "callable": "bool", "any": "bool", "all": "bool",
    "bytes": "bytes", "list": "list", "sorted": "list", "dir": "list", "dict": "dict",
    "tuple": "tuple", "divmod": "tuple", "set": "set",
}  # fmt: skip
_METHODS = {
    "format": "str", "lower": "str", "upper": "str", "strip": "str", "lstrip": "str",
    "rstrip": "str",
    "title": "str", "decode": "str", "hexdigest": "str", "isoformat": "str", "strftime": "str",
    "encode": "bytes", "digest": "bytes", "startswith": "bool", "endswith": "bool",
    "isdigit": "bool", "splitlines": "list", "total_seconds": "float",
}  # fmt: skip


def type_of_all(expressions: Iterable[str]) -> str:
    """The types of expressions as a union, or empty where one of them is not known."""
    types = [_type_of(text) for text in expressions]
    return " | ".join(dict.fromkeys(types)) if types and all(types) else ""


def may_be_none(source: str) -> bool | None:
    """Whether an expression may be None; None where its form does not tell."""
    try:
        return _may_be_none(ast.parse(source.strip(), mode="eval").body)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


def _may_be_none(node: ast.expr) -> bool | None:
    if isinstance(node, ast.IfExp):
        both = (_may_be_none(node.body), _may_be_none(node.orelse))
        return True if True in both else (None if None in both else False)
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        return _may_be_none(node.values[-1])
    if isinstance(node, ast.Call):
        name = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        if name in _PERHAPS and len(node.args) + len(node.keywords) <= _PERHAPS[name]:
            return True
        if name in _FALLING_BACK and any(map(_is_none, node.args)):
            return True
    if _is_something(node):
        return False
    known = _type(node)
    return "None" in known.split(" | ") if known else None


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_something(node: ast.expr) -> bool:
    """Whether an expression of unknown type still gives something: an instance, a calculation."""
    if isinstance(node, ast.Name):
        return node.id in {"self", "cls"}
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
        return called == "cls" or re.fullmatch(r"_*[A-Z]+[a-z]\w*", called) is not None
    return isinstance(node, (ast.BinOp, ast.Lambda))


# Calls that give None where nothing is found, with the most arguments with which they do.
_PERHAPS = {
    "get": 1, "match": 9, "search": 9, "fullmatch": 9, "getenv": 1, "find_spec": 9, "poll": 9,
    "getmodule": 9, "getdoc": 9, "which": 9,
}  # fmt: skip
# Calls that give their last argument where there is nothing else.
_FALLING_BACK = frozenset({"get", "getattr", "next", "pop", "setdefault", "getenv"})


def _type_of(source: str) -> str:
    try:
        return _type(ast.parse(source.strip(), mode="eval").body)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return ""


def _type(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return type(node.value).__name__ if node.value is not None else "None"
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return "bool"
    if isinstance(node, ast.IfExp):
        both = {_type(node.body), _type(node.orelse)}
        return "" if "" in both else " | ".join(sorted(both))
    if isinstance(node, ast.Call):
        return _called(node)
    return _DISPLAYS.get(type(node), "")


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name):
        return _CALLS.get(node.func.id, "")
    if isinstance(node.func, ast.Attribute):
        if node.func.attr == "join" and isinstance(node.func.value, ast.Constant):
            return type(node.func.value.value).__name__
        return _METHODS.get(node.func.attr, "")
    return ""
