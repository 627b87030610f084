"""Whether two trees are the same but for docstrings, looking only where something changed."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from .candidate import EditCandidate

_IGNORED = frozenset({"comment", "line_continuation"})


def unlike(candidate: EditCandidate) -> bool:
    """Whether more than docstrings differs.

    A node whose bytes are untouched and whose extent is the same holds the same tree, so only
    nodes around a change are entered. Comments stand between tokens; where those are the same,
    so are they.
    """
    pairs = [(candidate.before.tree.root_node, candidate.after.tree.root_node)]
    while pairs:
        before, after = pairs.pop()
        if after.has_error and not before.has_error:
            return True
        inner = _pair(candidate, before, after)
        if inner is None and not (before.has_error and _same_leaves(candidate, before, after)):
            return True
        pairs.extend(inner or ())
    return False


def _pair(candidate: EditCandidate, before: Node, after: Node) -> list[tuple[Node, Node]] | None:
    """The children that have to be compared in turn, None where the nodes differ."""
    old, new = (
        list(_children(candidate, before, old=True)),
        list(_children(candidate, after, old=False)),
    )
    if len(old) != len(new):
        return None
    entered = []
    for old_child, new_child in zip(old, new, strict=True):
        if old_child.type != new_child.type or old_child.is_missing != new_child.is_missing:
            return None
        moved = not _same_extent(candidate, old_child, new_child)
        if old_child.child_count and (
            moved or candidate.edited.touches(old_child.start_byte, old_child.end_byte)
        ):
            entered.append((old_child, new_child))
        elif moved or old_child.has_error != new_child.has_error:
            return None
    return entered


def _children(candidate: EditCandidate, node: Node, *, old: bool) -> Iterator[Node]:
    for child in node.children:
        if child.type in _IGNORED or _is_docstring(candidate, child, old):
            continue
        if child.type == "block" and not any(
            item.type not in _IGNORED and not _is_docstring(candidate, item, old)
            for item in child.children
        ):
            continue
        yield child


def _is_docstring(candidate: EditCandidate, node: Node, old: bool) -> bool:
    if node.type != "expression_statement":
        return False
    return (candidate.old if old else candidate.new).has(node.start_byte, node.end_byte)


def _same_extent(candidate: EditCandidate, old: Node, new: Node) -> bool:
    start, end = candidate.moved(old.start_byte), candidate.moved_end(old.end_byte)
    return (start, end) == (new.start_byte, new.end_byte)


def _same_leaves(candidate: EditCandidate, before: Node, after: Node) -> bool:
    """Broken code may be grouped anew by a docstring; its tokens may not."""
    old = [
        (candidate.moved(leaf.start_byte), leaf.text)
        for leaf in _leaves(candidate, before, old=True)
    ]
    new = [(leaf.start_byte, leaf.text) for leaf in _leaves(candidate, after, old=False)]
    return old == new


def _leaves(candidate: EditCandidate, node: Node, *, old: bool) -> Iterator[Node]:
    docstrings = candidate.old if old else candidate.new
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if docstrings.hold(node.start_byte, node.end_byte):
            continue
        if node.child_count:
            waiting.extend(reversed(node.children))
        elif node.end_byte > node.start_byte:
            yield node
