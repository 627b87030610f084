"""Sphinx style: reST field lists such as ``:param x: description``."""

from __future__ import annotations

import re

from ...analysis import SectionKind
from ..dialect import Dialect
from ..model import Entry, Style
from ..outline import Item, Section, depth, last_line, mark_of
from ..wrap import wrap
from .fields import TYPE_FIELDS, entry_writer, examples, no_heading, read_fields

NAMES = {
    SectionKind.PARAMETERS: "param",
    SectionKind.ATTRIBUTES: "ivar",
    SectionKind.RETURNS: "returns",
    SectionKind.YIELDS: "yields",
    SectionKind.RAISES: "raises",
}
_DIRECTIVE = re.compile(r"\s*\.\. +(?:py:)?attribute *:: *(?P<name>[\w.]+)\s*$")
_DIRECTIVE_TYPE = re.compile(r"\s+:type: *(?P<type>\S.*?)\s*$")


# In reStructuredText a star begins emphasis and a last underscore makes a reference.
_MARKUP = re.compile(r"\*|_$")


def mark(name: str, argument: str) -> str:
    """A field's head."""
    plain = _MARKUP.sub(r"\\\g<0>", argument)
    return f":{name} {plain}:" if plain else f":{name}:"


_field = entry_writer(mark, NAMES, TYPE_FIELDS)


def entry(kind: SectionKind, item: Entry, style: Style, width: int) -> list[str]:
    """The lines of one entry; attributes that a checker demands are directives, which it reads."""
    if kind is not SectionKind.ATTRIBUTES or SectionKind.ATTRIBUTES not in style.demanded:
        return _field(kind, item, style, width)
    lines = [f".. attribute :: {item.name}"]
    if style.types and item.type:
        lines.append(f"    :type: {item.type}")
    if item.description.strip():
        lines += ["", *wrap(item.description.strip(), width, "    ", "    ")]
    return [*lines, ""]


def _read_directives(lines: tuple[str, ...], taken: set[int]) -> list[Section]:
    """One section for all attribute directives."""
    items = []
    for at, line in enumerate(lines):
        match = None if at in taken else _DIRECTIVE.match(line)
        if match:
            end = _directive_end(lines, at)
            typed = next(
                (m for i in range(at + 1, end) if (m := _DIRECTIVE_TYPE.match(lines[i]))), None
            )
            row = next((i for i in range(at + 1, end) if _DIRECTIVE_TYPE.match(lines[i])), at)
            stated = mark_of(row, typed, "type") if typed else None
            items.append(Item(at, end, (mark_of(at, match, "name"),), type=stated))
    if not items:
        return []
    first, last = items[0].start, items[-1].end
    return [
        Section(SectionKind.ATTRIBUTES, "sphinx", "attribute", first, first, last, tuple(items))
    ]


def _directive_end(lines: tuple[str, ...], at: int) -> int:
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or depth(lines[end]) > depth(lines[at])):
        end += 1
    return last_line(lines, at + 1, end)


SPHINX = Dialect(
    "sphinx",
    (
        SectionKind.ATTRIBUTES,
        SectionKind.PARAMETERS,
        SectionKind.RAISES,
        SectionKind.RETURNS,
        SectionKind.YIELDS,
    ),
    no_heading,
    entry,
    examples,
    (_read_directives, read_fields),
    parted=False,
    examples_last=False,
)
