"""What a project's own files say about docstrings: settings, then configuration, then habit."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterable
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import Any

from ..core.docstrings import (
    Decision,
    ObservedStyle,
    Style,
    decisions,
    habits,
    observe,
    types_habit,
)
from ..core.problems import Problem, Severity
from ..core.text import Source
from ..options import Options
from ..untrusted.files import is_folder, is_there
from .project_files import DEEPEST, ConfigurationFiles, Settings, reason_of, text_of
from .project_sample import Sample

# Seconds for which settings are taken to be as read: a person who saved them and asks sees them.
_FRESH_SECONDS = 2.0
# A docstring of the file itself counts as so many of its neighbours.
_OWN_WEIGHT = 4
# Characters by which a file must grow or shrink (some ten docstrings) to be observed anew.
_MUCH_CHANGED = 2_000
_PROJECT_MARKS = ("pyproject.toml", "setup.cfg", "setup.py", ".git")
_DEFAULTS = Options()
_STYLE_NAMES = frozenset(item.name for item in fields(Style))


class FileProject:
    """The conventions of a project, from options, configuration files and existing docstrings."""

    def __init__(self, options: Options) -> None:
        """Keep the options that outrank what the files say."""
        self._options = options
        self._files = ConfigurationFiles()
        self._sample = Sample()
        self._settings: dict[tuple[Path, Path], tuple[float, Settings]] = {}
        self._own: dict[str, tuple[int, ObservedStyle]] = {}
        self._belongs_together: dict[Path, tuple[float, bool]] = {}

    def style(self, source: Source, root: str) -> tuple[Style, tuple[Problem, ...]]:
        """The conventions for a file; never raises: a broken configuration file is a problem."""
        path = Path(source.path) if source.uri.startswith("file:") else None
        top = Path(root) if root else (path.parent if path else Path())
        folder = path.parent if path else top
        settings = self._settings_in(folder, top)
        own = self._observed(source)
        around = self._around(folder, top) if path else ObservedStyle()
        style = settle(self._options, settings, own, around)
        return style, tuple(settings.problems)

    def _settings_in(self, folder: Path, root: Path) -> Settings:
        known = self._settings.get((folder, root))
        now = time.monotonic()
        if known is None or now - known[0] > _FRESH_SECONDS:
            known = (now, self._files.settings(folder, root))
            self._settings[folder, root] = known
        return known[1]

    def _observed(self, source: Source) -> ObservedStyle:
        size = len(source.text)
        known = self._own.get(source.uri)
        if known is None or abs(known[0] - size) > _MUCH_CHANGED:
            known = (size, observe(source.text))
            self._own[source.uri] = known
        return known[1]

    def _around(self, folder: Path, root: Path) -> ObservedStyle:
        """What files of the same project or package do; beside a lone script lie strangers'."""
        known = self._belongs_together.get(folder)
        now = time.monotonic()
        if known is None or now - known[0] > _FRESH_SECONDS:
            known = self._belongs_together[folder] = (
                now,
                is_project(folder) or is_there(folder / "__init__.py"),
            )
        return self._sample.of_package(folder, root) if known[1] else ObservedStyle()


def is_project(folder: Path) -> bool:
    """Whether a folder lies in a project: a repository, or what is built as one."""
    places = islice((folder, *folder.parents), DEEPEST)
    return any(is_there(place / mark) for place in places for mark in _PROJECT_MARKS)


def settle(
    options: Options, settings: Settings, own: ObservedStyle, around: ObservedStyle | None = None
) -> Style:
    """The style: what the options say, else the configuration, else habit, else the defaults.

    Args:
        options: The options in force.
        settings: What configuration files say.
        own: What the file's own docstrings do; where they tell enough, nothing else counts.
        around: What the files of its package do.
    """
    seen = own.times(_OWN_WEIGHT) + (around or ObservedStyle())
    chosen: dict[str, Any] = {}
    origin: dict[str, str] = {}

    def take(found: Iterable[Decision], where: dict[str, str]) -> None:
        for decision in found:
            if decision.attribute not in chosen:
                chosen[decision.attribute] = decision.value
                file = where.get(decision.tool)
                origin[decision.attribute] = f"{decision.tool} in {file}" if file else decision.tool

    take(_of_options(options), {})
    take(_united(decisions(settings.tools)), settings.origins)
    take(habits(own), {})
    take(habits(seen), {})
    name = chosen.get("name", "google")
    habit = types_habit(own, name) or types_habit(seen, name)
    take([habit] if habit else [], {})
    if name == "numpy":
        take([Decision("types", True, "numpy style")], {})
    for item in _STYLE_NAMES - set(chosen) - {"origin"}:
        origin[item] = "default"
    return Style(**chosen, origin=origin)


def _of_options(options: Options) -> list[Decision]:
    found = [
        Decision(name, getattr(options, name), "setting")
        for name in ("language", "instructions")
        if getattr(options, name) != getattr(_DEFAULTS, name)
    ]
    if options.detail != _DEFAULTS.detail:
        found.append(Decision("detail", options.detail, "setting"))
    if options.style is not None:
        found.append(Decision("name", options.style, "setting"))
    if options.line_length:
        found.append(Decision("line_length", options.line_length, "setting"))
    if options.types is not None:
        found.append(Decision("types", options.types, "setting"))
        found.append(Decision("return_types", None, "setting"))
    if options.raises is not None:
        found.append(Decision("raises", options.raises, "setting"))
    return found


def _united(found: Iterable[Decision]) -> list[Decision]:
    """The decisions, what several tools demand taken together."""
    listed = list(found)
    demanding = [item for item in listed if item.attribute == "demanded"]
    if len(demanding) > 1:
        union = frozenset().union(*(item.value for item in demanding))
        listed.insert(0, Decision("demanded", union, demanding[0].tool))
    return listed


def project_options(path: str) -> tuple[dict[str, Any], tuple[Problem, ...], str]:
    """``[tool.docstring-ls]`` of the nearest pyproject.toml at or above a path.

    Returns:
        The table, what was wrong with the file, and the file's path (empty where there is none).
    """
    start = Path(path)
    for folder in (start, *start.parents):
        file = folder / "pyproject.toml"
        if is_there(file) and not is_folder(file):
            return (*_table(file, folder), str(file))
        if is_there(folder / ".git"):
            break
    return {}, (), ""


def _table(file: Path, folder: Path) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    try:
        tool = tomllib.loads(text_of(file, folder)).get("tool", {})
        table = tool.get("docstring-ls", {}) if isinstance(tool, dict) else {}
        if not isinstance(table, dict):
            return {}, (_unread(file, "tool.docstring-ls is no table"),)
    except (OSError, ValueError, RecursionError) as error:
        return {}, (_unread(file, reason_of(error)),)
    return dict(table), ()


def _unread(file: Path, reason: str) -> Problem:
    message = f"{file} can't be read: {reason}. Its settings have no effect; mend the file."
    return Problem("project-file", message, Severity.WARNING)
