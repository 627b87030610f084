"""The noise gate: no section that merely repeats names, and no gap in one that stands."""

from __future__ import annotations

import re
from dataclasses import replace

from ..analysis import Facts, is_plain_property
from ..docstrings import Detail, Docstring, Entry, Style
from ..syntax import SymbolKind
from .fill import fill
from .words import listed

_EMPTY_WORDS = listed(
    """
    a an the this that of to for in on by with from and or is are be as it its which given
    parameter parameters argument arguments arg args value values object instance name
    specified provided used use optional required input variable attribute attributes field
    type
    """
)
_WORD = re.compile(r"[^\W_]+")
_SECTIONS = ("parameters", "attributes", "returns", "yields", "raises")


def wanted(docstring: Docstring, facts: Facts, style: Style) -> frozenset[str]:
    """The sections that an answer should fill: those it began, and what detail and checkers ask."""
    if style.detail is Detail.BRIEF or style.demanded & facts.disputed:
        return frozenset()
    begun = {name for name in _SECTIONS if getattr(docstring, name)}
    if any(item.certain for item in facts.raises):
        begun.add("raises")
    if style.detail is Detail.FULL:
        begun |= {"parameters", "returns", "yields"}
    if begun:
        begun |= style.demanded
    return frozenset(begun & _possible(facts, style))


def trim(docstring: Docstring, facts: Facts, style: Style) -> Docstring:
    """The docstring without sections that say nothing beyond the signature.

    Args:
        docstring: A completed docstring.
        facts: What the code says.
        style: The project's conventions; ``detail`` sets the measure,
            ``demanded`` what checkers want.
    """
    bare = _without_repetition(docstring, facts)
    if style.detail is Detail.BRIEF or style.demanded & facts.disputed:
        return _keep(bare, frozenset(), style)
    standing = {name for name in _SECTIONS if _says_something(getattr(bare, name))}
    if bare.raises:
        standing.add("raises")
    if style.detail is Detail.FULL:
        standing |= {
            name for name in ("parameters", "returns", "yields", "raises") if getattr(bare, name)
        }
    if standing:
        standing |= style.demanded
    kept = _keep(bare, frozenset(standing) & _possible(facts, style), style)
    return fill(kept, facts, style)


def _possible(facts: Facts, style: Style) -> frozenset[str]:
    found = {name for name in _SECTIONS if getattr(facts, name)}
    if facts.kind is SymbolKind.CLASS:
        found -= {"returns", "yields"}
        if "fields" in facts.traits or style.init_in == "method":
            found -= {"parameters"}
        if style.init_in == "method":
            found -= {"raises"}
    if facts.kind is SymbolKind.MODULE:
        found = {"attributes"}
    if "property" in facts.traits and not _counts_as_function(facts, style):
        found -= {"returns"}
    return frozenset(found)


def _counts_as_function(facts: Facts, style: Style) -> bool:
    return "returns" in style.demanded and not is_plain_property(facts.decorators)


def _without_repetition(docstring: Docstring, facts: Facts) -> Docstring:
    def checked(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(_unless_empty(entry, entry.name) for entry in entries)

    names = " ".join((facts.name, "returns return result yields yield"))
    return replace(
        docstring,
        parameters=checked(docstring.parameters),
        attributes=checked(docstring.attributes),
        raises=checked(docstring.raises),
        returns=docstring.returns and _unless_empty(docstring.returns, names),
        yields=docstring.yields and _unless_empty(docstring.yields, names),
    )


def _unless_empty(entry: Entry, name: str) -> Entry:
    said = {word.lower() for word in _WORD.findall(entry.description)}
    known = {word.lower() for word in _WORD.findall(f"{_split(name)} {_split(entry.type)}")}
    return replace(entry, description="") if said <= known | _EMPTY_WORDS else entry


def _split(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name) + " " + name


def _says_something(section: Entry | tuple[Entry, ...] | None) -> bool:
    entries = section if isinstance(section, tuple) else (section,)
    return any(entry is not None and entry.description for entry in entries)


def _keep(docstring: Docstring, standing: frozenset[str], style: Style) -> Docstring:
    return replace(
        docstring,
        parameters=docstring.parameters if "parameters" in standing else (),
        attributes=_told_of(docstring.attributes, style) if "attributes" in standing else (),
        returns=docstring.returns if "returns" in standing else None,
        yields=docstring.yields if "yields" in standing else None,
        raises=docstring.raises if "raises" in standing else (),
    )


def _told_of(attributes: tuple[Entry, ...], style: Style) -> tuple[Entry, ...]:
    """Those with something to say; all of them only where a checker counts them."""
    if "attributes" in style.demanded or style.detail is Detail.FULL:
        return attributes
    return tuple(entry for entry in attributes if entry.description)
