"""One true line about a symbol, from its name, its decorators and its code."""

from __future__ import annotations

import re

from .fact import Facts
from .styles.style import Style
from .symbols import SymbolKind

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def summary_of(facts: Facts, style: Style) -> str:
    """The summary line, ending in a period."""
    words = spoken(facts.name)
    if facts.kind is SymbolKind.MODULE:
        return f"{words.capitalize()} module."
    if facts.kind is SymbolKind.CLASS:
        return f"{words.capitalize()}."
    if "property" in facts.traits:
        return f"The {words}."
    return f"{words.capitalize()}."


def spoken(name: str) -> str:
    """The words of an identifier."""
    parts = [part for piece in name.split("_") if piece for part in _CAMEL.split(piece)]
    return (
        " ".join(part if part.isupper() and len(part) > 1 else part.lower() for part in parts)
        or name
    )
