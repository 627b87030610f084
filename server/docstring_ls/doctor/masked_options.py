"""Options as they may be shown: whatever is secret in them is masked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from ..config import Config
from ..option_spec import MASK, masked
from ..options import OPTIONS, variables


@dataclass(frozen=True, slots=True)
class Shown:
    """One option as it may be shown.

    Attributes:
        name: The attribute's name.
        value: Its value, masked; lists for tuples, so that it is JSON.
        origin: Where it came from.
        scope: ``project`` or ``user``.
        help: What it is for.
    """

    name: str
    value: object
    origin: str
    scope: str
    help: str


def shown_options(config: Config) -> Iterator[Shown]:
    """All options in the order in which they are declared."""
    for name, spec in OPTIONS.items():
        value = spec.show(getattr(config.options, name))
        shown = (MASK if value else "") if spec.secret else _masked(value)
        yield Shown(name, shown, _origin(config.origins[name], name), spec.scope.value, spec.help)


def _origin(origin: str, option: str) -> str:
    """The origin, and for the environment the variable that won."""
    if origin != "environment":
        return origin
    variable = next((name for name in variables(option) if os.environ.get(name)), "")
    return f"environment: {variable}" if variable else origin


def _masked(value: object) -> object:
    if isinstance(value, list):
        return [_masked(each) for each in value]
    return masked(value) if isinstance(value, str) else value
