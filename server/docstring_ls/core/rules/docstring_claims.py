"""Reads a whole docstring into claims: its entries, each for what it is, and all of its prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..analysis import Facts, SectionKind
from ..docstrings import Item, Mark, Outline, Section
from ..syntax import SymbolKind
from .claims import Claim, ClaimKind, Part, Passage, Sureness
from .prose import read_prose, sentences
from .stated_default import stated_default
from .stated_types import taken_apart
from .types_and_defaults import says_something

_PARTS = {
    SectionKind.PARAMETERS: Part.PARAMETER,
    SectionKind.ATTRIBUTES: Part.ATTRIBUTE,
    SectionKind.RAISES: Part.RAISES,
    SectionKind.RETURNS: Part.RETURNS,
    SectionKind.YIELDS: Part.YIELDS,
}
_ENTRIES = {
    SectionKind.PARAMETERS: ClaimKind.PARAMETER,
    SectionKind.ATTRIBUTES: ClaimKind.ATTRIBUTE,
    SectionKind.RAISES: ClaimKind.RAISES,
    SectionKind.RETURNS: ClaimKind.RETURNS_VALUE,
    SectionKind.YIELDS: ClaimKind.YIELDS_VALUE,
}
# Doctests, tables, directives and all that is indented, such as code, are no prose.
_NO_PROSE = re.compile(r"\s|>>>|\.\.\. |\.\. |[|+=]|[-=~^]{3,}\s*$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim and where it stands.

    Attributes:
        claim: What is claimed.
        passage: What it is part of.
        line: 0-based line of the docstring.
        documented: For an entry, the names of all entries of its kind, in their order.
    """

    claim: Claim
    passage: Passage
    line: int
    documented: tuple[str, ...] = ()


def read_docstring(outline: Outline, facts: Facts, prose: bool = True) -> Iterator[Statement]:
    """The claims of a docstring, whoever wrote it.

    Args:
        outline: The docstring.
        facts: What the code says, for telling names from words.
        prose: Whether more is read than what entries state by their form.
    """
    reader = _Reader(outline, facts, prose)
    for section in outline.sections:
        if section.kind in _PARTS:
            yield from reader.section(section)
    yield from reader.introduction()


class _Reader:
    """Reads the parts of one docstring."""

    def __init__(self, outline: Outline, facts: Facts, prose: bool) -> None:
        self._outline = outline
        self._reads_prose = prose
        # In a class, a type that stands alone may be that of an attribute or of a base's.
        self._is_class = facts.kind is SymbolKind.CLASS
        self._parameters = frozenset(item.name for item in facts.parameters)
        self._exceptions = frozenset(item.exception for item in facts.raises)

    def section(self, section: Section) -> Iterator[Statement]:
        """The claims of a section."""
        if section.kind in (SectionKind.RETURNS, SectionKind.YIELDS):
            yield from self._outcome(section)
            return
        documented = self._outline.names(section.kind)
        for item in section.items:
            for mark in item.names:
                passage = Passage(_PARTS[section.kind], mark.text)
                kind = _ENTRIES[section.kind]
                if not (item.type_only and self._is_class):
                    claim = _stated(kind, mark.text, mark.text)
                    if section.kind is SectionKind.RAISES:
                        claim = replace(claim, condition=self._text(item))
                    yield Statement(claim, passage, mark.line, documented)
            if len(item.names) == 1:
                passage = Passage(_PARTS[section.kind], item.names[0].text)
                yield from self._described(item, passage)
                if section.kind is SectionKind.PARAMETERS:
                    yield from self._defaulted(item, passage)

    def _outcome(self, section: Section) -> Iterator[Statement]:
        passage = Passage(_PARTS[section.kind])
        if says_something(self._outline, section):
            text = " ".join(self._outline.text_of(item) for item in section.items)
            claim = replace(_stated(_ENTRIES[section.kind], ""), condition=text)
            yield Statement(claim, passage, section.start)
        if len(self._outline.items(section.kind)) == 1 and section.items:
            yield from self._described(section.items[0], passage)

    def _described(self, item: Item, passage: Passage) -> Iterator[Statement]:
        """The type that an entry states, and what its text says."""
        lines = [(line, self._outline.lines[line]) for line in item.lines]
        if item.type is not None:
            yield from self._typed(item.type, passage)
            lines = [(line, text) for line, text in lines if line != item.type.line]
            behind = self._outline.lines[item.type.line][item.type.end :].lstrip(")]} :")
            if item.text is not None and item.text.line == item.type.line:
                behind = self._outline.lines[item.type.line][item.text.start :]
            lines.insert(0, (item.type.line, behind))
        elif item.text is not None:
            lines = [(line, text) for line, text in lines if line != item.text.line]
            lines.insert(0, (item.text.line, item.text.text))
        elif item.names:
            lines = [(line, text) for line, text in lines if line != item.names[0].line]
        yield from self._prose(lines, passage)

    def _text(self, item: Item) -> str:
        """What an entry says behind its name."""
        first, *rest = (self._outline.lines[line] for line in item.lines)
        return " ".join((first[item.names[-1].end :], *rest))

    def _typed(self, mark: Mark, passage: Passage) -> Iterator[Statement]:
        stated = taken_apart(mark.text)
        if stated.core:
            claim = _stated(ClaimKind.TYPE, stated.core, passage.subject, stated.core)
            yield Statement(claim, passage, mark.line, (passage.subject,))

    def _defaulted(self, item: Item, passage: Passage) -> Iterator[Statement]:
        """The one default that an entry states in a form of its own."""
        column = item.names[0].end
        stated = [
            (line, found)
            for line in item.lines
            if (found := stated_default(self._outline.lines[line], column * (line == item.start)))
        ]
        if len(stated) == 1:
            line, found = stated[0]
            is_last = self._ends_entry(item, line, found.end)
            claim = Claim(
                ClaimKind.DEFAULT,
                f"default {found.text}",
                passage.subject,
                found.text,
                place=(found.start, found.end) if is_last else (0, 0),
                sureness=Sureness.STATED,
            )
            yield Statement(claim, passage, line)

    def _ends_entry(self, item: Item, line: int, end: int) -> bool:
        """Whether a default is the entry's own last word on its first line, not one of many."""
        rest = self._outline.lines[line][end:].strip()
        following = self._outline.lines[line + 1].strip() if line + 1 < item.end else ""
        # A sentence that goes on may tell the default of something else in it.
        goes_on = following[:1].islower() and not rest.endswith(".")
        return line == item.start and not rest.strip("`.)] ") and not goes_on

    def introduction(self) -> Iterator[Statement]:
        """The claims of the prose that stands in no section."""
        taken = {
            line for section in self._outline.sections for line in range(section.start, section.end)
        }
        paragraph: list[tuple[int, str]] = []
        part = Part.SUMMARY
        for line, text in (*enumerate(self._outline.lines), (len(self._outline.lines), "")):
            if text.strip() and line not in taken and not _NO_PROSE.match(text):
                paragraph.append((line, text))
            elif paragraph:
                yield from self._prose(paragraph, Passage(part))
                paragraph, part = [], Part.DESCRIPTION

    def _prose(self, lines: list[tuple[int, str]], passage: Passage) -> Iterator[Statement]:
        """The claims of some lines, read as one text."""
        if not self._reads_prose:
            return
        starts, text = [], ""
        for line, words in lines:
            starts.append((len(text), line))
            text += f"{words.strip()} " if words.strip() else "\n\n"
        at = 0
        for sentence in sentences(text):
            for claim in read_prose(sentence, passage, self._parameters, self._exceptions):
                place = at + max(sentence.find(claim.words), 0)
                line = next((line for start, line in reversed(starts) if start <= place), 0)
                yield Statement(claim, passage, line)
            at += len(sentence)


def _stated(kind: ClaimKind, words: str, subject: str = "", value: str = "") -> Claim:
    return Claim(kind, words, subject, value, sureness=Sureness.STATED)
