"""Epytext style: fields such as ``@param x: description``."""

from __future__ import annotations

from ..docstring import Kind
from .dialect import Dialect
from .fields import entry_writer, examples, no_heading, read_fields

NAMES = {
    Kind.PARAMETERS: "param",
    Kind.ATTRIBUTES: "ivar",
    Kind.RETURNS: "return",
    Kind.YIELDS: "return",
    Kind.RAISES: "raise",
}
# Epytext has one field for the types of parameters and of attributes.
_TYPES = {
    Kind.PARAMETERS: "type",
    Kind.ATTRIBUTES: "type",
    Kind.RETURNS: "rtype",
    Kind.YIELDS: "rtype",
}


def mark(name: str, argument: str) -> str:
    """A field's head."""
    return f"@{name} {argument}:" if argument else f"@{name}:"


EPYTEXT = Dialect(
    "epytext",
    (Kind.PARAMETERS, Kind.ATTRIBUTES, Kind.RETURNS, Kind.YIELDS, Kind.RAISES),
    no_heading,
    entry_writer(mark, NAMES, _TYPES),
    examples,
    (read_fields,),
    parted=False,
    examples_last=False,
)
