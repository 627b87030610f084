"""A docstring that also says what the code can't prove, for a person who insists on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from ..docstrings import Docstring, Entry


def with_unproven(docstring: Docstring, proven: Docstring, kept: Docstring) -> Docstring:
    """A docstring with the passages of an answer that can't be proven, whole and in their place.

    Args:
        docstring: What is proposed; it may come from a later answer.
        proven: The answer without what can't be proven.
        kept: The same answer with it; what is false is missing in both.
    """
    return replace(
        docstring,
        summary=_either(docstring.summary, proven.summary, kept.summary),
        description=_either(docstring.description, proven.description, kept.description),
        parameters=_entries(docstring.parameters, proven.parameters, kept.parameters),
        attributes=_entries(docstring.attributes, proven.attributes, kept.attributes),
        returns=_either(docstring.returns, proven.returns, kept.returns),
        yields=_either(docstring.yields, proven.yields, kept.yields),
        raises=_entries(docstring.raises, proven.raises, kept.raises),
    )


_Passage = TypeVar("_Passage", str, Entry | None)


def _either(own: _Passage, proven: _Passage, kept: _Passage) -> _Passage:
    return own if proven == kept else kept


def _entries(
    own: tuple[Entry, ...], proven: tuple[Entry, ...], kept: tuple[Entry, ...]
) -> tuple[Entry, ...]:
    """The entries with those of the answer that hold what can't be proven."""
    insisted = {entry.name: entry for entry in kept if entry not in proven}
    named = {entry.name for entry in own}
    return (
        *(insisted.get(entry.name, entry) for entry in own),
        *(entry for name, entry in insisted.items() if name not in named),
    )
