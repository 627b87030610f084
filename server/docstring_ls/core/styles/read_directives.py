"""Finds reST attribute directives, which pydoclint wants where Sphinx documents attributes."""

from __future__ import annotations

import re

from .dialect import Kind
from .outline import Item, Section, depth, last_line, mark_of

_HEAD = re.compile(r"\s*\.\. +(?:py:)?attribute *:: *(?P<name>[\w.]+)\s*$")
_TYPE = re.compile(r"\s+:type: *(?P<type>\S.*?)\s*$")


def sections(lines: tuple[str, ...], taken: set[int]) -> list[Section]:
    """One section for all attribute directives."""
    items = []
    for at, line in enumerate(lines):
        match = None if at in taken else _HEAD.match(line)
        if match:
            end = _end(lines, at)
            typed = next((m for i in range(at + 1, end) if (m := _TYPE.match(lines[i]))), None)
            row = next((i for i in range(at + 1, end) if _TYPE.match(lines[i])), at)
            stated = mark_of(row, typed, "type") if typed else None
            items.append(Item(at, end, (mark_of(at, match, "name"),), type=stated))
    if not items:
        return []
    first, last = items[0].start, items[-1].end
    return [Section(Kind.ATTRIBUTES, "sphinx", "attribute", first, first, last, tuple(items))]


def _end(lines: tuple[str, ...], at: int) -> int:
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or depth(lines[end]) > depth(lines[at])):
        end += 1
    return last_line(lines, at + 1, end)
