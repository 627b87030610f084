"""Adds entries to the lists of a docstring: those of new parameters, or all that are missing."""

from __future__ import annotations

import re
from dataclasses import replace

from ..analysis import Parameter, SectionKind
from ..docstrings import (
    Detail,
    Docstring,
    Entry,
    Item,
    Outline,
    Section,
    parse,
)
from ..summaries import complete, trim
from .entry_layout import entry_lines, separated
from .matching import parameter_named, undocumented
from .name_evidence import is_judged
from .rename_evidence import new_parameters
from .update_context import UpdateContext, is_template, signature_is_certain


def with_new_parameters(text: str, job: UpdateContext) -> str:
    """The text with an entry for each parameter that came since its list named all of them.

    Whether one is new is shown by an earlier version, else by entries that were removed: a list
    that lacks no more names than it had too many was complete once.
    """
    if not _lists_parameters(text) or not signature_is_certain(job.facts, strict=True):
        return text
    outline = parse(text)
    names = outline.names(SectionKind.PARAMETERS)
    missing = [item.name for item in _missing(outline, job)]
    new = new_parameters(names, job.facts, job.evidence)
    if len(missing) <= len(job.removed):
        new |= set(missing)
    job.added += [name for name in missing if name in new]
    for name in job.added:
        text = _with_parameter(text, name, job)
    return text


def _lists_parameters(text: str) -> bool:
    return bool(parse(text).items(SectionKind.PARAMETERS)) and not is_template(text)


def _missing(outline: Outline, job: UpdateContext) -> list[Parameter]:
    """Parameters without an entry that need one, in signature order."""
    missing = undocumented(outline, job.facts)
    documented = outline.names(SectionKind.PARAMETERS)
    has_keys = any(is_judged(name, job.facts) for name in documented)
    found = [parameter_named(job.facts, name) for name in missing if not _begins(outline, name)]
    return [item for item in found if item and _belongs(item, job, has_keys)]


def _begins(outline: Outline, name: str) -> bool:
    """Whether a line begins with a name: an entry, though in no form that is read as one."""
    entry = re.compile(rf"\s*[-*`:@]*\s*{re.escape(name)}(?!\w)")
    return any(
        entry.match(line)
        for section in outline.of(SectionKind.PARAMETERS)
        for line in outline.lines[section.body : section.end]
    )


def with_missing_parameters(text: str, job: UpdateContext) -> str:
    """The text with an entry for every parameter that it leaves out, if it documents parameters."""
    if not _lists_parameters(text):
        return text
    for item in _missing(parse(text), job):
        text = _with_parameter(text, item.name, job)
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


def _with_parameter(text: str, name: str, job: UpdateContext) -> str:
    outline = parse(text)
    section, item, before = _neighbour(outline, name, job)
    if section is None:
        return text
    entry = _entry_for(name, job)
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
    added = "\n".join((*outline.lines[:at], *block, *outline.lines[at:]))
    return added if name in parse(added).names(SectionKind.PARAMETERS) else text


def _neighbour(
    outline: Outline, name: str, job: UpdateContext
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
    at = names.index(name)
    for earlier in reversed(names[:at]):
        if earlier in last:
            return (*last[earlier], False)
    for later in names[at + 1 :]:
        if later in first:
            return (*first[later], True)
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


def with_missing_attributes(text: str, job: UpdateContext) -> str:
    """New attributes join the section after what the class binds before them."""
    if job.prose is None or not parse(text).items(SectionKind.ATTRIBUTES):
        return text
    order = [item.name for item in job.facts.attributes]
    for entry in job.prose.attributes:
        outline = parse(text)
        documented = {
            *outline.names(SectionKind.ATTRIBUTES),
            *outline.names(SectionKind.PARAMETERS),
        }
        if entry.name in documented or entry.name not in order:
            continue
        section = outline.of(SectionKind.ATTRIBUTES)[0]
        before = set(order[: order.index(entry.name)])
        earlier = [i for i in section.items if any(m.text in before for m in i.names)]
        at = earlier[-1].end if earlier else section.items[0].start
        lines = entry_lines(outline, section, entry, job)
        if separated(outline, section.items):
            lines = ["", *lines] if earlier else [*lines, ""]
        text = "\n".join((*outline.lines[:at], *lines, *outline.lines[at:]))
    return text


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
