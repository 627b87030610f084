"""A false statement about one definition with its true twin, and what both are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_LISTS = {"parameter": "parameters", "attribute": "attributes", "raises": "raises"}


@dataclass(frozen=True)
class Filling:
    """What phrasings of a case are filled with.

    Attributes:
        case: ``CLASS`` or ``CLASS/VARIANT``.
        lie: Values of the slots that make it false.
        true: Values that make it true.
        entry: Whose entry the places ``parameter``, ``attribute`` and ``raises`` mean.
        false_entry: The same for the lie, where the name is what is false of it.
    """

    case: str
    lie: Mapping[str, str] = field(default_factory=dict)
    true: Mapping[str, str] = field(default_factory=dict)
    entry: str = ""
    false_entry: str = ""


@dataclass(frozen=True)
class Rewording:
    """An author's sentence made false.

    Attributes:
        case: ``CLASS`` or ``CLASS/VARIANT``.
        place: Where it stands.
        old: His sentence, as it stands there.
        new: The same, made false.
        false: What of it is false.
        false_place: Where the lie stands, if elsewhere.
    """

    case: str
    place: str
    old: str
    new: str
    false: str
    false_place: str = ""


@dataclass(frozen=True)
class Statement:
    """One statement of an answer.

    Attributes:
        place: ``summary``, ``description``, ``returns``, ``yields``, ``parameter NAME``,
            ``attribute NAME`` or ``raises NAME``.
        text: All that the answer says there.
        core: The words that matter, as they would stand in the document.
    """

    place: str
    text: str
    core: str

    def stands_in(self, document: str) -> bool:
        """Whether the words that matter are there, wherever lines end."""
        return plain(self.core) in plain(document)

    def answer(self, summary: str) -> dict[str, object]:
        """An answer of the schema that says this beside its summary."""
        answer: dict[str, object] = {
            "summary": summary,
            "description": None,
            **{name: [] for name in _LISTS.values()},
            **{"returns": None, "yields": None, "examples": None},
        }
        kind, _, name = self.place.partition(" ")
        entry = [{"name": name, "description": self.text}]
        answer[_LISTS.get(kind, kind)] = entry if kind in _LISTS else self.text
        return answer


@dataclass(frozen=True)
class Pair:
    """A false statement and its true twin.

    Attributes:
        case: ``CLASS`` or ``CLASS/VARIANT``.
        origin: ``author`` where a person's sentence was made false, else ``phrasing``.
        lie: The false one.
        truth: The true one.
    """

    case: str
    origin: str
    lie: Statement
    truth: Statement

    @property
    def kind(self) -> str:
        """Its class."""
        return self.case.partition("/")[0]


def plain(text: str) -> str:
    """The words alone: no backticks, no line ends, no full stop at the end."""
    return re.sub(r"\s+", " ", text.replace("`", "")).strip().rstrip(".")
