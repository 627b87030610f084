"""Entries of class attributes: whether the code can contradict them, and taking one out."""

from __future__ import annotations

import re

from ..analysis import DecoratorEffect, Facts, SectionKind, effects_of
from ..docstrings import STYLES, parse
from .update_context import UpdateContext, without

_DYNAMIC = re.compile(
    r"__getattr__|__getattribute__|def __new__|setattr|__dict__|__slots__|\bvars\(|exec\("
)


# Bases of which nobody documents an attribute as the class's own.
_CLOSED = frozenset({"object", "ABC", "Generic", "Protocol", "NamedTuple", "TypedDict"})


def attributes_are_certain(facts: Facts) -> bool:
    """Whether the class can have no attribute that its file does not show."""
    unknown = effects_of(facts.decorators) & DecoratorEffect.UNKNOWN
    closed = all(base.split("[", 1)[0].rsplit(".", 1)[-1] in _CLOSED for base in facts.outer_bases)
    return closed and not unknown and not _DYNAMIC.search(facts.source + facts.ancestry)


def without_attribute(text: str, name: str, job: UpdateContext) -> str:
    """The text without the entry of an attribute that is gone."""
    outline = parse(text)
    if not attributes_are_certain(job.facts):
        return text
    for section in outline.of(SectionKind.ATTRIBUTES):
        for item in section.items:
            if [mark.text for mark in item.names] == [name]:
                whole = len(section.items) == 1 and not section.loose
                start, end = item.start, item.end
                if whole and STYLES[section.style].has_headings:
                    start, end = section.start, section.end
                job.remove("attribute", name, outline.text_of(item))
                return "\n".join(without(outline.lines, start, end))
    return text
