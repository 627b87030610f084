"""What a docstring claims that the code no longer does.

Silence is the rule: what the code cannot disprove is not reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..analysis import Facts, SectionKind
from ..docstrings import Item, Outline, Style, parse
from ..problems import Location
from ..syntax import SymbolKind
from .attribute_claims import attributes_are_certain
from .matching import is_open, match_attributes, match_parameters, parameter_named
from .required import lost_default, required
from .stated_types import contradicts, taken_apart
from .types_and_defaults import defaulted, says_something, typed, wrong_default
from .update_context import UpdateContext, is_template, returns_nothing, signature_is_certain


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim of a docstring that the code does not bear out.

    Attributes:
        code: Stable kebab-case name of the rule, such as ``unknown-parameter``.
        message: One sentence for the user.
        line: 0-based line of the cleaned docstring.
        evidence: The code that proves it.
        contradiction: True where the docstring says what is false, False where it omits something.
        name: The parameter, exception or attribute meant, or empty.
    """

    code: str
    message: str
    line: int
    evidence: Location
    contradiction: bool = True
    name: str = ""


def contradictions(existing: str, facts: Facts, style: Style) -> tuple[Finding, ...]:
    """The findings for a cleaned docstring, in the order of its lines; only certain ones."""
    if not existing.strip() or is_template(existing):
        return ()
    outline = parse(existing)
    found = [
        finding
        for check in (
            _parameters,
            _types,
            _defaults,
            _lost_defaults,
            _outcomes,
            _attributes,
            _omissions,
        )
        for finding in check(outline, facts, style)
    ]
    once = {(finding.code, finding.name, finding.message): finding for finding in reversed(found)}
    return tuple(sorted(once.values(), key=lambda finding: finding.line))


def _parameters(outline: Outline, facts: Facts, style: Style) -> Iterator[Finding]:
    if is_open(facts) or not signature_is_certain(facts, strict=True):
        return
    match = match_parameters(outline, facts)
    for item in outline.items(SectionKind.PARAMETERS):
        for mark in item.names:
            if mark.text in match.renamed:
                new = match.renamed[mark.text]
                yield Finding(
                    "renamed-parameter",
                    f"There is no parameter `{mark.text}`; it seems to be `{new}` now.",
                    mark.line,
                    _evidence(facts, new),
                    name=mark.text,
                )
            elif mark.text in match.unknown:
                yield Finding(
                    "unknown-parameter",
                    f"`{facts.name}` has no parameter `{mark.text}`.",
                    mark.line,
                    facts.place,
                    name=mark.text,
                )


def _types(outline: Outline, facts: Facts, style: Style) -> Iterator[Finding]:
    for item, annotation in typed(outline, UpdateContext(facts, style, None)):
        assert item.type
        stated = taken_apart(item.type.text).core
        if contradicts(stated, annotation):
            name = item.names[0].text if item.names else ""
            yield Finding(
                "wrong-type",
                f"The docstring says {stated}, the annotation says {annotation}.",
                item.type.line,
                _evidence(facts, name),
                name=name,
            )


def _defaults(outline: Outline, facts: Facts, style: Style) -> Iterator[Finding]:
    for item, parameter in defaulted(outline, UpdateContext(facts, style, None)):
        found = wrong_default(outline, item, parameter)
        if found:
            yield Finding(
                "wrong-default",
                f"The docstring says `{parameter.name}` defaults to {found[1].text}, "
                f"but it defaults to {parameter.default}.",
                found[0],
                parameter.place,
                name=parameter.name,
            )


def _lost_defaults(outline: Outline, facts: Facts, style: Style) -> Iterator[Finding]:
    if not signature_is_certain(facts, strict=True):
        return
    for item, parameter in required(outline, UpdateContext(facts, style, None)):
        line = lost_default(outline, item, parameter)
        if line is not None:
            yield Finding(
                "lost-default",
                f"The docstring gives `{parameter.name}` a default, but it must be passed.",
                line,
                parameter.place,
                name=parameter.name,
            )


def _outcomes(outline: Outline, facts: Facts, style: Style) -> Iterator[Finding]:
    if not returns_nothing(facts, strict=True):
        return
    for section in outline.of(SectionKind.RETURNS, SectionKind.YIELDS):
        if says_something(outline, section):
            verb = section.kind.value
            yield Finding(
                f"false-{verb}", f"`{facts.name}` {verb} nothing.", section.start, facts.place
            )


def _attributes(outline: Outline, facts: Facts, style: Style) -> Iterator[Finding]:
    if facts.kind is not SymbolKind.CLASS or not attributes_are_certain(facts):
        return
    match = match_attributes(outline, facts)
    for item in outline.items(SectionKind.ATTRIBUTES):
        for mark in item.names:
            gone = mark.text in match.unknown or mark.text in match.renamed
            if gone and not re.search(rf"\b{re.escape(mark.text)}\b", facts.source):
                new = match.renamed.get(mark.text, "")
                hint = f"; it seems to be `{new}` now" if new else ""
                yield Finding(
                    "renamed-attribute" if new else "unknown-attribute",
                    f"`{facts.name}` has no attribute `{mark.text}`{hint}.",
                    mark.line,
                    facts.place,
                    name=mark.text,
                )


def _omissions(outline: Outline, facts: Facts, style: Style) -> Iterator[Finding]:
    items: tuple[Item, ...] = outline.items(SectionKind.PARAMETERS)
    if not items:
        return
    for name in match_parameters(outline, facts).missing:
        parameter = parameter_named(facts, name)
        if parameter and not name.startswith("_"):
            yield Finding(
                "missing-parameter",
                f"Parameter `{name}` is not documented.",
                items[0].start,
                parameter.place,
                contradiction=False,
                name=name,
            )


def _evidence(facts: Facts, name: str) -> Location:
    parameter = parameter_named(facts, name)
    return parameter.place if parameter else facts.place
