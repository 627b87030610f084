"""The line of a section for what the code has: its name, type and default, with a description."""

from __future__ import annotations

from ..analysis import Attribute, Outcome, Parameter, ParameterKind
from ..docstrings import Entry

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
