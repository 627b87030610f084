"""A ``.env`` file that the user names: the values of the connection, out of the workspace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from .. import config
from ..core.problems import Problem


def env_file(path: str) -> tuple[config.Layer, tuple[Problem, ...]]:
    """The layer that a ``.env`` file gives, weaker than the real environment.

    Args:
        path: Absolute, or beginning with ``~``; a relative one could lead into a workspace.
    """
    from dotenv import dotenv_values

    place = Path(path).expanduser()
    nothing = config.Layer(str(place), {})
    if not place.is_absolute():
        return nothing, (_problem(f"env-file must be an absolute path, not {path!r}"),)
    try:
        values = dotenv_values(place.resolve(strict=True), interpolate=False, encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        return nothing, (_problem(f"env-file {path} can't be read ({type(problem).__name__})"),)
    layer = config.environment({name: value for name, value in values.items() if value})
    return replace(layer, origin=str(place)), ()


def _problem(text: str) -> Problem:
    return Problem("env-file", f"{text}; it has no effect. Correct env-file.")
