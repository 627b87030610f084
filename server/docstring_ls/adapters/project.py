"""What a project's own files say about docstrings."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..core.problems import Problem, Severity
from ..core.source import Source
from ..core.styles.style import Style
from ..options import Options


class FileProject:
    """The conventions of a project, from options, configuration files and existing docstrings."""

    def __init__(self, options: Options) -> None:
        """Keep the options that outrank what the files say."""
        self._options = options

    def style(self, source: Source, root: str) -> tuple[Style, tuple[Problem, ...]]:
        """The conventions for a file."""
        options = self._options
        style = Style(detail=options.detail, language=options.language, instructions=options.instructions)
        if options.style != "auto":
            style = replace(style, name=options.style)
        if options.line_length:
            style = replace(style, line_length=options.line_length)
        return style, ()


def project_options(path: str) -> tuple[dict[str, Any], tuple[Problem, ...], str]:
    """``[tool.docstring-ls]`` of the nearest pyproject.toml at or above a path.

    Returns:
        The table, what was wrong with the file, and the file's path (empty where there is none).
    """
    start = Path(path)
    for folder in (start, *start.parents):
        file = folder / "pyproject.toml"
        if file.is_file():
            try:
                tool = tomllib.loads(file.read_text("utf-8")).get("tool", {})
            except (OSError, ValueError) as error:
                message = f"{file} can't be read: {error}; its settings have no effect."
                return {}, (Problem("project-file", message, Severity.WARNING),), str(file)
            table = tool.get("docstring-ls", {}) if isinstance(tool, dict) else {}
            return dict(table) if isinstance(table, dict) else {}, (), str(file)
    return {}, (), ""
