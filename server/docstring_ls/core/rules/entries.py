"""Drops, orders and adds the entries of parameters."""

from __future__ import annotations

import re

from ..analysis import Facts, ParameterKind, SectionKind
from ..docstrings import STYLES, Item, Outline, Section, parse
from .entry_layout import separated
from .matching import match_parameters
from .update_context import UpdateContext, is_template, signature_is_certain, without


def without_dropped(text: str, job: UpdateContext) -> str:
    """The text without the entries of parameters that are certainly gone."""
    if not signature_is_certain(job.facts) or is_template(text):
        return text
    unknown = match_parameters(parse(text), job.facts).unknown
    if _takes_more(parse(text), job.facts):
        for name in unknown:
            job.note("kept-entry", f"`{name}` is no parameter, but may be passed on: it was kept.")
        return text
    for name in unknown:
        if any(re.search(rf"\b{re.escape(name)}\b", o.signature) for o in job.facts.overloads):
            continue
        while name in parse(text).names(SectionKind.PARAMETERS):
            text = _without(text, name)
        job.note(
            "dropped-parameter", f"There is no parameter `{name}` any more: its entry was removed."
        )
    return text


def _takes_more(outline: Outline, facts: Facts) -> bool:
    """Whether a documented name may be something that ``*args`` or ``**kwargs`` takes."""
    stars = [item for item in facts.parameters if item.kind.is_starred]
    documented = outline.names(SectionKind.PARAMETERS)
    return any(
        item.kind is ParameterKind.VAR_KEYWORD or item.name not in documented for item in stars
    )


def _without(text: str, name: str) -> str:
    outline = parse(text)
    for section in outline.of(SectionKind.PARAMETERS):
        for item in section.items:
            if name in [mark.text for mark in item.names]:
                return "\n".join(_less(outline, section, item, name))
    return text


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


def in_order(text: str, job: UpdateContext) -> str:
    """The text with the entries of each section in signature order, whole entries moved."""
    order = {item.name: index for index, item in enumerate(job.facts.parameters)}
    for number in range(len(parse(text).of(SectionKind.PARAMETERS))):
        outline = parse(text)
        lines = outline.lines
        for run in _runs(outline.of(SectionKind.PARAMETERS)[number]):
            wanted = _sorted(run, order)
            if wanted != run:
                lines = _moved(lines, run, wanted)
        text = "\n".join(lines)
    return text


def _runs(section: Section) -> list[list[Item]]:
    """Entries between two loose lines: nothing moves across what may be a heading of its own."""
    runs: list[list[Item]] = [[]]
    for item in section.items:
        if runs[-1] and any(runs[-1][-1].start < line < item.start for line in section.loose):
            runs.append([])
        runs[-1].append(item)
    return runs


def _sorted(run: list[Item], order: dict[str, int]) -> list[Item]:
    """Signature order; what the signature does not name stays behind what it follows."""
    keys, last = [], -1
    for item in run:
        known = [order[mark.text] for mark in item.names if mark.text in order]
        last = min(known) if known else last
        keys.append(last)
    return [item for _, item in sorted(zip(keys, run, strict=True), key=lambda pair: pair[0])]


def _moved(lines: tuple[str, ...], slots: list[Item], wanted: list[Item]) -> tuple[str, ...]:
    """The lines with whole entries in other places; what stands between the places stays."""
    moved: list[str] = []
    at = 0
    for slot, item in zip(slots, wanted, strict=True):
        moved += lines[at : slot.start]
        moved += lines[item.start : item.end]
        at = slot.end
    return (*moved, *lines[at:])
