"""One true line about a symbol, from its name, its decorators and its code."""

from __future__ import annotations

from ..fact import Facts
from ..styles.style import Style
from ..symbols import SymbolKind
from .class_summary import class_summaries
from .function_summary import function_summaries
from .module_summary import module_summaries

_QUOTES = 6


def summary_of(facts: Facts, style: Style) -> str:
    """The most telling summary that fits one line together with its quotes; ends in a period."""
    room = style.line_length - _indentation(facts) - _QUOTES
    candidates = _candidates(facts)
    fitting = (text for text in candidates if len(text) <= room)
    return next(fitting, "") or _cut(min(candidates, key=len), room)


def _candidates(facts: Facts) -> list[str]:
    if facts.kind is SymbolKind.MODULE:
        found = module_summaries(facts)
    elif facts.kind is SymbolKind.CLASS:
        found = class_summaries(facts)
    else:
        found = function_summaries(facts)
    return [text for text in found if text and "\\" not in text] or ["Without a name."]


def _indentation(facts: Facts) -> int:
    return 4 * (facts.qualname.count(".") + 1) if facts.qualname else 0


def _cut(text: str, room: int) -> str:
    """The text without its last words, so that the line holds it."""
    words = text.rstrip(".").split(" ")
    while len(words) > 1 and len(" ".join(words)) + 1 > room:
        words.pop()
    return " ".join(words).rstrip(",:;") + "."
