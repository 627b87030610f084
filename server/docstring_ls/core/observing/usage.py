"""What a function does with an argument, where one word tells it for certain."""

from __future__ import annotations

import builtins
import re

from tree_sitter import Node

from ..reading.nodes import body_of, flat, own

# What is passed to these is used in a way that says nothing about it.
_PLAIN = frozenset(dir(builtins)) - {"open", "exec", "eval", "compile"}
_CALLEE = re.compile(r"[\w.]{1,40}")


def uses_of(function: Node) -> dict[str, str]:
    """The first telling use of each name, as a sentence; names that are bound anew are left out."""
    found: dict[str, str] = {}
    bound: set[str] = set()
    for node in own(body_of(function)):
        if node.type == "identifier":
            if _is_bound(node):
                bound.add(flat(node))
            elif flat(node) not in found and (told := _told(node)):
                found[flat(node)] = told
    return {name: told for name, told in found.items() if name not in bound}


def _is_bound(node: Node) -> bool:
    parent: Node | None = node.parent
    child: Node = node
    while parent is not None and parent.type in {"pattern_list", "tuple_pattern", "list_pattern"}:
        child, parent = parent, parent.parent
    if parent is None:
        return False
    if parent.type in {"as_pattern_target", "delete_statement", "global_statement"}:
        return True
    return parent.child_by_field_name("left") == child or (
        parent.type == "named_expression" and parent.child_by_field_name("name") == child
    )


def _told(node: Node) -> str:
    parent = node.parent
    if parent is None:
        return ""
    if parent.type == "assignment" and parent.child_by_field_name("right") == node:
        target = parent.child_by_field_name("left")
        kept = re.fullmatch(r"self\.(\w+)", flat(target))
        return f"Kept as ``{kept[1]}``." if kept else ""
    if parent.type == "for_statement" and parent.child_by_field_name("right") == node:
        return "Iterated over."
    call = parent.parent
    if parent.type == "argument_list" and call is not None and call.type == "call":
        callee = flat(call.child_by_field_name("function"))
        telling = _CALLEE.fullmatch(callee) and callee not in _PLAIN
        return f"Passed to ``{callee}``." if telling else ""
    return ""
