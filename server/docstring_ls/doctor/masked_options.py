"""Options as they may be shown: whatever is secret in them is masked."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from ..config import Config
from ..options import Options

MASK = "***"
_USER_IN_URL = re.compile(r"(?<=://)[^/@\s]+@")
_SECRET_IN_QUERY = re.compile(r"(?i)((?:key|sig|token|secret|password)=)[^&;\s]+")


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
    value: Any
    origin: str
    scope: str
    help: str


def shown_options(config: Config) -> Iterator[Shown]:
    """All options in the order in which they are declared."""
    for item in fields(Options):
        value = getattr(config.options, item.name)
        secret = item.metadata["secret"]
        yield Shown(
            item.name,
            (MASK if value else "") if secret else masked(value),
            _origin(config.origins[item.name], item),
            item.metadata["scope"],
            item.metadata["help"],
        )


def _origin(origin: str, item: Any) -> str:
    """The origin, and for the environment the variable that won."""
    if origin != "environment":
        return origin
    names = (f"DOCSTRING_LS_{item.name.upper()}", *item.metadata["env"])
    variable = next((name for name in names if os.environ.get(name)), "")
    return f"environment: {variable}" if variable else origin


def masked(value: Any) -> Any:
    """The value without what is secret inside a URL."""
    if isinstance(value, (list, tuple)):
        return [masked(each) for each in value]
    if not isinstance(value, str):
        return value
    return _SECRET_IN_QUERY.sub(rf"\1{MASK}", _USER_IN_URL.sub(f"{MASK}@", value))
