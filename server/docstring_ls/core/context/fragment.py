"""One thing that a prompt shows, or left out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kept(StrEnum):
    """How much of a fragment a prompt holds."""

    WHOLE = "whole"
    SHORT = "short"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Fragment:
    """One piece of context.

    Attributes:
        kind: Such as ``type``, ``callee``, ``class``, ``caller``, ``test``, ``sibling``.
        name: What it shows.
        path: Path of its file, relative to the workspace.
        line: 1-based line where it begins.
        text: What the prompt would hold.
        tokens: Its size.
        kept: How much of it the prompt holds.
        reason: Why it was kept, shortened or dropped.
    """

    kind: str
    name: str
    path: str
    line: int
    text: str
    tokens: int = 0
    kept: Kept = Kept.WHOLE
    reason: str = ""
