"""Sphinx style: reST field lists such as ``:param x: description``."""

from __future__ import annotations

from ..docstring import Entry
from .dialect import Dialect, Kind
from .fields import TYPE_FIELDS, entry_writer, examples, no_heading
from .style import Style
from .wrap import wrap

NAMES = {
    Kind.PARAMETERS: "param",
    Kind.ATTRIBUTES: "ivar",
    Kind.RETURNS: "returns",
    Kind.YIELDS: "yields",
    Kind.RAISES: "raises",
}


def mark(name: str, argument: str) -> str:
    """A field's head."""
    return f":{name} {argument}:" if argument else f":{name}:"


_field = entry_writer(mark, NAMES, TYPE_FIELDS)


def entry(kind: Kind, item: Entry, style: Style, width: int) -> list[str]:
    """The lines of one entry; attributes that a checker demands are directives, which it reads."""
    if kind is not Kind.ATTRIBUTES or "attributes" not in style.demanded:
        return _field(kind, item, style, width)
    lines = [f".. attribute :: {item.name}"]
    if style.types and item.type:
        lines.append(f"    :type: {item.type}")
    if item.description.strip():
        lines += ["", *wrap(item.description.strip(), width, "    ", "    ")]
    return [*lines, ""]


SPHINX = Dialect(
    "sphinx",
    (Kind.ATTRIBUTES, Kind.PARAMETERS, Kind.RAISES, Kind.RETURNS, Kind.YIELDS),
    no_heading,
    entry,
    examples,
    parted=False,
    examples_last=False,
)
