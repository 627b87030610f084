"""Epytext style: fields such as ``@param x: description``."""

from __future__ import annotations

from ...analysis import SectionKind
from ..dialect import SECTION_ORDER, Dialect
from .fields import entry_writer, examples, no_heading, read_fields

NAMES = {
    SectionKind.PARAMETERS: "param",
    SectionKind.ATTRIBUTES: "ivar",
    SectionKind.RETURNS: "return",
    SectionKind.YIELDS: "return",
    SectionKind.RAISES: "raise",
}
# Epytext has one field for the types of parameters and of attributes.
_TYPES = {
    SectionKind.PARAMETERS: "type",
    SectionKind.ATTRIBUTES: "type",
    SectionKind.RETURNS: "rtype",
}


def mark(name: str, argument: str) -> str:
    """A field's head."""
    return f"@{name} {argument}:" if argument else f"@{name}:"


EPYTEXT = Dialect(
    "epytext",
    SECTION_ORDER,
    no_heading,
    entry_writer(mark, NAMES, _TYPES),
    examples,
    (read_fields,),
    parted=False,
    examples_last=False,
)
