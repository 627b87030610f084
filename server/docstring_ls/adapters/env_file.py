"""A ``.env`` file that the user names: the values of the connection, out of the workspace."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

from .. import config
from ..core.problems import Problem
from ..untrusted.files import CONFIGURATION_BYTES, read_bytes


def env_file(path: str) -> tuple[config.Layer, tuple[Problem, ...]]:
    """The layer that a ``.env`` file gives, weaker than the real environment.

    Args:
        path: Absolute, or beginning with ``~``; a relative one could lead into a workspace.
    """
    from dotenv import dotenv_values

    place = _expanded(path)
    nothing = config.Layer(str(place), {})
    if not place.is_absolute():
        return nothing, (_problem(f"env-file must be an absolute path, not {path!r}"),)
    try:
        text = read_bytes(place, CONFIGURATION_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or "it is not UTF-8"
        return nothing, (_problem(f"env-file {path} can't be read ({reason})"),)
    values = dotenv_values(stream=StringIO(text), interpolate=False)
    layer = config.environment({name: value for name, value in values.items() if value})
    return replace(layer, origin=str(place)), ()


def _expanded(path: str) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError:
        # There is no such user; the path stays relative, which is told.
        return Path(path)


def _problem(text: str) -> Problem:
    return Problem("env-file", f"{text}; it has no effect. Correct env-file.")
