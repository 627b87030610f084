"""The Docstring value: what is said, without any layout."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """What is wanted of a symbol's docstring: a first one, the existing one mended, or another."""

    GENERATE = "generate"
    UPDATE = "update"
    REWRITE = "rewrite"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a section.

    Attributes:
        name: Parameter, exception or attribute; empty for returns and yields.
        description: Prose, possibly empty.
        type: The type as the code gives it; never from the model.
        optional: Whether the parameter has a default.
        default: The default's source text where it is worth saying.
    """

    name: str
    description: str = ""
    type: str = ""
    optional: bool = False
    default: str = ""


@dataclass(frozen=True, slots=True)
class Docstring:
    """A docstring's content, in the order in which it is written."""

    summary: str
    description: str = ""
    parameters: tuple[Entry, ...] = ()
    attributes: tuple[Entry, ...] = ()
    returns: Entry | None = None
    yields: Entry | None = None
    raises: tuple[Entry, ...] = ()
    examples: str = ""
