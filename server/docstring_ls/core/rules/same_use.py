"""What a body does with a name, so that two texts of it show whether one name became another."""

from __future__ import annotations

import ast
import builtins
import copy
import re
from collections import Counter
from dataclasses import dataclass
from textwrap import dedent

# What stands in place of the name looked at, and of every other that came or went beside it.
_MARK, _OTHER = "·", "∘"
_RECEIVERS = frozenset({"self", "cls"})
_PLAIN = frozenset(dir(builtins)) | _RECEIVERS | {_MARK, _OTHER, "_"}
_BODIES = ("body", "orelse", "finalbody", "handlers", "cases", "decorator_list")


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one text that the other has not.

    Attributes:
        came: Those of the later text alone.
        gone: Those of the earlier text alone.
        attributes: Whether they are attributes of ``self`` rather than parameters.
        both: Whether a parameter may also be kept as an attribute of its name.
    """

    came: frozenset[str]
    gone: frozenset[str]
    attributes: bool = False
    both: bool = False


def used_alike(earlier: str, old: str, later: str, new: str, names: Names) -> bool:
    """Whether a later body does with one name what an earlier one did with another.

    Most of its uses must be the same, one of them such as few other values have: being returned,
    compared with a number or kept under its own name shows nothing, unless all the rest of the body
    is the same too.

    Args:
        earlier: Source of the earlier definition.
        old: The name in it.
        later: Source of the later definition.
        new: The name in that.
        names: All names that came and went.
    """
    one = _body(earlier, old, names.gone, names)
    other = _body(later, new, names.came, names)
    if one is None or other is None or not one.uses or not other.uses:
        return False
    if not names.both and not names.attributes and one.whole == other.whole:
        return True
    before, after = Counter(one.uses), Counter(other.uses)
    shared = before & after
    telling = any(is_telling for _, is_telling in shared)
    return telling and 2 * shared.total() > max(before.total(), after.total())


def bindings(source: str) -> dict[str, set[str]]:
    """Names that a body binds, keeps or passes on something under → what it is there.

    ``self.title = name`` and ``super().__init__(title=name)`` both give ``title`` → ``name``.
    """
    tree = _parsed(source)
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.keyword) and node.arg:
            targets: list[str] = [node.arg]
        elif isinstance(node, ast.Assign):
            targets = [name for target in node.targets if (name := _bound(target))]
        elif isinstance(node, ast.AnnAssign):
            targets = [name for name in [_bound(node.target)] if name]
        else:
            continue
        if isinstance(node.value, ast.Name):
            for target in targets:
                found.setdefault(target, set()).add(node.value.id)
    return found


def _bound(target: ast.expr) -> str:
    if isinstance(target, ast.Name):
        return target.id
    return target.attr if isinstance(target, ast.Attribute) and _is_own(target) else ""


def _parsed(source: str) -> ast.stmt | None:
    """A definition's tree, or None where Python can't read it."""
    head = re.search(r"^([ \t]*)(?:async[ \t]+def|def|class)\b", source, re.M)
    try:
        body = ast.parse(dedent((head[1] if head else "") + source.lstrip(" \t"))).body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    return body[0] if body else None


@dataclass(frozen=True, slots=True)
class _Body:
    """A body with one name marked.

    Attributes:
        uses: What is done with the name, each with whether few other values have that done.
        whole: All of it.
    """

    uses: tuple[tuple[str, bool], ...]
    whole: str


def _body(source: str, name: str, others: frozenset[str], names: Names) -> _Body | None:
    tree = _parsed(source)
    if not isinstance(tree, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return None
    _mark(tree, name, others, names)
    body = ast.Module(tree.body, [])
    outer = {child: node for node in ast.walk(body) for child in ast.iter_child_nodes(node)}
    uses = [_use(node, outer) for node in ast.walk(body) if _is_marked(node)]
    return _Body(tuple(use for use in uses if use), ast.dump(body))


def _is_marked(node: ast.AST) -> bool:
    return _MARK in (getattr(node, "id", ""), getattr(node, "attr", ""))


def _use(node: ast.AST, outer: dict[ast.AST, ast.AST]) -> tuple[str, bool] | None:
    """The smallest piece of code around a name that other names make telling, else a statement."""
    inner, at = node, node
    while not isinstance(at, ast.stmt):
        inner, at = at, outer[at]
        if isinstance(at, ast.Call) and _identifiers(at.func) - _PLAIN:
            return _argument(at, inner), True
        if isinstance(at, (ast.expr, ast.stmt)) and _identifiers(_head(at)) - _PLAIN:
            return ast.dump(_head(at)), True
    stored = isinstance(at, (ast.Assign, ast.AnnAssign)) and _is_stored(at)
    return None if stored else (ast.dump(_head(at)), False)


def _argument(call: ast.Call, given: ast.AST) -> str:
    """Which argument of a call something is, whatever else is passed."""
    place = given.arg if isinstance(given, ast.keyword) else None
    if isinstance(given, ast.expr) and given in call.args:
        place = str(call.args.index(given))
    return f"{ast.dump(call.func)} {place}: {ast.dump(given)}"


def _is_stored(node: ast.Assign | ast.AnnAssign) -> bool:
    """Whether a value is only kept under its own name."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = [_bound(target) for target in targets]
    return names == [_MARK] and getattr(node.value, "id", "") == _MARK


def _head(node: ast.AST) -> ast.AST:
    """A statement without the statements in it."""
    bare = copy.copy(node)
    for name in _BODIES:
        if isinstance(node, ast.stmt) and hasattr(bare, name):
            setattr(bare, name, [])
    return bare


def _identifiers(node: ast.AST) -> set[str]:
    found: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            found.add(inner.id)
        elif isinstance(inner, ast.Attribute):
            found.add(inner.attr)
        elif isinstance(inner, ast.keyword) and inner.arg:
            found.add(inner.arg)
    return found


def _mark(tree: ast.stmt, name: str, others: frozenset[str], names: Names) -> None:
    """Put the marks in place of names."""
    marks = dict.fromkeys(others, _OTHER) | {name: _MARK}
    own = names.attributes or names.both
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not names.attributes:
            node.id = marks.get(node.id, node.id)
        elif isinstance(node, ast.Attribute) and own and _is_own(node):
            node.attr = marks.get(node.attr, node.attr)


def _is_own(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in _RECEIVERS
