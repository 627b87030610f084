"""NumPy style: underlined headings and ``name : type`` above an indented description."""

from __future__ import annotations

from ..docstring import Entry
from .dialect import Dialect, Kind, told_default
from .style import Style
from .wrap import wrap

TITLES = {
    Kind.PARAMETERS: "Parameters",
    Kind.ATTRIBUTES: "Attributes",
    Kind.RETURNS: "Returns",
    Kind.YIELDS: "Yields",
    Kind.RAISES: "Raises",
}
_STEP = "    "


def heading(kind: Kind) -> list[str]:
    """The lines that open a section."""
    return [TITLES[kind], "-" * len(TITLES[kind])]


def entry(kind: Kind, item: Entry, style: Style, width: int) -> list[str]:
    """The lines of one entry."""
    label = _label(kind, item, style)
    text = item.description.strip()
    body = wrap(text, width, _STEP, _STEP) if text else []
    return [label, *body] if label else wrap(text, width)


def _label(kind: Kind, item: Entry, style: Style) -> str:
    if kind in (Kind.RETURNS, Kind.YIELDS):
        return item.type if item.type else item.name
    # Without a type, "optional" would be read as one.
    if kind is Kind.RAISES or not style.types or not item.type:
        return item.name
    parts = [item.type] if item.type else []
    if not style.qualifies_types:
        pass
    elif told_default(item):
        parts.append(f"default: {told_default(item)}")
    elif item.optional:
        parts.append("optional")
    return f"{item.name} : {', '.join(parts)}" if parts else item.name


def examples(text: str, width: int) -> list[str]:
    """The lines of an examples section."""
    return ["Examples", "--------", *wrap(text, width)]


NUMPY = Dialect(
    "numpy",
    (Kind.PARAMETERS, Kind.ATTRIBUTES, Kind.RETURNS, Kind.YIELDS, Kind.RAISES),
    heading,
    entry,
    examples,
)
