"""Whether a call lets out what its callee raises now, later, or never."""

from __future__ import annotations

from enum import Enum

from tree_sitter import Node

from ..resolution import Deferral

_EXHAUSTING = frozenset(
    {
        *("list", "tuple", "set", "dict", "frozenset", "sorted", "sum", "min", "max", "any"),
        *("all", "next", "anext", "join", "deque", "extend", "update"),
        *("run", "run_until_complete"),
    }
)
_ENDS = frozenset({"block", "module", "lambda", "function_definition"})


class CallOutcome(Enum):
    """The three possible answers."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


def counts(node: Node, deferred: Deferral) -> CallOutcome:
    """Whether the exceptions of the thing used at ``node`` leave at that place.

    Args:
        node: The call, or the attribute where nothing is called.
        deferred: What sets the exceptions free.
    """
    if node.type == "attribute":
        return (
            CallOutcome.YES
            if deferred is Deferral.ACCESS and not _assigned(node)
            else CallOutcome.NO
        )
    if deferred in (Deferral.NONE, Deferral.ACCESS):
        return CallOutcome.YES if deferred is Deferral.NONE else CallOutcome.NO
    return _awaited(node) if deferred is Deferral.AWAIT else _iterated(node)


def _assigned(node: Node) -> bool:
    parent = node.parent
    return parent is not None and parent.child_by_field_name("left") == node


def _awaited(node: Node) -> CallOutcome:
    outer = node.parent
    if outer is not None and outer.type == "await":
        return CallOutcome.YES
    if _handed_to_exhausting(node):
        return CallOutcome.YES
    while outer is not None and outer.type not in _ENDS:
        if outer.type == "await":
            return CallOutcome.MAYBE
        outer = outer.parent
    return CallOutcome.MAYBE if _kept(node) else CallOutcome.NO


def _iterated(node: Node) -> CallOutcome:
    outer = node.parent
    if outer is None:
        return CallOutcome.NO
    if (
        outer.type in ("for_statement", "for_in_clause")
        and outer.child_by_field_name("right") == node
    ):
        lazy = outer.type == "for_in_clause" and _lazy(outer)
        return CallOutcome.MAYBE if lazy else CallOutcome.YES
    if outer.type == "yield" or outer.type == "list_splat" or _handed_to_exhausting(node):
        return CallOutcome.YES
    return CallOutcome.MAYBE if _kept(node) else CallOutcome.NO


def _lazy(clause: Node) -> bool:
    return clause.parent is not None and clause.parent.type == "generator_expression"


def _handed_to_exhausting(node: Node) -> bool:
    arguments = node.parent
    call = arguments.parent if arguments is not None and arguments.type == "argument_list" else None
    function = call.child_by_field_name("function") if call is not None else None
    if function is None or function.text is None:
        return False
    return function.text.decode("utf-8", "replace").rpartition(".")[2] in _EXHAUSTING


def _kept(node: Node) -> bool:
    """Whether the result goes on living here, so that it may yet be awaited or iterated."""
    outer = node.parent
    return outer is not None and outer.type not in ("return_statement", "expression_statement")
