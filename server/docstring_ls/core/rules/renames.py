"""Carries renames of parameters and attributes into a docstring."""

from __future__ import annotations

import re

from ..analysis import SectionKind
from ..docstrings import Mark, parse
from .matching import Match, match_attributes, match_parameters
from .update_context import UpdateContext, with_line


def renamed(text: str, job: UpdateContext) -> str:
    """The text with every renamed entry under its new name, its description kept."""
    for kind, matcher in (
        (SectionKind.PARAMETERS, match_parameters),
        (SectionKind.ATTRIBUTES, match_attributes),
    ):
        match: Match = matcher(parse(text), job.facts)
        for old, new in match.renamed.items():
            text = _with_name(text, kind, old, new)
            text = _with_mentions(text, old, new)
            noun = "parameter" if kind is SectionKind.PARAMETERS else "attribute"
            job.note(
                f"renamed-{noun}",
                f"`{old}` is taken to be {noun} `{new}` now; its description was kept.",
            )
    return text


def _with_name(text: str, kind: SectionKind, old: str, new: str) -> str:
    outline = parse(text)
    marks: list[Mark] = [
        mark
        for item in outline.items(kind)
        for mark in (*item.names, *item.labels)
        if mark.text == old
    ]
    lines = outline.lines
    for mark in marks:
        lines = with_line(lines, mark, new)
    return "\n".join(lines)


def _with_mentions(text: str, old: str, new: str) -> str:
    """Inline mentions follow, unless the new name already means something in the text."""
    if _mention(new).search(text):
        return text
    return _mention(old).sub(rf"\g<1>{new}", text)


def _mention(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![`*\w])(``?|\*){re.escape(name)}(?=\1(?![`*\w]))")
