"""Where checkers that count statements would demand what is not true.

pydoclint and ruff's DOC rules don't follow control flow: a ``raise`` that is caught on the spot
counts as raised, a bare ``return`` as a result, and a generator without annotation can satisfy
neither of their rules. Where that happens no section can be both true and accepted.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from ..syntax import body_of, flat, own
from .facts import SectionKind
from .resolution import PropagatedException
from .returns import Outcomes, last_name

_ITERATORS = re.compile(r"([\w.]+\.)?(Async)?(Generator|Iterator|Iterable)(\[.*\])?", re.DOTALL)
_NAMED = frozenset({"identifier", "attribute", "call"})
_NOTHING = frozenset({"None", "NoReturn"})


def disagreements(
    function: Node,
    outcomes: Outcomes,
    written: tuple[str, ...],
    exceptions: tuple[PropagatedException, ...],
    is_property: bool,
) -> frozenset[SectionKind]:
    """The sections about which a checker and the truth differ.

    Args:
        function: The definition.
        outcomes: What it returns and yields.
        written: The names after ``raise`` as such checkers count them.
        exceptions: What leaves it.
        is_property: Whether no result is demanded of it.
    """
    sections = set()
    if _counts_raise(function, written, exceptions):
        sections.add(SectionKind.RAISES)
    if not is_property and _counts_return(function, outcomes):
        sections.add(SectionKind.RETURNS)
    if _counts_yield(function, outcomes):
        sections.add(SectionKind.YIELDS)
    return frozenset(sections)


def _counts_raise(
    function: Node, written: tuple[str, ...], exceptions: tuple[PropagatedException, ...]
) -> bool:
    direct = {item.exception for item in exceptions if item.certain and not item.via}
    if set(written) != direct or any(name.startswith(("self.", "cls.")) for name in written):
        return True
    raised = [node for node in own(body_of(function)) if node.type == "raise_statement"]
    return (bool(raised) and not direct) or any(
        node.named_children and node.named_children[0].type not in _NAMED for node in raised
    )


def counts_attributes(definition: Node) -> bool:
    """Whether checkers count a class's attributes differently: nested, bound twice or of others."""
    body = body_of(definition)
    targets = [
        (flat(node.child_by_field_name("left")), node)
        for node in own(body)
        if node.type == "assignment"
    ]
    names = [name for name, _ in targets]
    nested = any(
        node.parent is not None and node.parent.parent is not None and node.parent.parent != body
        for _, node in targets
    )
    return nested or len(set(names)) < len(names) or any("." in name for name in names)


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
