"""An existing literal changed line by line: what keeps its value keeps its source."""

from __future__ import annotations

from .edits import Edit
from .symbol import Symbol
from .syntax import Syntax


def keep(syntax: Syntax, symbol: Symbol, text: str) -> Edit | None:
    """The edit that changes only the lines that differ, None where the literal has no such form."""
    return None
