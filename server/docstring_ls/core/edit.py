"""Where a docstring goes, how its literal is written, and the gate that every edit passes."""

from __future__ import annotations

from dataclasses import dataclass

from .source import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement in one Source.

    Attributes:
        span: The bytes that give way.
        text: What stands there instead.
    """

    span: Span
    text: str
