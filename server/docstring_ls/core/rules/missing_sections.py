"""Adds what a docstring leaves out altogether: sections, the summary."""

from __future__ import annotations

from dataclasses import replace

from ..analysis import SectionKind
from ..docstrings import CLOSING, STYLES, Entry, Outline, entries_of, parse, style_of, width_for
from .entry_layout import columns_of
from .matching import undocumented
from .missing import with_missing_attributes, with_missing_parameters, with_missing_raises
from .update_context import UpdateContext, is_template


def with_all(text: str, job: UpdateContext) -> str:
    """The text with everything that it leaves out and the prose or the facts have."""
    if is_template(text):
        return text
    for step in (
        with_missing_parameters,
        with_missing_attributes,
        with_missing_raises,
        _with_missing_sections,
        _with_missing_summary,
    ):
        text = step(text, job)
    return text


def _with_missing_summary(text: str, job: UpdateContext) -> str:
    """The text with a summary where it begins with a section."""
    outline = parse(text)
    if not outline.sections or outline.has_summary or job.prose is None or is_template(text):
        return text
    if not job.prose.summary.strip():
        return text
    return f"{job.prose.summary.strip()}\n\n{text}"


def _with_missing_sections(text: str, job: UpdateContext) -> str:
    """The text with the sections that the prose offers and the text lacks."""
    if job.prose is None or is_template(text):
        return text
    for kind in STYLES[_style_name(text, job)].order:
        entries = entries_of(job.prose, kind)
        if entries and _lacks(text, kind, job):
            text = _with_section(text, kind, entries, job)
    return text


def _style_name(text: str, job: UpdateContext) -> str:
    return style_of(parse(text)) or job.style.name


def _lacks(text: str, kind: SectionKind, job: UpdateContext) -> bool:
    outline = parse(text)
    if outline.of(kind):
        return False
    if kind is SectionKind.YIELDS:
        return not outline.of(SectionKind.RETURNS)
    if kind is SectionKind.PARAMETERS:
        return bool(undocumented(outline, job.facts))
    if kind is SectionKind.ATTRIBUTES:
        documented = set(outline.names(SectionKind.PARAMETERS))
        return not documented & {item.name for item in job.facts.attributes}
    return True


def _with_section(
    text: str, kind: SectionKind, entries: tuple[Entry, ...], job: UpdateContext
) -> str:
    outline = parse(text)
    dialect = STYLES[_style_name(text, job)]
    style = replace(job.style, name=dialect.name)
    width = width_for(job.style, columns_of(job))
    body = [line for item in entries for line in dialect.entry(kind, item, style, width)]
    at, joined = _place(outline, kind, dialect.name)
    block = [*dialect.heading(kind), *body]
    head, tail = list(outline.lines[:at]), list(outline.lines[at:])
    if not joined or dialect.parted:
        while head and not head[-1].strip():
            head.pop()
        block = ["", *block]
        while tail and not tail[0].strip():
            tail.pop(0)
        if tail:
            block.append("")
    added = "\n".join((*head, *block, *tail))
    # Within a section of a person's own nobody would find it, and the next run add it again.
    return added if parse(added).of(kind) else text


def _place(outline: Outline, kind: SectionKind, style: str) -> tuple[int, bool]:
    """The line before which a new section goes, and whether it joins claims of its kind."""
    order = STYLES[style].order
    rank = order.index(kind)
    claims = [section for section in outline.sections if section.kind in order]
    earlier = [section for section in claims if order.index(SectionKind(section.kind)) < rank]
    later = [section for section in claims if order.index(SectionKind(section.kind)) > rank]
    if earlier:
        return max(section.end for section in earlier), True
    if later:
        return min(section.start for section in later), True
    for section in outline.sections:
        if section.title.lower() in CLOSING and section.kind is SectionKind.OTHER:
            return section.start, False
    return len(outline.lines), False
