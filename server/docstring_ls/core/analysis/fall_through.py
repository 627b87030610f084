"""Whether the end of a block is reached."""

from __future__ import annotations

import re
from collections.abc import Callable

from tree_sitter import Node

from ..syntax import flat, own, statements

_ENDS = frozenset({"return_statement", "raise_statement", "continue_statement", "break_statement"})
# Calls behind which nothing may come any more.
_LAST_CALLS = re.compile(r"exit|fail|abort|error|raise|skip|die|quit|unreachable", re.I)


def falls_through(block: Node | None) -> bool | None:
    """Whether what follows a block may be reached; None where that is not certain."""
    last = next(reversed(statements(block)), None)
    if last is None:
        return True
    if last.type in _ENDS:
        return False
    known = _BY_TYPE.get(last.type)
    return known(last) if known is not None else True


def _if(node: Node) -> bool | None:
    branches = [node, *node.children_by_field_name("alternative")]
    has_else = branches[-1].type == "else_clause"
    kinds = [falls_through(_block(branch)) for branch in branches]
    return _any(*kinds, *(() if has_else else (True,)))


def _with(node: Node) -> bool | None:
    # The context manager may swallow an exception and go on.
    return falls_through(_block(node)) or None


def _try(node: Node) -> bool | None:
    clauses = {kind: [c for c in node.named_children if c.type == kind] for kind in _CLAUSES}
    last = clauses["finally_clause"]
    if last and falls_through(_block(last[0])) is False:
        return False
    plain = (clauses["else_clause"] or [node])[0]
    return _any(*(falls_through(_block(item)) for item in (plain, *clauses["except_clause"])))


def _while(node: Node) -> bool | None:
    if flat(node.child_by_field_name("condition")) not in ("True", "1"):
        return _for(node)
    return _is_broken(node)


def _for(node: Node) -> bool | None:
    others = node.children_by_field_name("alternative")
    return True if not others or _is_broken(node) else falls_through(_block(others[0]))


def _is_broken(loop: Node) -> bool:
    return any(_leaves(child, loop) for child in own(_block(loop)))


def _leaves(statement: Node, loop: Node) -> bool:
    """Whether a ``break`` is that of the loop, not of one in it."""
    if statement.type != "break_statement":
        return False
    outer = statement.parent
    while outer is not None and outer.type not in ("while_statement", "for_statement"):
        outer = outer.parent
    return outer == loop


def _match(node: Node) -> bool | None:
    cases = statements(node.child_by_field_name("body"))
    kinds = [falls_through(case.child_by_field_name("consequence")) for case in cases]
    last = cases[-1] if cases else None
    patterns = [flat(child) for child in last.named_children[:-1]] if last is not None else []
    whole = len(patterns) == 1 and patterns[0].isidentifier()
    return _any(*kinds) if whole or True in kinds else None


def _expression(node: Node) -> bool | None:
    return None if _LAST_CALLS.search(flat(node)) else True


def _assert(_: Node) -> bool | None:
    return None


def _block(node: Node) -> Node | None:
    """The block of a statement or clause."""
    return next((child for child in node.named_children if child.type == "block"), None)


def _any(*kinds: bool | None) -> bool | None:
    return True if True in kinds else (None if None in kinds else False)


_CLAUSES = ("except_clause", "else_clause", "finally_clause")
_BY_TYPE: dict[str, Callable[[Node], bool | None]] = {
    "if_statement": _if,
    "with_statement": _with,
    "try_statement": _try,
    "while_statement": _while,
    "for_statement": _for,
    "match_statement": _match,
    "expression_statement": _expression,
    "assert_statement": _assert,
}
