"""Sphinx style: reST field lists such as ``:param x: description``."""

from __future__ import annotations

from .dialect import Dialect, Kind
from .fields import TYPE_FIELDS, entry_writer, examples, no_heading

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


SPHINX = Dialect(
    "sphinx",
    (Kind.PARAMETERS, Kind.ATTRIBUTES, Kind.RAISES, Kind.RETURNS, Kind.YIELDS),
    no_heading,
    entry_writer(mark, NAMES, TYPE_FIELDS),
    examples,
    parted=False,
    examples_last=False,
)
