"""The summary of a class."""

from __future__ import annotations

from ..fact import Attribute, Facts
from .words import capitalized, split, spoken

_MOST_NAMED = 4


def class_summaries(facts: Facts) -> list[str]:
    """True summaries, the most telling one first and the shortest last."""
    words = spoken(facts.name) or facts.name
    plain = f"{capitalized(words)}."
    return [text for text in (_listed(facts, words), _by_name(facts), plain) if text]


def _listed(facts: Facts, words: str) -> str:
    """The few members that make up the whole of it."""
    if "enum" in facts.traits:
        members = _names(facts, "member")
        return f"{capitalized(words)}: {_joined(members, 'or')}." if len(members) > 1 else ""
    if "exception" in facts.traits:
        return ""
    fields = _names(facts, "field")
    if facts.traits & {"dataclass", "named-tuple", "typed-dict", "fields"} and fields:
        return f"{capitalized(words)} with {_joined(fields, 'and')}."
    return ""


def _names(facts: Facts, origin: str) -> list[str]:
    found = [item for item in facts.attributes if item.origin == origin and _is_public(item)]
    return [f"``{item.name}``" for item in found] if len(found) <= _MOST_NAMED else []


def _is_public(attribute: Attribute) -> bool:
    return not attribute.name.startswith("_")


def _joined(names: list[str], last: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def _by_name(facts: Facts) -> str:
    parts = split(facts.name)
    if len(parts) < 2:
        return ""
    head, tail = spoken("_".join(parts[1:])), spoken("_".join(parts[:-1]))
    if parts[0] in {"Base", "Abstract"}:
        return f"Base class of every {head}."
    if parts[-1] == "Base":
        return f"Base class of every {tail}."
    if parts[-1] in {"Mixin", "MixIn"}:
        return f"Mixin for {tail}."
    if parts[0] in {"Test", "Tests"}:
        return f"Tests for {head}."
    if parts[-1] in {"Test", "Tests", "TestCase"} and facts.traits & {"test"}:
        return f"Tests for {tail}."
    if "protocol" in facts.traits:
        return f"Protocol for {spoken(facts.name)}."
    return ""
