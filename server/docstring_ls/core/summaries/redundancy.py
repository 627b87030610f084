"""The noise gate: no section that merely repeats names, and no gap in one that stands."""

from __future__ import annotations

import re
from dataclasses import replace

from ..analysis import Facts, SectionKind, Trait, is_plain_property
from ..docstrings import Detail, Docstring, Entry, Style
from ..syntax import SymbolKind
from .section_entries import fill
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
_SECTIONS = (
    SectionKind.PARAMETERS,
    SectionKind.ATTRIBUTES,
    SectionKind.RETURNS,
    SectionKind.YIELDS,
    SectionKind.RAISES,
)


def wanted(docstring: Docstring, facts: Facts, style: Style) -> frozenset[SectionKind]:
    """The sections that an answer should fill: those it began, and what detail and checkers ask."""
    if style.detail is Detail.BRIEF or style.demanded & facts.disputed:
        return frozenset()
    begun = {name for name in _SECTIONS if getattr(docstring, name)}
    if any(item.certain for item in facts.raises):
        begun.add(SectionKind.RAISES)
    if style.detail is Detail.FULL:
        begun |= {SectionKind.PARAMETERS, SectionKind.RETURNS, SectionKind.YIELDS}
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
        standing.add(SectionKind.RAISES)
    if style.detail is Detail.FULL:
        standing |= {
            name
            for name in (
                SectionKind.PARAMETERS,
                SectionKind.RETURNS,
                SectionKind.YIELDS,
                SectionKind.RAISES,
            )
            if getattr(bare, name)
        }
    if standing:
        standing |= style.demanded
    kept = _keep(bare, frozenset(standing) & _possible(facts, style), style)
    return fill(kept, facts, style)


def trim_growing(docstring: Docstring, facts: Facts, style: Style) -> Docstring:
    """What of a docstring that is still being written will stand, without entries yet to come."""
    bare = _without_repetition(docstring, facts)
    if style.detail is Detail.BRIEF or style.demanded & facts.disputed:
        return _keep(bare, frozenset(), style)
    kept = _keep(bare, _possible(facts, style), style)
    return replace(
        kept,
        parameters=_described(kept.parameters),
        attributes=_described(kept.attributes),
        returns=kept.returns if _says_something(kept.returns) else None,
        yields=kept.yields if _says_something(kept.yields) else None,
        raises=_described(kept.raises),
    )


def _described(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.description)


def _possible(facts: Facts, style: Style) -> frozenset[SectionKind]:
    sections = {name for name in _SECTIONS if getattr(facts, name)}
    if facts.implied and SectionKind.RAISES not in style.demanded:
        sections |= {SectionKind.RAISES}
    if facts.kind is SymbolKind.CLASS:
        sections -= {SectionKind.RETURNS, SectionKind.YIELDS}
        if Trait.FIELDS in facts.traits or style.init_in is SymbolKind.METHOD:
            sections -= {SectionKind.PARAMETERS}
        if style.init_in is SymbolKind.METHOD:
            sections -= {SectionKind.RAISES}
    if facts.kind is SymbolKind.MODULE:
        sections = {SectionKind.ATTRIBUTES}
    if Trait.PROPERTY in facts.traits and not _counts_as_function(facts, style):
        sections -= {SectionKind.RETURNS}
    return frozenset(sections)


def _counts_as_function(facts: Facts, style: Style) -> bool:
    return SectionKind.RETURNS in style.demanded and not is_plain_property(facts.decorators)


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
    words = {word.lower() for word in _WORD.findall(entry.description)}
    repeated = {word.lower() for word in _WORD.findall(f"{_split(name)} {_split(entry.type)}")}
    return replace(entry, description="") if words <= repeated | _EMPTY_WORDS else entry


def _split(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name) + " " + name


def _says_something(section: Entry | tuple[Entry, ...] | None) -> bool:
    entries = section if isinstance(section, tuple) else (section,)
    return any(entry is not None and entry.description for entry in entries)


def _keep(docstring: Docstring, standing: frozenset[SectionKind], style: Style) -> Docstring:
    return replace(
        docstring,
        parameters=docstring.parameters if SectionKind.PARAMETERS in standing else (),
        attributes=_told_of(docstring.attributes, style)
        if SectionKind.ATTRIBUTES in standing
        else (),
        returns=docstring.returns if SectionKind.RETURNS in standing else None,
        yields=docstring.yields if SectionKind.YIELDS in standing else None,
        raises=docstring.raises if SectionKind.RAISES in standing else (),
    )


def _told_of(attributes: tuple[Entry, ...], style: Style) -> tuple[Entry, ...]:
    """Those with something to say; all of them only where a checker counts them."""
    if SectionKind.ATTRIBUTES in style.demanded or style.detail is Detail.FULL:
        return attributes
    return tuple(entry for entry in attributes if entry.description)
