"""Where checkers that count statements would demand what is not true.

pydoclint and ruff's DOC rules don't follow control flow: a ``raise`` that is caught on the spot
counts as raised, a bare ``return`` as a result, and a generator without annotation can satisfy
neither of their rules. Where that happens no section can be both true and accepted.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from .nodes import body_of, flat, own
from .outcomes import Outcomes, last_name
from .resolution import Escape

_ITERATORS = re.compile(r"([\w.]+\.)?(Async)?(Generator|Iterator|Iterable)(\[.*\])?", re.DOTALL)
_NOTHING = frozenset({"None", "NoReturn"})


def disagreements(
    function: Node,
    outcomes: Outcomes,
    written: tuple[str, ...],
    escapes: tuple[Escape, ...],
    is_property: bool,
) -> frozenset[str]:
    """The sections about which a checker and the truth differ.

    Args:
        function: The definition.
        outcomes: What it returns and yields.
        written: The names after ``raise`` as such checkers count them.
        escapes: What leaves it.
        is_property: Whether no result is demanded of it.
    """
    found = set()
    if _counts_raise(function, written, escapes):
        found.add("raises")
    if not is_property and _counts_return(function, outcomes):
        found.add("returns")
    if _counts_yield(function, outcomes):
        found.add("yields")
    return frozenset(found)


def _counts_raise(function: Node, written: tuple[str, ...], escapes: tuple[Escape, ...]) -> bool:
    direct = {item.exception for item in escapes if item.certain and not item.via}
    if set(written) != direct or any(name.startswith(("self.", "cls.")) for name in written):
        return True
    raised = any(node.type == "raise_statement" for node in own(body_of(function)))
    return raised and not direct


def binds_elsewhere(definition: Node) -> bool:
    """Whether a class body sets attributes of other objects, which checkers take for its own."""
    return any(
        node.type == "assignment" and flat(node.child_by_field_name("left")).count(".") > 0
        for node in own(body_of(definition))
    )


def _counts_return(function: Node, outcomes: Outcomes) -> bool:
    if outcomes.returns is not None:
        return False
    annotation = flat(function.child_by_field_name("return_type"))
    if annotation:
        return last_name(annotation) not in _NOTHING and outcomes.yields is None
    return any(node.type == "return_statement" for node in own(body_of(function)))


def _counts_yield(function: Node, outcomes: Outcomes) -> bool:
    if outcomes.yields is None:
        return False
    body = list(own(body_of(function)))
    stands_alone = any(
        node.type == "yield"
        and node.parent is not None
        and node.parent.type == "expression_statement"
        for node in body
    )
    returned = any(node.type == "return_statement" for node in body)
    annotation = flat(function.child_by_field_name("return_type"))
    return not stands_alone or returned or not _ITERATORS.fullmatch(annotation)
