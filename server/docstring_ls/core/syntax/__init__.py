"""The concrete tree of a file, and the symbols in it that can carry a docstring."""

from .bodies import columns, indentation, joined, margin_of, statements_of
from .buffer import Buffer
from .literals import clean, cleans_to, docstring_of, normal, value_of
from .lookup import HOLDERS, find, symbol_at, symbols
from .nodes import (
    DEFINITIONS,
    Within,
    body_of,
    children_of,
    flat,
    is_docstring,
    node_of,
    own,
    own_within,
    place,
    statements,
    text,
    undecorated,
)
from .scan import Scan
from .symbol import Symbol, SymbolKind, module
from .tree import WITNESS_LINES, Syntax, lines_as_python, parse, read, unspeakable

__all__ = [
    "DEFINITIONS",
    "HOLDERS",
    "WITNESS_LINES",
    "Buffer",
    "Scan",
    "Symbol",
    "SymbolKind",
    "Syntax",
    "Within",
    "body_of",
    "children_of",
    "clean",
    "cleans_to",
    "columns",
    "docstring_of",
    "find",
    "flat",
    "indentation",
    "is_docstring",
    "joined",
    "lines_as_python",
    "margin_of",
    "module",
    "node_of",
    "normal",
    "own",
    "own_within",
    "parse",
    "place",
    "read",
    "statements",
    "statements_of",
    "symbol_at",
    "symbols",
    "text",
    "undecorated",
    "unspeakable",
    "value_of",
]
