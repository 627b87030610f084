"""The summary of a class."""

from __future__ import annotations

import re

from ..analysis import Attribute, AttributeOrigin, Facts, Trait
from .words import capitalized, is_plural, split, spoken, with_article

# Members that a summary names before it says "and others"; more fill the line.
_MOST_NAMED = 4
_FIELDED = frozenset({Trait.DATACLASS, Trait.NAMED_TUPLE, Trait.TYPED_DICT, Trait.FIELDS})
_TELL_NOTHING = frozenset({"object", "ABC", "Generic", "Protocol", "type"})


def class_summaries(facts: Facts) -> list[str]:
    """True summaries, the most telling one first and the shortest last."""
    words = spoken(facts.name) or facts.name
    candidates = [_listed(facts, words), _by_name(facts)]
    if " " not in words:
        candidates += [
            _exception(facts, words),
            _with_attributes(facts, words),
            _extending(facts, words),
        ]
        shown = with_article(words) if len(words) > 2 else f"``{facts.name}``"
        candidates.append(f"Represent {shown}.")
    return [text for text in (*candidates, f"{capitalized(words)}.") if text]


def _listed(facts: Facts, words: str) -> str:
    """The few members that make up the whole of it."""
    if Trait.ENUM in facts.traits:
        members = _names(facts, AttributeOrigin.MEMBER)
        few = 1 < len(members) <= _MOST_NAMED
        return f"{capitalized(words)}: {_joined(members, 'or')}." if few else ""
    if Trait.EXCEPTION in facts.traits:
        return ""
    if facts.traits & _FIELDED:
        return _with(words, _names(facts, AttributeOrigin.FIELD), "fields")
    return ""


def _with(words: str, names: list[str], what: str) -> str:
    if not names:
        return ""
    if len(names) > _MOST_NAMED:
        return f"{capitalized(words)} with {', '.join(names[:3])} and other {what}."
    return f"{capitalized(words)} with {_joined(names, 'and')}."


def _names(facts: Facts, origin: AttributeOrigin) -> list[str]:
    attributes = [item for item in facts.attributes if item.origin is origin and _is_public(item)]
    return [f"``{item.name}``" for item in attributes]


def _is_public(attribute: Attribute) -> bool:
    return not attribute.name.startswith("_")


def _joined(names: list[str], last: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def _exception(facts: Facts, words: str) -> str:
    if Trait.EXCEPTION not in facts.traits or re.search(r"(error|exception|warning)$", words):
        return ""
    kind = "Warning" if any(base.endswith("Warning") for base in facts.bases) else "Exception"
    return f"{kind} for {words}."


def _with_attributes(facts: Facts, words: str) -> str:
    """What every instance is made of."""
    if facts.traits & {Trait.ENUM, Trait.EXCEPTION, Trait.TEST}:
        return ""
    return _with(words, _names(facts, AttributeOrigin.INSTANCE), "attributes")


def _extending(facts: Facts, words: str) -> str:
    known = [base for base in facts.bases if re.fullmatch(r"[\w.]{2,40}", base)]
    telling = [base for base in known if base.rsplit(".", 1)[-1] not in _TELL_NOTHING]
    if not telling or Trait.ENUM in facts.traits:
        return ""
    verb = "extend" if is_plural(words) else "extends"
    return f"{capitalized(words)} that {verb} ``{telling[0]}``."


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
    if parts[-1] in {"Test", "Tests", "TestCase"} and facts.traits & {Trait.TEST}:
        return f"Tests for {tail}."
    if Trait.PROTOCOL in facts.traits:
        return f"Protocol for {spoken(facts.name)}."
    return ""
