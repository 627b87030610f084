"""Plain style: prose only; what other styles put into sections is left to the signature."""

from __future__ import annotations

from ..docstring import Entry, Kind
from .dialect import Dialect
from .fields import examples, no_heading
from .style import Style


def entry(kind: Kind, item: Entry, style: Style, width: int) -> list[str]:
    """Nothing: plain docstrings have no entries."""
    return []


PLAIN = Dialect("plain", (), no_heading, entry, examples, (), parted=False)
