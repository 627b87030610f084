"""What can carry a docstring, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..text import Span


class SymbolKind(StrEnum):
    """What a symbol is; a function directly in a class body is a method."""

    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function"
    METHOD = "method"


@dataclass(frozen=True)
class Symbol:
    """A module, class, function or method of one Source.

    Attributes:
        kind: What it is.
        name: Its own name; for a module the file's stem.
        qualname: Dotted name within the file (``Outer.method``); empty for a module.
        span: From the first decorator to the end of the body.
        header: From ``async``/``def``/``class`` to the colon; for a module empty, at its start.
        name_span: The name in the header.
        body: From the first statement of the body to the end of the last; None where there is none.
        docstring: The whole docstring expression (brackets and all concatenated parts), or None.
        decorators: The decorators' source texts, without the ``@``.
        is_async: Whether it is an ``async def``.
        accessor: ``setter``, ``deleter``, ``overload`` or empty: what whole-file runs pass over.
        refusal: Why no docstring can be placed here with certainty; empty where it can.
    """

    kind: SymbolKind
    name: str
    qualname: str
    span: Span
    header: Span
    name_span: Span
    body: Span | None
    docstring: Span | None = None
    decorators: tuple[str, ...] = ()
    is_async: bool = False
    accessor: str = ""
    refusal: str = ""
