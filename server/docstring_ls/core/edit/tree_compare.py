"""Whether two trees are the same but for docstrings, looking only where something changed."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from .candidate import EditCandidate

_IGNORED = frozenset({"comment", "line_continuation"})


def unlike(trial: EditCandidate) -> bool:
    """Whether more than docstrings differs.

    A node whose bytes are untouched and whose extent is the same holds the same tree, so only
    nodes around a change are entered. Comments stand between tokens; where those are the same,
    so are they.
    """
    pairs = [(trial.before.tree.root_node, trial.after.tree.root_node)]
    while pairs:
        before, after = pairs.pop()
        if after.has_error and not before.has_error:
            return True
        inner = _pair(trial, before, after)
        if inner is None and not (before.has_error and _same_leaves(trial, before, after)):
            return True
        pairs.extend(inner or ())
    return False


def _pair(trial: EditCandidate, before: Node, after: Node) -> list[tuple[Node, Node]] | None:
    """The children that have to be compared in turn, None where the nodes differ."""
    old, new = list(_children(trial, before, old=True)), list(_children(trial, after, old=False))
    if len(old) != len(new):
        return None
    entered = []
    for old_child, new_child in zip(old, new, strict=True):
        if old_child.type != new_child.type or old_child.is_missing != new_child.is_missing:
            return None
        moved = not _same_extent(trial, old_child, new_child)
        if old_child.child_count and (
            moved or trial.edited.touches(old_child.start_byte, old_child.end_byte)
        ):
            entered.append((old_child, new_child))
        elif moved or old_child.has_error != new_child.has_error:
            return None
    return entered


def _children(trial: EditCandidate, node: Node, *, old: bool) -> Iterator[Node]:
    for child in node.children:
        if child.type in _IGNORED or _is_docstring(trial, child, old):
            continue
        if child.type == "block" and not any(
            item.type not in _IGNORED and not _is_docstring(trial, item, old)
            for item in child.children
        ):
            continue
        yield child


def _is_docstring(trial: EditCandidate, node: Node, old: bool) -> bool:
    if node.type != "expression_statement":
        return False
    return (trial.old if old else trial.new).has(node.start_byte, node.end_byte)


def _same_extent(trial: EditCandidate, old: Node, new: Node) -> bool:
    start, end = trial.moved(old.start_byte), trial.moved_end(old.end_byte)
    return (start, end) == (new.start_byte, new.end_byte)


def _same_leaves(trial: EditCandidate, before: Node, after: Node) -> bool:
    """Broken code may be grouped anew by a docstring; its tokens may not."""
    old = [(trial.moved(leaf.start_byte), leaf.text) for leaf in _leaves(trial, before, old=True)]
    new = [(leaf.start_byte, leaf.text) for leaf in _leaves(trial, after, old=False)]
    return old == new


def _leaves(trial: EditCandidate, node: Node, *, old: bool) -> Iterator[Node]:
    docstrings = trial.old if old else trial.new
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if docstrings.hold(node.start_byte, node.end_byte):
            continue
        if node.child_count:
            waiting.extend(reversed(node.children))
        elif node.end_byte > node.start_byte:
            yield node
