"""The line that proves a problem: its own words, its name, and where it stands after changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from ..problems import Location, Problem
from .source import Excerpt, Source
from .text_edit import Edit

# Characters of a line of code beside a message; a longer one is cut.
_LONGEST = 80


def code_line(source: Source, place: Location) -> str:
    """The code's own words on one line, shortened; empty where the place is in another file."""
    words = " ".join(line_text(source, place).split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def line_text(source: Source, place: Location) -> str:
    """The line as it stands, without its newline; empty where the place is in another file."""
    return _text(source, place.line - 1) if is_in(source, place) else ""


def line_name(source: Source, place: Location) -> str:
    """What messages call a line: by its number, with the file's name where it is another."""
    name = "" if is_in(source, place) else f"{PurePath(place.path).name}, "
    return f"{name}line {place.line}"


def with_evidence(problem: Problem, source: Source, now: Location | None = None) -> str:
    """The message and the line that proves it, as one line of plain text.

    Args:
        problem: What was found.
        source: The text in which its evidence was seen.
        now: Where the evidence stands now, if that is elsewhere.
    """
    place = problem.evidence
    if place is None or not is_line(place):
        return problem.message
    words = code_line(source, place)
    return f"{problem.message} ({line_name(source, now or place)}{words and ': '}{words})"


def is_line(place: Location | None) -> bool:
    """Whether there is a line to be shown; what stands in no file has none."""
    return place is not None and place.line > 0 and bool(place.path)


def is_in(source: Source, place: Location) -> bool:
    """Whether a place is one of this text."""
    return place.path == source.path


def after_edits(place: Location, source: Source, edits: Iterable[Edit]) -> Location:
    """Where a line of a text stands once edits for that text are applied."""
    if not is_in(source, place) or not 0 < place.line <= len(source.line_starts):
        return place
    start = source.line_starts[place.line - 1]
    added = sum(
        _newlines(edit.text) - _newlines(source.slice(edit.span))
        for edit in edits
        if edit.span.end <= start
    )
    return replace(place, line=place.line + added)


def in_newer_text(
    problems: tuple[Problem, ...], old: Source, new: Source, lines: range, first: int
) -> tuple[Problem, ...]:
    """Problems with their evidence in a newer version of the text.

    Args:
        problems: Problems whose evidence means ``old``.
        old: The text that was judged.
        new: The newer one.
        lines: The 0-based lines of ``old`` that ``new`` has unchanged, somewhere.
        first: The 0-based line of ``new`` at which these begin.
    """
    moved = []
    for problem in problems:
        place = problem.evidence
        if place is not None and is_line(place) and is_in(old, place):
            row = _row(place.line - 1, old, new, lines, first - lines.start)
            problem = replace(problem, evidence=Location(new.path, row + 1))
        moved.append(problem)
    return tuple(moved)


def _row(row: int, old: Source, new: Source, lines: range, added: int) -> int:
    """The line itself where it is sure, else one that reads the same."""
    if row in lines:
        return row + added
    known = not isinstance(new, Excerpt)
    same = (at for at in (row, row + added) if known and _text(new, at) == _text(old, row))
    return next(same, row)


def _text(source: Source, row: int) -> str:
    known = 0 <= row < len(source.line_starts)
    return source.slice(source.line_span(row)) if known else ""


def _newlines(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
