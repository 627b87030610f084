"""Docstrings into text: every way to do it, and none that does not pass the gate."""

from .candidate import DocstringChange, EditCandidate
from .gate import CHECKS, verdict
from .placement import head, literal
from .rebasing import rebase
from .typed_quotes import just_typed, quotes_alone
from .writer import amend, join, place, place_all, sketch

__all__ = [
    "CHECKS",
    "DocstringChange",
    "EditCandidate",
    "amend",
    "head",
    "join",
    "just_typed",
    "literal",
    "place",
    "place_all",
    "quotes_alone",
    "rebase",
    "sketch",
    "verdict",
]
