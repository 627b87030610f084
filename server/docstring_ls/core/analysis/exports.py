"""What a module offers to others."""

from __future__ import annotations

import ast

from tree_sitter import Node

from ..syntax import flat, statements, text, undecorated


def exports_of(root: Node) -> tuple[str, ...]:
    """``__all__`` where it can be read, else the public names that the module defines itself."""
    listed: list[str] = []
    public: list[str] = []
    declared = False
    for statement in statements(root):
        inner = undecorated(statement)
        if inner.type in {"function_definition", "class_definition"}:
            public.append(flat(inner.child_by_field_name("name")))
            continue
        assigned = (
            inner.named_children[0]
            if inner.type == "expression_statement" and inner.named_children
            else None
        )
        if assigned is None or assigned.type not in {"assignment", "augmented_assignment"}:
            continue
        name = flat(assigned.child_by_field_name("left"))
        if name == "__all__":
            declared = True
            listed += _strings(assigned.child_by_field_name("right"))
        elif name.isidentifier():
            public.append(name)
    names = listed if declared else [name for name in public if not name.startswith("_")]
    return tuple(dict.fromkeys(name for name in names if name))


def _strings(value: Node | None) -> list[str]:
    if value is None:
        return []
    try:
        listed = ast.literal_eval(text(value))
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return []
    return (
        [item for item in listed if isinstance(item, str)]
        if isinstance(listed, (list, tuple))
        else []
    )
