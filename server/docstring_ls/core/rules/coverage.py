"""Which symbols a run over a whole file documents, when nobody named one."""

from __future__ import annotations

from ..docstrings import Style
from ..syntax import Symbol, SymbolKind, Syntax, symbols
from ..text import Source


def wanted(syntax: Syntax, style: Style, private: bool = False) -> tuple[Symbol, ...]:
    """The symbols that should have a docstring, in document order.

    Overload stubs, setters and deleters are passed over; so is ``__init__`` where the project
    documents it in its class, and private symbols where it leaves them alone.

    Args:
        syntax: The file.
        style: The project's conventions.
        private: Whether private symbols count whatever the project does.
    """
    if is_blank(syntax.source):
        return ()
    return tuple(
        symbol
        for symbol in symbols(syntax)
        if not symbol.unsupported_reason
        and not symbol.accessor
        and (private or style.private or not is_private(symbol))
        and not (style.init_in is SymbolKind.CLASS and _is_init(symbol))
    )


def is_blank(source: Source) -> bool:
    """Whether a file holds nothing, as many an ``__init__.py``: there is nothing to tell of it."""
    return not source.text.strip("\ufeff \t\r\n\f")


def is_private(symbol: Symbol) -> bool:
    """Whether a part of the dotted name begins with one underscore."""
    parts = symbol.qualname.split(".")
    return any(part.startswith("_") and not part.endswith("__") for part in parts)


def _is_init(symbol: Symbol) -> bool:
    return symbol.kind is SymbolKind.METHOD and symbol.name == "__init__"
