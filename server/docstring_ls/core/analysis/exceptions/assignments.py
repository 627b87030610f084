"""The names and the value of an assignment, chained ones included."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node


def targets(assignment: Node) -> Iterator[Node]:
    """The plain names that an assignment binds, chained ones included."""
    link: Node | None = assignment
    while link is not None and link.type == "assignment":
        left = link.child_by_field_name("left")
        if left is not None and left.type == "identifier":
            yield left
        link = link.child_by_field_name("right")


def value_of(assignment: Node) -> Node | None:
    """The value at the end of a chain of assignments."""
    right = assignment.child_by_field_name("right")
    while right is not None and right.type == "assignment":
        right = right.child_by_field_name("right")
    return right
