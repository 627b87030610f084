"""One true line about a symbol, from its name, its decorators and its code."""

from __future__ import annotations

from ..analysis import Facts
from ..docstrings import Style, columns
from ..syntax import SymbolKind
from .class_summary import class_summaries
from .function_summary import function_summaries
from .module_summary import module_summaries

_QUOTES = 6
_DANGLING = frozenset(
    {"a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "that", "the", "to", "with"}
)


def summary_of(facts: Facts, style: Style) -> str:
    """The most telling summary that fits one line together with its quotes; ends in a period."""
    room = style.line_length - facts.indentation - _QUOTES
    candidates = _candidates(facts)
    fitting = (text for text in candidates if columns(text) <= room)
    return next(fitting, "") or _cut(min(candidates, key=len), room)


def _candidates(facts: Facts) -> list[str]:
    if facts.kind is SymbolKind.MODULE:
        found = module_summaries(facts)
    elif facts.kind is SymbolKind.CLASS:
        found = class_summaries(facts)
    else:
        found = function_summaries(facts)
    return [text for text in found if text and "\\" not in text] or ["Without a name."]


def _cut(text: str, room: int) -> str:
    """The text without its last words, so that the line holds it."""
    words = text.rstrip(".").split(" ")
    while len(words) > 1 and not _may_end(words, room):
        words.pop()
    return " ".join(words).rstrip(",:;") + "."


def _may_end(words: list[str], room: int) -> bool:
    said = " ".join(words)
    return columns(said) < room and words[-1] not in _DANGLING and said.count("``") % 2 == 0
