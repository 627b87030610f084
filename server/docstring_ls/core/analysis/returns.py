"""What a function returns and yields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tree_sitter import Node

from ..problems import Location
from ..syntax import body_of, flat, own, place
from ..text import Source
from .facts import Outcome, ResultKind, ResultPath
from .fall_through import falls_through
from .resolution import Inferred

_NOTHING = frozenset({"None", "NoReturn", "Never"})
_ONE = frozenset({"Iterator", "Iterable", "AsyncIterator", "AsyncIterable"})
_THREE = frozenset({"Generator", "AsyncGenerator"})


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What leaves a function, apart from exceptions."""

    returns: Outcome | None = None
    yields: Outcome | None = None
    never: bool = False
    paths: tuple[ResultPath, ...] = ()


def outcomes_of(
    source: Source, function: Node, empty: bool, inferred: tuple[Inferred, ...] = ()
) -> Outcomes:
    """Read the own ``return`` and ``yield`` statements and the annotation.

    Args:
        source: The text that holds the function.
        function: Its definition.
        empty: Whether the body does nothing by design, so that the annotation is the only evidence.
        inferred: What a resolver found out about the result.
    """
    annotation = flat(function.child_by_field_name("return_type"))
    if re.fullmatch(r"(['\"])[^'\"]*\1", annotation):
        annotation = annotation[1:-1]
    body = body_of(function)
    returned = [node for node in own(body) if node.type == "return_statement"]
    yielded = [node for node in own(body) if node.type == "yield"]
    if yielded:
        return _generator(source, annotation, returned, yielded)
    paths = tuple(_paths(source, body, returned))
    values = [node for node in returned if _value(node)]
    if last_name(annotation) in _NOTHING:
        return Outcomes(never=last_name(annotation) != "None", paths=paths)
    if not values and not (annotation and empty):
        return Outcomes(paths=paths)
    evidence = place(source, values[0] if values else function)
    maybe_none = any(path.kind is not ResultKind.VALUE for path in paths)
    outcome = Outcome(evidence, annotation, "", _texts(values), maybe_none=maybe_none)
    return Outcomes(_with_inferred(outcome, inferred), paths=paths)


def _paths(source: Source, body: Node | None, returned: list[Node]) -> Iterator[ResultPath]:
    """Each ``return``, and the end of the body where it is reached."""
    for node in returned:
        if _value(node) is not None:
            yield ResultPath(ResultKind.VALUE, place(source, node), flat(_value(node)))
        else:
            kind = ResultKind.NONE if node.named_children else ResultKind.NOTHING
            yield ResultPath(kind, place(source, node))
    reached = falls_through(body)
    if reached is not False and body is not None:
        kind = ResultKind.END if reached else ResultKind.MAYBE_END
        yield ResultPath(kind, Location(source.path, body.end_point.row + 1))


def _generator(
    source: Source, annotation: str, returned: list[Node], yielded: list[Node]
) -> Outcomes:
    item, result = _generated(annotation)
    values = [node for node in returned if _value(node)]
    yields = Outcome(
        place(source, yielded[0]),
        item,
        expressions=_texts(yielded),
        receives=any(_receives(node) for node in yielded),
    )
    returns = Outcome(place(source, values[0]), result, "", _texts(values)) if values else None
    return Outcomes(returns, yields)


def _generated(annotation: str) -> tuple[str, str]:
    """The types that a generator's annotation gives to its items and its result."""
    match = re.fullmatch(r"([\w.]+)\[(.*)\]", annotation, re.DOTALL)
    if not match:
        return "", ""
    name, parts = last_name(match[1]), _split_types(match[2])
    if name in _ONE and len(parts) == 1:
        return parts[0], ""
    if name in _THREE and parts:
        return parts[0], parts[2] if len(parts) > 2 and parts[2] not in _NOTHING else ""
    return "", ""


def _split_types(text: str) -> list[str]:
    """Split at the commas that no bracket encloses."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(text):
        depth += (char in "[(") - (char in "])")
        if char == "," and depth == 0:
            parts.append(text[start:at].strip())
            start = at + 1
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def last_name(dotted: str) -> str:
    """The last identifier of a dotted name."""
    return dotted.strip("\"' ").rsplit(".", 1)[-1]


def _value(node: Node) -> Node | None:
    """What the statement gives, unless that is nothing or None."""
    values = [child for child in node.named_children if child.type != "comment"]
    if not values or values[0].type == "none":
        return None
    return values[0]


def _texts(nodes: list[Node]) -> tuple[str, ...]:
    sources = (flat(value) for node in nodes if (value := _value(node)) is not None)
    return tuple(dict.fromkeys(sources))


def _receives(node: Node) -> bool:
    return node.parent is not None and node.parent.type != "expression_statement"


def _with_inferred(outcome: Outcome, inferred: tuple[Inferred, ...]) -> Outcome:
    for item in inferred:
        if item.name == "return" and item.type and not outcome.annotation:
            return replace(outcome, inferred=item.type, certain=item.certain)
    return outcome
