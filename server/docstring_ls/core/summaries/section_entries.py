"""The line of a section for what the code has, and what stands where nobody described it."""

from __future__ import annotations

from dataclasses import replace

from ..analysis import Attribute, Facts, Outcome, Parameter, ParameterKind, SectionKind
from ..docstrings import Docstring, Entry, Style

# Characters of a type or default that are still read as a part of a sentence.
_LONGEST = 60


def fill(docstring: Docstring, facts: Facts, style: Style) -> Docstring:
    """The docstring with type, default or use in place of every unknown description."""
    uses = {item.name: item.use for item in facts.parameters}
    returns, yields = docstring.returns, docstring.yields
    return replace(
        docstring,
        parameters=tuple(_parameter(item, uses, style) for item in docstring.parameters),
        attributes=tuple(_attribute(item, facts, style) for item in docstring.attributes),
        returns=returns and _outcome(returns, facts.returns, docstring, style),
        yields=yields and _outcome(yields, facts.yields, docstring, style),
    )


def _parameter(entry: Entry, uses: dict[str, str], style: Style) -> Entry:
    if SectionKind.PARAMETERS in style.demanded and entry.default:
        # Checkers compare the type with the signature's and take a default behind it for a part.
        entry = replace(entry, default="", optional=False, description=_with_default(entry))
    if entry.description or _label_tells(entry, style):
        return entry
    name = entry.name.lstrip("*")
    parts = (
        [f"``{entry.type}``"] if entry.type and not style.types and _is_short(entry.type) else []
    )
    if entry.optional and _is_short(entry.default):
        parts.append(f"{'defaults' if parts else 'Defaults'} to ``{entry.default}``")
    phrase = ", ".join(parts) + "." if parts else ""
    return replace(entry, description=phrase or uses.get(name, "") or _by_kind(entry))


def _with_default(entry: Entry) -> str:
    if entry.description or not _is_short(entry.default):
        return entry.description
    return f"Defaults to ``{entry.default}``."


def _label_tells(entry: Entry, style: Style) -> bool:
    """Whether type and default stand in front already, in a style that may leave it at that."""
    return style.name == "numpy" and style.types and bool(entry.type)


def _by_kind(entry: Entry) -> str:
    if entry.name.startswith("**"):
        return "Further keyword arguments."
    if entry.name.startswith("*"):
        return "Further positional arguments."
    return "Optional." if entry.optional else "Required."


def _attribute(entry: Entry, facts: Facts, style: Style) -> Entry:
    if entry.description or _label_tells(entry, style):
        return entry
    default = next((item.default for item in facts.attributes if item.name == entry.name), "")
    if entry.type and not style.types and _is_short(entry.type):
        return replace(entry, description=f"``{entry.type}``.")
    if default and _is_short(default):
        return replace(entry, description=f"``{default}`` at first.")
    return replace(entry, description="Set by the class.")


def _outcome(entry: Entry, outcome: Outcome | None, docstring: Docstring, style: Style) -> Entry:
    if entry.description or _label_tells(entry, style):
        return entry
    if entry.type and not style.types and _is_short(entry.type):
        return replace(entry, description=f"``{entry.type}``.")
    shown = outcome.expressions if outcome else ()
    phrase = " or ".join(f"``{expression}``" for expression in shown)
    if outcome and outcome.maybe_none and phrase:
        phrase += ", or None"
    if phrase and _is_short(phrase) and len(shown) <= 3 and "`" not in "".join(shown):
        return replace(entry, description=f"{phrase}.")
    for verb in ("Return ", "Yield "):
        if docstring.summary.startswith(verb):
            phrase_of_summary = docstring.summary.removeprefix(verb)
            return replace(entry, description=phrase_of_summary[:1].upper() + phrase_of_summary[1:])
    return replace(entry, description="The result.")


def _is_short(source: str) -> bool:
    return len(source) <= _LONGEST and "\\" not in source and "`" not in source


_STARS = {ParameterKind.VAR_POSITIONAL: "*", ParameterKind.VAR_KEYWORD: "**"}


def parameter_entry(parameter: Parameter, description: str) -> Entry:
    """A parameter's line, its type and default from the code."""
    return Entry(
        _STARS.get(parameter.kind, "") + parameter.name,
        description,
        type=parameter.annotation,
        optional=parameter.default is not None,
        default=parameter.default if parameter.default is not None else "",
    )


def attribute_entry(attribute: Attribute, description: str) -> Entry:
    """An attribute's line, its type from the code."""
    return Entry(attribute.name, description, type=attribute.annotation)


def outcome_entry(outcome: Outcome, description: str) -> Entry:
    """The line of a result, its type from the code."""
    return Entry("", description, type=outcome.annotation)
