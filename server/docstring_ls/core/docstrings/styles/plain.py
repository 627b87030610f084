"""Plain style: prose only; what other styles put into sections is left to the signature."""

from __future__ import annotations

from ...analysis import SectionKind
from ..dialect import Dialect
from ..model import Entry, Style
from .fields import examples, no_heading


def entry(kind: SectionKind, item: Entry, style: Style, width: int) -> list[str]:
    """Nothing: plain docstrings have no entries."""
    return []


PLAIN = Dialect("plain", (), no_heading, entry, examples, (), parted=False)
