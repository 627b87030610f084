"""One true line about a symbol, from its name, its decorators and its code."""

from __future__ import annotations

import re
from pathlib import PurePath

from ..analysis import Facts
from ..docstrings import Style, columns
from ..syntax import SymbolKind
from .class_summary import class_summaries
from .function_summary import function_summaries
from .words import capitalized, spoken

# Columns of the quotes around a summary on one line.
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
        candidates = _module_summaries(facts)
    elif facts.kind is SymbolKind.CLASS:
        candidates = class_summaries(facts)
    else:
        candidates = function_summaries(facts)
    return [text for text in candidates if text and "\\" not in text] or ["Without a name."]


def _cut(text: str, room: int) -> str:
    """The text without its last words, so that the line holds it."""
    words = text.rstrip(".").split(" ")
    while len(words) > 1 and not _may_end(words, room):
        words.pop()
    return " ".join(words).rstrip(",:;") + "."


def _may_end(words: list[str], room: int) -> bool:
    phrase = " ".join(words)
    return columns(phrase) < room and words[-1] not in _DANGLING and phrase.count("``") % 2 == 0


# Names that a summary lists before it says "and others".
_MOST_NAMED = 4
_TELL_NOTHING = frozenset({"log", "logger", "LOG", "LOGGER", "T", "P"})
_DUNDER = re.compile(r"__\w+__")


def _module_summaries(facts: Facts) -> list[str]:
    """True summaries, the most telling one first and the shortest last."""
    name = facts.name
    package = PurePath(facts.place.path).parent.name
    if name == "__init__":
        name = package or name
        return [*_offering("Offer", facts), f"{capitalized(spoken(name) or name)} package."]
    if name == "__main__":
        return [f"Run {spoken(package) or 'the package'} as a program."]
    if name == "conftest":
        return ["Fixtures for the tests of this folder."]
    if name.startswith("test_") or name.endswith("_test"):
        words = spoken(name.removeprefix("test_").removesuffix("_test"))
        return [f"Tests for {words}."] if words else ["Tests."]
    return [*_offering("Define", facts), f"{capitalized(spoken(name) or name)}."]


def _offering(verb: str, facts: Facts) -> list[str]:
    telling = (name for name in facts.exports if name not in _TELL_NOTHING)
    names = [f"``{name}``" for name in telling if not _DUNDER.fullmatch(name)]
    candidates = [f"{verb} {', '.join(names[:count])} and others." for count in (3, 2, 1)]
    if len(names) > _MOST_NAMED:
        return candidates
    if len(names) < 2:
        return [f"{verb} {name}." for name in names]
    return [f"{verb} {', '.join(names[:-1])} and {names[-1]}.", *candidates[3 - len(names) + 1 :]]
