"""Mends the entries of class attributes."""

from __future__ import annotations

import re

from ..analysis import Facts, SectionKind
from ..docstrings import STYLES, parse
from ..syntax import SymbolKind
from .entry_layout import entry_lines, separated
from .matching import match_attributes
from .update_context import UpdateContext, is_template, without

_DYNAMIC = re.compile(r"__getattr__|__getattribute__|setattr|__dict__|__slots__|\bvars\(|exec\(")


def with_true_attributes(text: str, job: UpdateContext) -> str:
    """The text without attributes that are certainly gone, and with those that the prose adds."""
    if job.facts.kind is not SymbolKind.CLASS or is_template(text):
        return text
    if attributes_are_certain(job.facts):
        for name in match_attributes(parse(text), job.facts).unknown:
            if not _used(name, job.facts):
                text = _without(text, name, job)
    return _with_missing(text, job)


def attributes_are_certain(facts: Facts) -> bool:
    """Whether the class can have no attribute that its source does not show."""
    bases = [base for base in facts.bases if base not in ("object", "ABC", "abc.ABC")]
    return not bases and not facts.decorators and not _DYNAMIC.search(facts.source)


def _used(name: str, facts: Facts) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", facts.source) is not None


def _without(text: str, name: str, job: UpdateContext) -> str:
    outline = parse(text)
    for section in outline.of(SectionKind.ATTRIBUTES):
        for item in section.items:
            if [mark.text for mark in item.names] == [name]:
                whole = len(section.items) == 1 and not section.loose
                start, end = item.start, item.end
                if whole and STYLES[section.style].has_headings:
                    start, end = section.start, section.end
                job.note(
                    "dropped-attribute",
                    f"There is no attribute `{name}` any more: its entry was removed.",
                )
                return "\n".join(without(outline.lines, start, end))
    return text


def _with_missing(text: str, job: UpdateContext) -> str:
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
