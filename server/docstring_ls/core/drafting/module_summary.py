"""The summary of a module."""

from __future__ import annotations

from pathlib import PurePath

from ..fact import Facts
from .words import capitalized, spoken


def module_summaries(facts: Facts) -> list[str]:
    """True summaries, the most telling one first and the shortest last."""
    name = facts.name
    package = PurePath(facts.place.path).parent.name
    if name == "__init__":
        name = package or name
        return [_offering("Offer", facts), f"{capitalized(spoken(name) or name)} package."]
    if name == "__main__":
        return [f"Run {spoken(package) or 'the package'} as a program."]
    if name == "conftest":
        return ["Fixtures for the tests of this folder."]
    if name.startswith("test_") or name.endswith("_test"):
        words = spoken(name.removeprefix("test_").removesuffix("_test"))
        return [f"Tests for {words}."] if words else ["Tests."]
    return [_offering("Define", facts), f"{capitalized(spoken(name) or name)}."]


def _offering(verb: str, facts: Facts) -> str:
    names = [f"``{name}``" for name in facts.exports]
    if not names or len(names) > 4:
        return ""
    return f"{verb} {names[0] if len(names) == 1 else ', '.join(names[:-1]) + ' and ' + names[-1]}."
