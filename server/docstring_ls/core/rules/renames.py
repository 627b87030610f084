"""Carries renames of parameters and attributes into a docstring, where something shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..analysis import SectionKind
from ..docstrings import depth, parse
from .attribute_claims import attributes_are_certain
from .rename_evidence import renames
from .update_context import UpdateContext, is_template, signature_is_certain, with_line

_VERSION = re.compile(r"\s*\.\. (?:version\w+|deprecated)::")


def renamed(text: str, job: UpdateContext) -> str:
    """The text with the entries of what was renamed under the new names, their words kept."""
    if is_template(text):
        return text
    facts = job.facts
    for kind, noun, certain in (
        (SectionKind.PARAMETERS, "parameter", signature_is_certain(facts, strict=True)),
        (SectionKind.ATTRIBUTES, "attribute", attributes_are_certain(facts)),
    ):
        documented = parse(text).names(kind)
        for old, rename in renames(documented, facts, job.evidence, kind, certain).items():
            text = _with_mentions(_with_name(text, kind, old, rename.new), old, rename.new)
            job.note(
                f"renamed-{noun}",
                f"`{old}` is {noun} `{rename.new}` now: {rename.reason}. Its description was kept.",
            )
    return text


def _with_name(text: str, kind: SectionKind, old: str, new: str) -> str:
    outline = parse(text)
    marks = [
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
    lines, outline = [], parse(text)
    for line, is_history in zip(outline.lines, _history(outline.lines), strict=True):
        lines.append(line if is_history else _mention(old).sub(rf"\g<1>{new}", line))
    return "\n".join(lines)


def _history(lines: tuple[str, ...]) -> Iterator[bool]:
    """Whether each line tells of an earlier version, in which names were those of then."""
    outer = -1
    for line in lines:
        if _VERSION.match(line):
            outer = depth(line)
        elif line.strip() and depth(line) <= outer:
            outer = -1
        yield outer >= 0


def _mention(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![`*\w])(``?|\*){re.escape(name)}(?=\1(?![`*\w]))")
