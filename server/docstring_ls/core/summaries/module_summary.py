"""The summary of a module."""

from __future__ import annotations

import re
from pathlib import PurePath

from ..analysis import Facts
from .words import capitalized, spoken

_MOST_NAMED = 4
_TELL_NOTHING = frozenset({"log", "logger", "LOG", "LOGGER", "T", "P"})
_DUNDER = re.compile(r"__\w+__")


def module_summaries(facts: Facts) -> list[str]:
    """True summaries, the most telling one first and the shortest last."""
    name = facts.name
    package = PurePath(facts.place.path).parent.name
    if name == "__init__":
        name = package or name
        return [*_offering("Offer", facts), f"{capitalized(spoken(name) or name)} package."]
    if name == "__main__":
        return [f"Run {spoken(package) or 'the package'} as a program."]
    if name == "conftest":
        return ["Fixtures for the tests of this folder."]
    if name.startswith("test_") or name.endswith("_test"):
        words = spoken(name.removeprefix("test_").removesuffix("_test"))
        return [f"Tests for {words}."] if words else ["Tests."]
    return [*_offering("Define", facts), f"{capitalized(spoken(name) or name)}."]


def _offering(verb: str, facts: Facts) -> list[str]:
    telling = (name for name in facts.exports if name not in _TELL_NOTHING)
    names = [f"``{name}``" for name in telling if not _DUNDER.fullmatch(name)]
    found = [f"{verb} {', '.join(names[:count])} and others." for count in (3, 2, 1)]
    if len(names) > _MOST_NAMED:
        return found
    if len(names) < 2:
        return [f"{verb} {name}." for name in names]
    return [f"{verb} {', '.join(names[:-1])} and {names[-1]}.", *found[3 - len(names) + 1 :]]
