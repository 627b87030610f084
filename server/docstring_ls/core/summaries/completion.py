"""A docstring without a model: written from the facts, or filling what an answer leaves out."""

from __future__ import annotations

from dataclasses import replace

from ..analysis import (
    Attribute,
    AttributeOrigin,
    ConditionKind,
    Facts,
    PropagatedException,
    SectionKind,
)
from ..docstrings import Detail, Docstring, Entry, Style
from ..text import printable
from .redundancy import trim
from .section_entries import attribute_entry, outcome_entry, parameter_entry
from .summary import summary_of

# Characters of the conditions of an exception that are still read as a sentence.
_LONGEST_CONDITION = 60
_SAID = (ConditionKind.TEST, ConditionKind.CASE, ConditionKind.HANDLER)
_IN_BODY = frozenset({AttributeOrigin.CLASS, AttributeOrigin.FIELD, AttributeOrigin.MEMBER})


def complete(docstring: Docstring, facts: Facts, style: Style) -> Docstring:
    """The docstring with every entry that the code can show, in the order of the code.

    Entries that nobody described have an empty description; :func:`trim` decides what of it stands.
    """
    return replace(
        docstring,
        summary=docstring.summary or summary_of(facts, style),
        parameters=_parameters(docstring, facts),
        attributes=_attributes(docstring, facts, style),
        returns=docstring.returns or (outcome_entry(facts.returns, "") if facts.returns else None),
        yields=docstring.yields or (outcome_entry(facts.yields, "") if facts.yields else None),
        raises=_raises(docstring, facts, style),
    )


def _parameters(docstring: Docstring, facts: Facts) -> tuple[Entry, ...]:
    descriptions = {entry.name.lstrip("*"): entry.description for entry in docstring.parameters}
    return tuple(
        parameter_entry(item, descriptions.get(item.name, ""))
        for item in facts.parameters
        if item.name.strip("_")
    )


def _attributes(docstring: Docstring, facts: Facts, style: Style) -> tuple[Entry, ...]:
    described = {entry.name: entry for entry in docstring.attributes}
    if SectionKind.ATTRIBUTES in style.demanded:
        # Checkers that count attributes know those of the class body and no others.
        known = [item for item in facts.attributes if item.origin in _IN_BODY]
        return tuple(_attribute(item, described) for item in known if not item.name.startswith("_"))
    known = [
        item
        for item in facts.attributes
        if item.name in described
        or (item.origin is not AttributeOrigin.PROPERTY and not item.name.startswith("_"))
    ]
    rest = described.keys() - {item.name for item in known}
    return (
        *(_attribute(item, described) for item in known),
        *(entry for name, entry in described.items() if name in rest),
    )


def _attribute(attribute: Attribute, described: dict[str, Entry]) -> Entry:
    return described.get(attribute.name) or attribute_entry(attribute, _sentence(attribute.comment))


def _raises(docstring: Docstring, facts: Facts, style: Style) -> tuple[Entry, ...]:
    described = {entry.name: entry for entry in docstring.raises}
    entries: dict[str, Entry] = {}
    every = (*facts.raises, *facts.implied)
    # Checkers that count raise statements object to exceptions without one.
    counted = SectionKind.RAISES in style.demanded
    for propagated in facts.raises if counted else every:
        name = propagated.exception
        if name in entries or not (propagated.certain or name in described):
            continue
        entry = described.get(name)
        entries[name] = entry if entry and entry.description else Entry(name, _when(name, every))
    known = {item.exception for item in every}
    insisted = (entry for name, entry in described.items() if name not in known)
    return (*entries.values(), *insisted)


def _when(exception: str, exceptions: tuple[PropagatedException, ...]) -> str:
    """When an exception leaves, as far as the code tells it in few words; else empty."""
    every = [item for item in exceptions if item.exception == exception]
    same = [item for item in every if item.certain]
    # A callee's condition speaks of the callee's own names, which mean something else here.
    if not any(item.via for item in same):
        return _own_conditions(same, alone=len(same) == len(every))
    callees = dict.fromkeys(item.via[0] for item in same if item.via)
    if len(callees) <= 2:
        return "From " + " or ".join(f"``{name}``" for name in callees) + "."
    return ""


def _own_conditions(same: list[PropagatedException], alone: bool) -> str:
    """*If* where the conditions decide, *only if* where more must hold and it comes from nowhere.

    Args:
        same: One exception at each place where it certainly leaves.
        alone: Whether it leaves nowhere else.
    """
    phrases = dict.fromkeys(_phrase(item) for item in same)
    partial = any(item.partial for item in same)
    if not phrases or not all(phrases) or len(phrases) > 2 or (partial and not alone):
        return ""
    text = " or ".join(phrases)
    return f"{'Only if' if partial else 'If'} {text}." if len(text) <= _LONGEST_CONDITION else ""


def _phrase(propagated: PropagatedException) -> str:
    """The nearest condition; empty where it can't be said in terms of the arguments."""
    told = [item for item in propagated.conditions if item.text and item.kind in _SAID]
    if not told or told[-1].is_rebound or "`" in told[-1].text:
        return ""
    source = " ".join(told[-1].text.split())
    if told[-1].kind is ConditionKind.HANDLER:
        return f"``{source.strip('()')}`` is caught"
    return f"``{source}``"


def _sentence(comment: str) -> str:
    return comment if not comment or comment[-1] in ".!?" else comment + "."


def draft(facts: Facts, style: Style) -> Docstring:
    """Write what can be said for certain; never a placeholder."""
    docstring = Docstring(summary_of(facts, style), _deprecated(facts, style))
    return trim(complete(docstring, facts, style), facts, style)


def _deprecated(facts: Facts, style: Style) -> str:
    """What ``@deprecated`` says; left out where a second line makes checkers demand sections."""
    if not facts.deprecation or style.demanded or style.detail is Detail.BRIEF:
        return ""
    message = printable(facts.deprecation).rstrip()
    return f"Deprecated: {message}" if message.endswith((".", "!")) else f"Deprecated: {message}."
