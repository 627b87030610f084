"""What Sphinx and Epytext share: one field a claim, ``:param x: …`` or ``@param x: …``."""

from __future__ import annotations

from collections.abc import Callable

from ..docstring import Entry
from .dialect import Kind, with_default
from .style import Style
from .wrap import wrap

_STEP = "    "
# The type of each claim has a field of its own.
TYPE_FIELDS = {
    Kind.PARAMETERS: "type",
    Kind.ATTRIBUTES: "vartype",
    Kind.RETURNS: "rtype",
    Kind.YIELDS: "rtype",
}


def entry_writer(
    mark: Callable[[str, str], str], names: dict[Kind, str], types: dict[Kind, str]
) -> Callable[[Kind, Entry, Style, int], list[str]]:
    """A writer of entries as fields.

    Args:
        mark: Puts a field's name and argument between the style's marks.
        names: The field of each section.
        types: The field that gives the type, where the style has one.
    """

    def entry(kind: Kind, item: Entry, style: Style, width: int) -> list[str]:
        text = with_default(item, style)
        argument = "" if kind in (Kind.RETURNS, Kind.YIELDS) else item.name.lstrip("*")
        wanted = style.types if argument else style.repeats_result
        typed = wanted and item.type and kind in types
        lines: list[str] = []
        if text or not typed or kind in (Kind.PARAMETERS, Kind.ATTRIBUTES):
            head = mark(names[kind], item.name if argument else "")
            lines = wrap(text, width, f"{head} " if text else head, _STEP)
        if typed:
            optional = ", optional" if item.optional and style.qualifies_types else ""
            field = mark(types[kind], item.name if argument else "")
            lines.append(f"{field} {item.type}{optional}")
        return lines

    return entry


def no_heading(kind: Kind) -> list[str]:
    """Fields need no heading."""
    return []


def examples(text: str, width: int) -> list[str]:
    """Examples as plain paragraphs."""
    return wrap(text, width)
