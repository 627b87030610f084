"""Lays out a new entry as the person who wrote its section lays out theirs."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ..docstrings import STYLES, Entry, Item, Outline, Section, depth, indentation, width_for
from .update_context import UpdateContext

# Columns of one indentation, in code and in Google sections.
_STEP = 4


def entry_lines(outline: Outline, section: Section, entry: Entry, job: UpdateContext) -> list[str]:
    """The lines of an entry that joins a section.

    Args:
        outline: The docstring.
        section: The section as it stands.
        entry: What is to be said.
        job: The update under way.
    """
    typed = _typed(section, job)
    if entry.optional and typed and not _says_optional(section, job):
        entry = replace(entry, optional=False, default="")
    if typed and entry.type:
        rest = _without_type(entry.description, entry.type)
        # Where the type has a line of its own, nothing more has to be said.
        entry = replace(entry, description=rest or entry.description * (section.style != "numpy"))
    inline = _inline_types(section)
    style = replace(job.style, name=section.style, types=typed and not inline)
    width = width_for(job.style, columns_of(job)) - depth(section.indent)
    lines = STYLES[section.style].entry(section.kind, entry, style, width)
    lines = [_with_field_name(line, section, entry, inline and typed) for line in lines]
    if section.style == "numpy" and _close_colon(outline, section):
        lines[0] = lines[0].replace(" : ", ": ", 1)
    return _bulleted(_indented(lines, section, _unit(outline, section)), outline, section)


def _bulleted(lines: list[str], outline: Outline, section: Section) -> list[str]:
    """The lines behind the bullet that the section's entries have, if they have one."""
    first = outline.lines[section.items[0].start] if section.items else ""
    match = re.match(r"\s*(?P<bullet>[-*+•]\s+)", first)
    if not match:
        return lines
    at, bullet = len(section.indent), match["bullet"]
    head, *rest = lines
    return [
        head[:at] + bullet + head[at:],
        *(line[:at] + " " * len(bullet) + line[at:] if line.strip() else line for line in rest),
    ]


def _without_type(description: str, kind: str) -> str:
    """What is said beside the type, where that stands in front of it anyway."""
    rest = description.removeprefix(f"``{kind}``")
    if rest == description:
        return description
    rest = rest.lstrip(",. ")
    return rest[:1].upper() + rest[1:]


def columns_of(job: UpdateContext) -> int:
    """Columns at which the docstring stands, by the symbol's depth in the file."""
    return _STEP * (job.facts.qualname.count(".") + 1) if job.facts.qualname else 0


def _typed(section: Section, job: UpdateContext) -> bool:
    if not section.items:
        return job.style.types
    stated = sum(item.type is not None for item in section.items)
    return stated * 2 > len(section.items)


def _says_optional(section: Section, job: UpdateContext) -> bool:
    """Whether entries of parameters with a default say so; yes where there are none to tell."""
    optional = {item.name for item in job.facts.parameters if item.default is not None}
    types = [
        item.type.text
        for item in section.items
        if item.type and any(mark.text in optional for mark in item.names)
    ]
    return not types or any(re.search(r"optional|default", text) for text in types)


def _inline_types(section: Section) -> bool:
    """Whether types stand inside the field: ``:param int x:``."""
    return not STYLES[section.style].has_headings and any(
        item.type
        and item.names
        and item.type.line == item.names[0].line
        and item.type.start < item.names[0].start
        for item in section.items
    )


def _with_field_name(line: str, section: Section, entry: Entry, typed: bool) -> str:
    """A field under the name that its neighbours have, such as ``:arg`` for ``:param``."""
    if STYLES[section.style].has_headings or not section.items:
        return line
    mark = ":" if section.style == "sphinx" else "@"
    match = re.match(rf"{mark}(param|ivar|raises?|returns?|yields)\b(?P<rest>.*)$", line, re.S)
    if not match or section.title.lower() in _OTHER_FIELDS:
        return line
    rest = match["rest"]
    if typed and entry.type:
        rest = f" {entry.type}{rest}"
    return f"{mark}{section.title}{rest}"


_OTHER_FIELDS = frozenset({"type", "rtype", "vartype", "kwtype", "ytype", "key", "keyword"})


def _close_colon(outline: Outline, section: Section) -> bool:
    stated = [item for item in section.items if item.type and item.names]
    close = [
        item
        for item in stated
        if outline.lines[item.start][item.names[-1].end : item.names[-1].end + 1] == ":"
    ]
    return len(close) * 2 > len(stated)


def _unit(outline: Outline, section: Section) -> str:
    """One step of indentation as the section's continuation lines have it."""
    for item in section.items:
        for line in range(item.start + 1, item.end):
            text = outline.lines[line]
            if text.strip() and depth(text) > depth(section.indent):
                return indentation(text)[len(section.indent) :] or " " * _STEP
    if section.indent:
        return "\t" if "\t" in section.indent else section.indent
    return " " * _STEP


def _indented(lines: list[str], section: Section, unit: str) -> list[str]:
    """The lines with the section's own indentation in place of four blanks a step."""
    base = _STEP if section.style == "google" else 0
    return [_line_at(line, base, section.indent, unit) for line in lines]


def _line_at(line: str, base: int, indent: str, unit: str) -> str:
    if not line.strip():
        return ""
    deeper = len(line) - len(line.lstrip(" ")) - base
    if deeper >= _STEP:
        return indent + unit + line[base + _STEP :]
    return indent + line[base:]


def separated(outline: Outline, items: tuple[Item, ...]) -> bool:
    """Whether blank lines stand between most entries."""
    pairs = list(pairwise(items))
    blank = sum(
        any(not outline.lines[line].strip() for line in range(one.end, other.start))
        for one, other in pairs
    )
    return bool(pairs) and blank * 2 > len(pairs)
