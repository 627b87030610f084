"""Claims about parameters and attributes."""

from __future__ import annotations

import re
from dataclasses import replace

from ..analysis import Facts, Trait
from ..docstrings import Docstring, Entry
from ..summaries import attribute_entry, parameter_entry
from ..syntax import SymbolKind
from .claim_checker import ClaimChecker
from .claims import Part

_NAME = re.compile(r"[^\W\d][\w.]*")


def bare_name(written: str) -> str:
    """The identifier in what a model wrote: stars, backticks and types left out."""
    match = _NAME.search(written.replace("\\", ""))
    return match[0] if match else ""


def checked_parameters(
    entries: tuple[Entry, ...], facts: Facts, examiner: ClaimChecker
) -> tuple[Entry, ...]:
    """The entries of real parameters, in signature order, with the code's types and defaults."""
    known = {item.name: item for item in facts.parameters}
    said: dict[str, str] = {}
    for entry in entries:
        name = bare_name(entry.name)
        if not name.strip("_"):
            continue
        if name in known and name not in said:
            said[name] = examiner.entry(Part.PARAMETER, name, entry.description)
        elif name in known:
            examiner.drop(
                "repeated-parameter", f"Parameter `{name}` is described twice", facts.place
            )
        elif name not in {"self", "cls", "None", "none", ""}:
            examiner.drop(
                "unknown-parameter", f"There is no parameter `{_short(entry.name)}`", facts.place
            )
    return tuple(parameter_entry(known[name], said[name]) for name in known if name in said)


def checked_attributes(
    entries: tuple[Entry, ...], facts: Facts, examiner: ClaimChecker
) -> tuple[Entry, ...]:
    """The entries of real attributes, in the order in which the class binds them."""
    known = {item.name: item for item in facts.attributes}
    kept: dict[str, Entry] = {}
    for entry in entries:
        name = bare_name(entry.name).removeprefix("self.").removeprefix("cls.")
        if name in kept:
            continue
        if name in known:
            item = known[name]
            kept[name] = attribute_entry(
                item, examiner.entry(Part.ATTRIBUTE, name, entry.description)
            )
        elif facts.kind is SymbolKind.MODULE and name in facts.exports:
            kept[name] = Entry(name, examiner.entry(Part.ATTRIBUTE, name, entry.description))
        elif _inherited(name, facts):
            kept[name] = Entry(name, examiner.entry(Part.ATTRIBUTE, name, entry.description))
            examiner.note(
                "undecided-attribute", f"Attribute `{name}` may be inherited; kept", facts.place
            )
        elif name not in {"", "None", "none"}:
            examiner.drop(
                "unknown-attribute", f"There is no attribute `{_short(entry.name)}`", facts.place
            )
    order = [*known, *(name for name in kept if name not in known)]
    return tuple(kept[name] for name in order if name in kept)


def _inherited(name: str, facts: Facts) -> bool:
    return (
        bool(facts.bases) and re.search(rf"\bself\.{re.escape(name)}\b", facts.source) is not None
    )


def _short(name: str) -> str:
    return name.strip()[:60].replace("`", "")


def fields_as_attributes(docstring: Docstring, facts: Facts) -> Docstring:
    """Where the fields of a class are its parameters, they are told once, as attributes."""
    if Trait.FIELDS not in facts.traits:
        return docstring
    fields = {item.name for item in facts.parameters}
    moved = tuple(item for item in docstring.parameters if bare_name(item.name) in fields)
    rest = tuple(item for item in docstring.parameters if bare_name(item.name) not in fields)
    return replace(docstring, parameters=rest, attributes=(*docstring.attributes, *moved))
