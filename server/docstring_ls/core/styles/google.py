"""Google style: ``Args:`` and indented ``name (type): description``."""

from __future__ import annotations

from ..docstring import Entry
from .dialect import Dialect, Kind, with_default
from .style import Style
from .wrap import columns, wrap

TITLES = {
    Kind.PARAMETERS: "Args",
    Kind.ATTRIBUTES: "Attributes",
    Kind.RETURNS: "Returns",
    Kind.YIELDS: "Yields",
    Kind.RAISES: "Raises",
}
_STEP = "    "


def heading(kind: Kind) -> list[str]:
    """The line that opens a section."""
    return [f"{TITLES[kind]}:"]


def entry(kind: Kind, item: Entry, style: Style, width: int) -> list[str]:
    """The lines of one entry."""
    if kind in (Kind.RETURNS, Kind.YIELDS):
        label = f"{item.type}:" if style.repeats_result and item.type else ""
        return _labelled(label, item.description, width, _STEP)
    label = item.name
    if kind is not Kind.RAISES and style.types:
        inside = [part for part in (item.type, "optional" if item.optional else "") if part]
        label += f" ({', '.join(inside)})" if inside else ""
    return _labelled(f"{label}:", with_default(item, style), width, _STEP * 2)


def _labelled(label: str, text: str, width: int, rest: str) -> list[str]:
    if not text.strip():
        return [_STEP + (label if len(rest) > len(_STEP) else label.rstrip(":"))]
    if columns(_STEP + label) > width:
        return [_STEP + label, *wrap(text, width, rest, rest)]
    return wrap(text, width, f"{_STEP}{label} " if label else _STEP, rest)


def examples(text: str, width: int) -> list[str]:
    """The lines of an examples section."""
    return ["Examples:", *wrap(text, width, _STEP, _STEP)]


GOOGLE = Dialect(
    "google",
    (Kind.PARAMETERS, Kind.ATTRIBUTES, Kind.RETURNS, Kind.YIELDS, Kind.RAISES),
    heading,
    entry,
    examples,
)
