"""Two versions of a file whose code is the same: which docstrings differ, and how."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass

Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Pair:
    """One symbol whose docstring changed while its file's code did not.

    Attributes:
        code: Its source before the change, decorators and docstring included.
        parameters: Names as the signature has them (a class: those of ``__init__``), with the
            source of their defaults, empty where there is none.
    """

    name: str
    node: Documented
    old: str
    new: str
    code: str
    parameters: dict[str, str]


def docstring_changes(before: str, after: str) -> tuple[Pair, ...]:
    """The changed docstrings, or nothing where the code changed too or can't be read."""
    try:
        old, new = ast.parse(before), ast.parse(after)
    except (SyntaxError, ValueError, RecursionError):
        return ()
    olds, news = list(_documented(old)), list(_documented(new))
    if len(olds) != len(news):
        return ()
    pairs = [
        (name, node, first, ast.get_docstring(other) or "")
        for (name, node), (_, other) in zip(olds, news, strict=True)
        if (first := ast.get_docstring(node)) and first != ast.get_docstring(other)
    ]
    if not pairs or _bare(before) != _bare(after):
        return ()
    return tuple(
        Pair(name, node, first, last, _code(before, node), parameters(node))
        for name, node, first, last in pairs
    )


def parameters(node: Documented) -> dict[str, str]:
    """The names a caller may pass, without ``self`` and ``cls``, with their defaults."""
    if isinstance(node, ast.ClassDef):
        inits = [
            item
            for item in node.body
            if isinstance(item, ast.FunctionDef) and item.name in ("__init__", "__new__")
        ]
        return parameters(inits[0]) if inits else {}
    given = node.args
    positional = given.posonlyargs + given.args
    absent = [None] * (len(positional) - len(given.defaults))
    defaults = [*absent, *given.defaults, *given.kw_defaults]
    named = zip(positional + given.kwonlyargs, defaults, strict=True)
    found = {item.arg: ast.unparse(value) if value else "" for item, value in named}
    found |= {star.arg: "" for star in (given.vararg, given.kwarg) if star}
    return {name: value for name, value in found.items() if name not in ("self", "cls")}


def _documented(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, Documented]]:
    for child in ast.iter_child_nodes(tree):
        inside = prefix
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield prefix + child.name, child
            inside = f"{prefix}{child.name}."
        yield from _documented(child, inside)


def _bare(text: str) -> str:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and _is_text(body[0]):
            body[0].value.value = ""
    return ast.dump(tree)


def _is_text(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _code(text: str, node: Documented) -> str:
    first = min([node.lineno, *(item.lineno for item in node.decorator_list)])
    return inspect.cleandoc("\n" + "\n".join(text.split("\n")[first - 1 : node.end_lineno]))
