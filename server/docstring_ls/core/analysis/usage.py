"""What a function does with an argument, where one word tells it for certain."""

from __future__ import annotations

import builtins
import re

from tree_sitter import Node

from ..syntax import Within, body_of, flat, own_within

# What is passed to these is used in a way that says nothing about it.
_PLAIN = frozenset(dir(builtins)) - {"open", "exec", "eval", "compile"}
_PATTERNS = frozenset({"pattern_list", "tuple_pattern", "list_pattern"})
_CALLEE = re.compile(r"[\w.]{1,40}")


def uses_of(function: Node) -> dict[str, str]:
    """The first telling use of each name, as a sentence; names that are bound anew are left out."""
    found: dict[str, str] = {}
    bound: set[str] = set()
    for at in own_within(body_of(function)):
        if at.node.type == "identifier":
            name = flat(at.node)
            if _is_bound(at):
                bound.add(name)
            elif name not in found and (use := _use(at)):
                found[name] = use
    return {name: use for name, use in found.items() if name not in bound}


def _is_bound(at: Within) -> bool:
    child, outer = at.node, at.outer
    while outer is not None and outer.node.type in _PATTERNS:
        child, outer = outer
    if outer is None:
        return False
    parent = outer.node
    if parent.type in {"as_pattern_target", "delete_statement", "global_statement"}:
        return True
    return parent.child_by_field_name("left") == child or (
        parent.type == "named_expression" and parent.child_by_field_name("name") == child
    )


def _use(at: Within) -> str:
    if at.outer is None:
        return ""
    node, parent = at.node, at.outer.node
    if parent.type == "assignment" and parent.child_by_field_name("right") == node:
        target = parent.child_by_field_name("left")
        kept = re.fullmatch(r"self\.(\w+)", flat(target))
        return f"Kept as ``{kept[1]}``." if kept else ""
    if parent.type == "for_statement" and parent.child_by_field_name("right") == node:
        return "Iterated over."
    call = at.outer.outer
    if parent.type == "argument_list" and call is not None and call.node.type == "call":
        callee = flat(call.node.child_by_field_name("function"))
        telling = _CALLEE.fullmatch(callee) and callee not in _PLAIN
        return f"Passed to ``{callee}``." if telling else ""
    return ""
