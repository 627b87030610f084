"""Adds what the docstring leaves out, where a section for it stands or is wanted."""

from __future__ import annotations

from dataclasses import replace

from ..analysis import Parameter, SectionKind
from ..docstrings import (
    CLOSING,
    STYLES,
    Detail,
    Docstring,
    Entry,
    Item,
    Outline,
    Section,
    entries_of,
    parse,
    style_of,
    width_for,
)
from ..summaries import complete, trim
from .entry_layout import columns_of, entry_lines, separated
from .matching import match_parameters, parameter_named
from .update_context import UpdateContext, is_template


def with_missing_parameters(text: str, job: UpdateContext) -> str:
    """The text with an entry for every parameter that it leaves out, if it documents parameters."""
    if is_template(text) or not parse(text).items(SectionKind.PARAMETERS):
        return text
    match = match_parameters(parse(text), job.facts)
    for name in match.missing:
        parameter = parameter_named(job.facts, name)
        if parameter and _belongs(parameter, job, bool(match.unknown)):
            text = _with_parameter(text, parameter, job)
    return text


def _belongs(parameter: Parameter, job: UpdateContext, keys_documented: bool) -> bool:
    """Whether a parameter needs an entry: private ones and bare stars do only when asked for."""
    if parameter.name.startswith("_"):
        return False
    if not parameter.kind.is_starred:
        return True
    if keys_documented:
        return False
    described = job.prose is not None and any(
        entry.name.lstrip("*") == parameter.name for entry in job.prose.parameters
    )
    return described or SectionKind.PARAMETERS in job.style.demanded


def _with_parameter(text: str, parameter: Parameter, job: UpdateContext) -> str:
    outline = parse(text)
    section, item, before = _neighbour(outline, parameter, job)
    if section is None:
        return text
    entry = _entry_for(parameter.name, job)
    lines = entry_lines(outline, section, entry, job)
    apart = separated(outline, section.items)
    if item is None:
        at = section.body
        block = lines
    elif before:
        at = item.start
        block = [*lines, ""] if apart else lines
    else:
        at = item.end
        block = ["", *lines] if apart else lines
    return "\n".join((*outline.lines[:at], *block, *outline.lines[at:]))


def _neighbour(
    outline: Outline, parameter: Parameter, job: UpdateContext
) -> tuple[Section | None, Item | None, bool]:
    """The entry beside which a parameter's own belongs, and whether before it."""
    names = [item.name for item in job.facts.parameters]
    entries = [
        (mark.text, (section, item))
        for section in outline.of(SectionKind.PARAMETERS)
        for item in section.items
        for mark in item.names
    ]
    # Of a name that is documented twice the last entry has others behind it, the first before it.
    last, first = dict(entries), dict(reversed(entries))
    at = names.index(parameter.name)
    for name in reversed(names[:at]):
        if name in last:
            return (*last[name], False)
    for name in names[at + 1 :]:
        if name in first:
            return (*first[name], True)
    section = outline.of(SectionKind.PARAMETERS)[0]
    return section, section.items[0] if section.items else None, True


def _entry_for(name: str, job: UpdateContext) -> Entry:
    """What is known about a parameter, in words: the prose's, else type or default."""
    full = replace(job.style, detail=Detail.FULL, demanded=frozenset())
    facts = replace(job.facts, disputed=frozenset())
    prose = job.prose or Docstring("")
    known = trim(complete(replace(prose, summary="x"), facts, full), facts, full)
    return next(
        (entry for entry in known.parameters if entry.name.lstrip("*") == name), Entry(name)
    )


def with_missing_summary(text: str, job: UpdateContext) -> str:
    """The text with a summary where it begins with a section."""
    outline = parse(text)
    if not outline.sections or outline.has_summary or job.prose is None or is_template(text):
        return text
    if not job.prose.summary.strip():
        return text
    return f"{job.prose.summary.strip()}\n\n{text}"


def with_missing_sections(text: str, job: UpdateContext) -> str:
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
        return bool(match_parameters(outline, job.facts).missing)
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
    return "\n".join((*head, *block, *tail))


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


def with_missing_raises(text: str, job: UpdateContext) -> str:
    """The text with the prose's exceptions in the section that already names some."""
    sections = parse(text).of(SectionKind.RAISES)
    if job.prose is None or not sections or not sections[0].items:
        return text
    for entry in job.prose.raises:
        outline = parse(text)
        if _named(entry.name, outline.names(SectionKind.RAISES), job):
            continue
        section = outline.of(SectionKind.RAISES)[0]
        item = section.items[-1]
        lines = entry_lines(outline, section, entry, job)
        block = ["", *lines] if separated(outline, section.items) else lines
        text = "\n".join((*outline.lines[: item.end], *block, *outline.lines[item.end :]))
    return text


def _named(name: str, documented: tuple[str, ...], job: UpdateContext) -> bool:
    """Whether an exception or what it derives from is documented."""
    bases = {
        base.rsplit(".", 1)[-1]
        for propagated in job.facts.raises
        if propagated.exception == name
        for base in propagated.bases
    }
    known = {documented_name.rsplit(".", 1)[-1] for documented_name in documented}
    return name.rsplit(".", 1)[-1] in known or bool(bases & known - {"Exception", "BaseException"})
