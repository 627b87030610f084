"""What the docstrings of existing code mostly do."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from inspect import cleandoc
from itertools import islice
from typing import NamedTuple

from ..analysis import SectionKind
from ..syntax import SymbolKind
from .linters import Decision
from .parser import parse, style_of
from .styles import STYLES

# Characters of a file that are enough to see its habits.
_LONGEST = 200_000
_MOST = 120  # docstrings of one file
_HEAD = re.compile(r"^[ \t]*(?:async[ \t]+)?(?P<what>def|class)[ \t]+(?P<name>\w+)", re.M)
_OPENING = re.compile(
    r":[ \t]*(?:#[^\n]{0,200})?\r?\n(?:[ \t]*\r?\n)*[ \t]+[rRuU]?(?P<quotes>\"\"\"|\'\'\')"
)
_CLOSING = {
    quotes: re.compile(rf"{quotes}[ \t]*\r?\n(?P<blank>[ \t]*\r?\n)?") for quotes in ('"""', "'''")
}
# Docstrings that make a habit; quotes take more, as one old file may have others.
_ENOUGH = 3
_MANY = 10  # docstrings with the same quotes


@dataclass
class ObservedStyle:
    """Counts over some docstrings; two of them add up.

    Attributes:
        votes: How often each answer to each question was seen.
    """

    votes: Counter[tuple[str, object]] = field(default_factory=Counter)

    def __add__(self, other: ObservedStyle) -> ObservedStyle:
        """The counts of both."""
        return ObservedStyle(self.votes + other.votes)

    def times(self, weight: int) -> ObservedStyle:
        """The counts with more weight."""
        return ObservedStyle(Counter({key: count * weight for key, count in self.votes.items()}))

    def share(self, question: str, answer: object) -> tuple[float, int]:
        """The share of an answer among all answers to a question, and how many there are."""
        total = sum(count for (asked, _), count in self.votes.items() if asked == question)
        return (self.votes[question, answer] / total if total else 0.0), total


def observe(text: str) -> ObservedStyle:
    """Look at the docstrings of one file.

    Patterns do: a docstring missed or a string mistaken for one does not change a majority.
    """
    text = text[:_LONGEST]
    heads = [(m.start(), m["what"], m["name"]) for m in _HEAD.finditer(text)]
    starts = [start for start, _, _ in heads]
    seen = ObservedStyle()
    documented: set[int] = set()
    for docstring in islice(_docstrings(text), _MOST):
        at = bisect_right(starts, docstring.start) - 1
        if at >= 0 and at not in documented:
            documented.add(at)
            _look_at(docstring, heads[at][1], heads[at][2], seen)
    for at, (_, what, name) in enumerate(heads[: _MOST * 2]):
        if what == "def" and name.startswith("_") and not name.startswith("__"):
            seen.votes["private", at in documented] += 1
    return seen


class _Found(NamedTuple):
    """A docstring, as far as a pattern can tell."""

    start: int
    quotes: str
    body: str
    blank: bool


def _docstrings(text: str) -> Iterator[_Found]:
    """Strings below a colon that close at the end of a line; each character is read once."""
    at, unclosed = 0, set[str]()
    while opening := _OPENING.search(text, at):
        at, quotes = opening.end(), opening["quotes"]
        closing = None if quotes in unclosed else _CLOSING[quotes].search(text, at)
        if closing is None:
            unclosed.add(quotes)
            continue
        yield _Found(opening.start(), quotes, text[at : closing.start()], bool(closing["blank"]))
        at = closing.end()


def _look_at(docstring: _Found, what: str, name: str, seen: ObservedStyle) -> None:
    body = docstring.body
    seen.votes["quotes", docstring.quotes] += 1
    if what == "def":
        seen.votes["blank_after", docstring.blank] += 1
    if "\n" not in body.strip():
        return
    seen.votes["summary_line", 1 if body.lstrip(" \t\\")[:1] not in "\r\n" else 2] += 1
    seen.votes["closing_blank", bool(re.search(r"\n[ \t]*\r?\n[ \t]*$", body))] += 1
    outline = parse(cleandoc(body))
    style = style_of(outline)
    if style:
        seen.votes["name", style] += 1
    items = outline.items(SectionKind.PARAMETERS)
    for item in items:
        seen.votes[f"types of {style}", item.type is not None] += 1
    if items and (name == "__init__" or what == "class"):
        seen.votes["init_in", SymbolKind.METHOD if what == "def" else SymbolKind.CLASS] += 1


def habits(seen: ObservedStyle) -> list[Decision]:
    """What is done mostly, where there is enough to tell."""
    decisions = []
    for question, answers in (
        ("name", tuple(name for name, dialect in STYLES.items() if dialect.readers)),
        ("summary_line", (1, 2)),
        ("quotes", ('"""', "'''")),
        ("closing_blank", (True, False)),
        ("init_in", (SymbolKind.CLASS, SymbolKind.METHOD)),
    ):
        best = max(answers, key=lambda answer: seen.share(question, answer)[0])
        share, total = seen.share(question, best)
        # One file's single quotes are no convention: a project that has nothing else is followed.
        needed = (0.9, _MANY) if question == "quotes" else (0.5, _ENOUGH)
        if share > needed[0] and total >= needed[1]:
            decisions.append(Decision(question, best, "docstrings"))
    for question in ("blank_after", "private"):
        share, total = seen.share(question, True)
        if total >= _ENOUGH and not 0.25 < share < 0.75:
            decisions.append(Decision(question, share > 0.5, "docstrings"))
    return decisions


def types_habit(seen: ObservedStyle, style: str) -> Decision | None:
    """Whether entries of a style mostly state types."""
    share, total = seen.share(f"types of {style}", True)
    return Decision("types", share > 0.5, "docstrings") if total >= _ENOUGH else None
