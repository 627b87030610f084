"""Judges one docstring edit with ``ast`` and ``tokenize``, without any of the server's code."""

from __future__ import annotations

import ast
import io
import tokenize
from dataclasses import dataclass
from functools import lru_cache

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
# Tokens are compared for definitions up to so many lines.
WINDOW = 400


@dataclass(frozen=True)
class Target:
    """One definition, as ``ast`` sees it; ``path`` leads to it by indices of bodies."""

    node: ast.Module | Definition
    path: tuple[tuple[str, int], ...]


def judge(text: str, tree: ast.Module, target: Target, new: str, wanted: str, turn: int) -> str:
    """What is wrong with the new text, or nothing."""
    try:
        after = ast.parse(new)
    except (SyntaxError, ValueError) as error:
        return f"Python can't read it: {error}"
    node = followed(after, target.path, tree, target.node)
    if node is None or type(node) is not type(target.node):
        return "the definition is not where it was"
    if getattr(node, "name", "") != getattr(target.node, "name", ""):
        return "the definition has another name"
    if ast.get_docstring(node, clean=True) != wanted:
        return f"get_docstring gives {ast.get_docstring(node, clean=True)!r}"
    return (
        outside(text, target.node, new)
        or structure(tree, after, target)
        or tokens(text, target.node, new, node)
        or (whole(tree, target.node, after, node) if turn % 50 == 0 else "")
    )


def followed(
    after: ast.AST, path: tuple[tuple[str, int], ...], before: ast.AST, last: ast.AST
) -> ast.AST | None:
    """The node at the same path; the module's own docstring shifts what stands behind it."""
    node: ast.AST | None = after
    for name, index in path:
        value = getattr(node, name, None)
        items = value if isinstance(value, list) else [value]
        node = items[index] if index < len(items) else None
    return node


@lru_cache(maxsize=2)
def lines_of(data: bytes) -> list[bytes]:
    """Lines with their ends, as Python counts them."""
    return data.splitlines(keepends=True)


def outside(text: str, node: ast.AST, new: str) -> str:
    """Everything but the docstring, or the place where it came, keeps its bytes."""
    old_data, new_data = text.encode("utf-8", "surrogatepass"), new.encode("utf-8", "surrogatepass")
    doc = docstring_node(node)
    if doc is None:
        start = common(old_data, new_data)
        tail = common(old_data[start:][::-1], new_data[start:][::-1])
        gone = old_data[start : len(old_data) - tail]
        return "" if not gone.strip(b" \t\f\\\r\n") else f"lost {gone[:60]!r}"
    lines = lines_of(old_data)
    bom = 3 if text.startswith("\ufeff") else 0
    begin = (
        sum(map(len, lines[: doc.lineno - 1])) + doc.col_offset + (bom if doc.lineno == 1 else 0)
    )
    ends = sum(map(len, lines[: doc.end_lineno - 1])) + doc.end_col_offset
    ends += bom if doc.end_lineno == 1 else 0
    begin, ends = bracketed(old_data, begin, ends)
    if old_data[:begin] != new_data[:begin]:
        return "text before the docstring differs"
    behind = old_data[ends:]
    return "" if new_data.endswith(behind) else "text behind the docstring differs"


def bracketed(data: bytes, begin: int, ends: int) -> tuple[int, int]:
    """The brackets around a docstring belong to it, though not to its node."""
    while True:
        left = len(data[:begin].rstrip(b" \t\r\n\f\\"))
        if data[left - 1 : left] != b"(":
            return begin, ends
        right = ends + len(data[ends:]) - len(data[ends:].lstrip(b" \t\r\n\f\\"))
        while data[right : right + 1] == b"#":
            right = data.find(b"\n", right)
            right += len(data[right:]) - len(data[right:].lstrip(b" \t\r\n\f\\"))
        if data[right : right + 1] != b")":
            return begin, ends
        begin, ends = left - 1, right + 1


def common(one: bytes, other: bytes) -> int:
    """Length of the common beginning, by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def docstring_node(node: ast.AST) -> ast.expr | None:
    first = node.body[0] if node.body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        return first.value if isinstance(first.value.value, str) else None
    return None


def structure(before: ast.Module, after: ast.Module, target: Target) -> str:
    """Siblings along the path are the same; so is the target, but for its string."""
    one, other = before, after
    for name, index in target.path:
        for field_name in one._fields:
            olds, news = getattr(one, field_name), getattr(other, field_name)
            if not isinstance(olds, list):
                continue
            if len(olds) != len(news):
                return f"{field_name} has {len(news)} entries, had {len(olds)}"
            for left, right in zip(olds, news, strict=True):
                if type(left) is not type(right) or extent(left) != extent(right):
                    return "a neighbour changed"
        olds, news = getattr(one, name), getattr(other, name)
        one = olds[index] if isinstance(olds, list) else olds
        other = news[index] if isinstance(news, list) else news
    return "" if bare(one) == bare(other) else "the definition's tree changed"


def extent(node: ast.AST) -> tuple[int, int]:
    """Lines alone move; what a definition gains is looked at when it is entered."""
    if isinstance(node, Definition) or not hasattr(node, "lineno") or hasattr(node, "body"):
        return 0, 0
    return node.end_lineno - node.lineno, node.end_col_offset


def bare(node: ast.AST) -> str:
    """The dump without the docstring; a module's by its statements' own beginnings."""
    cut = node.body[1:] if docstring_node(node) is not None else node.body
    if isinstance(node, ast.Module):
        return str([(type(item).__name__, getattr(item, "name", "")) for item in cut])
    kept, node.body = node.body, cut
    try:
        return ast.dump(node)
    finally:
        node.body = kept


def whole(before: ast.Module, one: ast.AST, after: ast.Module, other: ast.AST) -> str:
    """The whole trees are the same but for the docstring."""
    dumps = []
    for tree, node in ((before, one), (after, other)):
        kept = node.body
        node.body = kept[1:] if docstring_node(node) is not None else kept
        dumps.append(ast.dump(tree))
        node.body = kept
    return "" if dumps[0] == dumps[1] else "the whole tree changed"


def tokens(text: str, one: ast.AST, new: str, other: ast.AST) -> str:
    """Names, numbers, operators, strings and comments are the same but for the docstring."""
    if isinstance(one, ast.Module) or one.end_lineno - one.lineno > WINDOW:
        return ""
    return "" if spelled(text, one) == spelled(new, other) else "tokens differ"


def spelled(text: str, node: ast.AST) -> list[str]:
    lines = [
        line.decode("utf-8", "surrogatepass")
        for line in lines_of(text.encode("utf-8", "surrogatepass"))
    ]
    own = (
        "".join(lines[node.lineno - 1 : node.end_lineno]).replace("\r\n", "\n").replace("\r", "\n")
    )
    doc = docstring_node(node)
    kept = {tokenize.NAME, tokenize.NUMBER, tokenize.OP, tokenize.STRING, tokenize.COMMENT}
    found = []
    for token in tokenize.generate_tokens(io.StringIO(own).readline):
        line = token.start[0] + node.lineno - 1
        if (
            doc is not None
            and doc.lineno <= line <= doc.end_lineno
            and token.type == tokenize.STRING
        ):
            continue
        if token.type in kept and not (doc is not None and doc.lineno <= line <= doc.end_lineno
                                       and token.string in "()"):  # fmt: skip
            found.append(token.string)
    return found
