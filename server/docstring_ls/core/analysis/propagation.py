"""Exceptions that leave a symbol, with what a resolver knows of its callees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..syntax import Symbol, Syntax
from .exceptions.leaving import leaving, written
from .facts import RaisesScope
from .resolution import PropagatedException, Resolution

_NESTING = frozenset(
    {
        *("if_statement", "elif_clause", "else_clause", "for_statement", "while_statement"),
        *("try_statement", "except_clause", "finally_clause", "match_statement", "case_clause"),
        *("with_statement", "conditional_expression"),
    }
)


def exceptions_of(
    syntax: Syntax, symbol: Symbol, resolution: Resolution, raises: RaisesScope
) -> tuple[PropagatedException, ...]:
    """What leaves the symbol, or only what is raised in it."""
    escaping = raises is RaisesScope.ESCAPING
    by_use = _by_use(resolution) if escaping else {}
    found = leaving(syntax, symbol, lambda offset: by_use.get(offset, ()), _bases(resolution))
    wanted = (item for item in found if escaping or not item.via)
    return tuple(_judged(syntax, item) for item in wanted)


def _judged(syntax: Syntax, propagated: PropagatedException) -> PropagatedException:
    """The exception, marked where its condition is only one of several."""
    if not propagated.condition or propagated.via:
        return propagated
    return replace(propagated, partial=not _guards_alone(syntax, propagated.place.line))


def _guards_alone(syntax: Syntax, line: int) -> bool:
    """Whether the ``raise`` of a line stands in an ``if`` directly in the function's body."""
    if line > len(syntax.source.line_starts):
        return False
    span = syntax.source.line_span(line - 1)
    text = syntax.source.slice(span)
    start = span.start + len(text) - len(text.lstrip())
    node = syntax.tree.root_node.descendant_for_byte_range(start, start)
    kinds: list[str] = []
    while node is not None and node.type != "function_definition":
        kinds.append(node.type)
        node = node.parent
    return [kind for kind in kinds if kind in _NESTING] == ["if_statement"]


def counted(syntax: Syntax, symbol: Symbol) -> tuple[str, ...]:
    """The names after ``raise`` as checkers count them, caught or not."""
    return written(syntax, symbol)


def _by_use(resolution: Resolution) -> dict[int, tuple[PropagatedException, ...]]:
    found: dict[int, tuple[PropagatedException, ...]] = {}
    for definition in resolution.definitions:
        for offset in definition.uses if definition.exceptions else ():
            sure = definition.certain
            new = (replace(item, certain=item.certain and sure) for item in definition.exceptions)
            found[offset] = (*found.get(offset, ()), *new)
    return found


def _bases(resolution: Resolution) -> Callable[[str], tuple[str, ...]]:
    known = {item.written: item.bases for item in resolution.definitions if item.bases}
    return lambda name: known.get(name, ())
