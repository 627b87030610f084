"""Takes the entries of parameters out of a docstring."""

from __future__ import annotations

import re

from ..analysis import Facts, SectionKind
from ..docstrings import STYLES, Item, Outline, Section, parse
from .entry_layout import separated
from .matching import is_open
from .name_evidence import takes_nothing_else
from .update_context import UpdateContext, without

_WORD = re.compile(r"[^\W\d]\w*")


def without_parameter(text: str, name: str, job: UpdateContext) -> str:
    """The text without the entries of a parameter that is gone; their words go into a message."""
    more = is_open(job.facts) or not takes_nothing_else(job.facts)
    if more or name in _called_with(parse(text), job.facts):
        return text
    words: list[str] = []
    while True:
        outline = parse(text)
        found = [
            (section, item)
            for section in outline.of(SectionKind.PARAMETERS)
            for item in section.items
            if name in [mark.text for mark in item.names]
        ]
        if not found:
            job.remove("parameter", name, "\n".join(words))
            return text
        section, item = found[0]
        if len(item.names) == 1:
            words.append(outline.text_of(item))
        text = "\n".join(_less(outline, section, item, name))


def _called_with(outline: Outline, facts: Facts) -> set[str]:
    """Names that the docstring itself passes to the symbol: another way to call it."""
    names = [name for name in (facts.owner, facts.name) if name]
    call = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\(([^()\n]*)\)")
    lines = [line for line in outline.lines if not line.lstrip().startswith((">>>", "..."))]
    return {name for line in lines for given in call.findall(line) for name in _WORD.findall(given)}


def _less(outline: Outline, section: Section, item: Item, name: str) -> tuple[str, ...]:
    if len(item.names) > 1:
        return _shared(outline, item, name)
    if len(section.items) == 1 and not section.loose and STYLES[section.style].has_headings:
        return without(outline.lines, section.start, section.end)
    lines = outline.lines
    for start, end in sorted((_with_gap(outline, section, item), *item.others), reverse=True):
        lines = without(lines, start, end)
    return lines


def _with_gap(outline: Outline, section: Section, item: Item) -> tuple[int, int]:
    """An entry's lines with the blank ones that part it from its neighbour."""
    at = section.items.index(item)
    last = at + 1 == len(section.items)
    start, end, gap = item.start, item.end, range(0)
    if at and (last or separated(outline, section.items)):
        start = section.items[at - 1].end
        gap = range(start, item.start)
    elif not at and not last:
        end = section.items[1].start
        gap = range(item.end, end)
    if start <= item.start and not any(outline.lines[line].strip() for line in gap):
        return start, end
    return item.start, item.end


def _shared(outline: Outline, item: Item, name: str) -> tuple[str, ...]:
    """The lines with one name taken out of an entry that others share."""
    index = [mark.text for mark in item.names].index(name)
    mark = item.names[index]
    line = outline.lines[mark.line]
    if index:
        cut = line[: item.names[index - 1].end] + line[mark.end :]
    else:
        following = item.names[1]
        stars = len(line[: following.start]) - len(line[: following.start].rstrip("*`"))
        cut = line[: mark.start] + line[following.start - stars :]
    return (*outline.lines[: mark.line], cut, *outline.lines[mark.line + 1 :])
