"""Finds and reads the configuration files of a project, nearest first."""

from __future__ import annotations

import configparser
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from ..core.problems import Problem, Severity
from ..untrusted.files import CONFIGURATION_BYTES, is_folder, is_there, read_bytes, stamp

_TOML = ("pyproject.toml", "ruff.toml", ".ruff.toml")
_INI = (
    "setup.cfg",
    "tox.ini",
    ".flake8",
    ".pydocstyle",
    ".pydocstyle.ini",
    ".darglint",
    ".pylintrc",
)
_OTHER = (".editorconfig", "mkdocs.yml", "mkdocs.yaml")
# Folders above a file in which configuration is looked for; real trees are not half as deep.
DEEPEST = 40
NAMES = (".ruff.toml", "ruff.toml", "pyproject.toml", *_INI, *_OTHER)

_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (UnicodeDecodeError, "it is not UTF-8 text"),
    (tomllib.TOMLDecodeError, "it is not valid TOML"),
    (configparser.Error, "it is not a valid INI file"),
    (RecursionError, "it is nested too deep"),
)


@dataclass
class Settings:
    """What the tools are told.

    Attributes:
        tools: Settings by tool, keys in kebab-case.
        origins: The file that each tool's settings come from.
        problems: Files that can't be read.
    """

    tools: dict[str, dict[str, Any]] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class ConfigurationFiles:
    """The configuration files around a folder, each read again only when it changed."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._read: dict[Path, tuple[tuple[int, int], Settings]] = {}

    def settings(self, folder: Path, root: Path) -> Settings:
        """The settings in force in a folder; of each tool the nearest file that has a section."""
        merged = Settings()
        for file in files(folder, root):
            found = self._file(file, root)
            if found is None:
                continue
            merged.problems += found.problems
            for tool, table in found.tools.items():
                if tool not in merged.tools:
                    merged.tools[tool] = table
                    merged.origins[tool] = str(file)
        return merged

    def _file(self, file: Path, root: Path) -> Settings | None:
        mark = stamp(file) or (0, 0)
        if not any(mark) and (is_folder(file) or not is_there(file)):
            return None
        known = self._read.get(file)
        if known is None or known[0] != mark:
            known = (mark, read(file, root))
            self._read[file] = known
        return known[1]


def files(folder: Path, root: Path) -> Iterator[Path]:
    """Where configuration may stand: from a folder up to the root, in it alone outside the root."""
    inside = folder.is_relative_to(root)
    for place in islice((folder, *folder.parents), DEEPEST if inside else 1):
        for name in NAMES:
            yield place / name
        if place == root:
            return


def read(file: Path, root: Path) -> Settings:
    """Read one file; what is wrong with it becomes one problem."""
    found = Settings()
    try:
        text = text_of(file, root)
        tools = _tools(file, text, root)
        found.tools = {
            tool.replace("_", "-"): _kebab(table)
            for tool, table in tools.items()
            if isinstance(table, dict)
        }
    except (OSError, ValueError, configparser.Error, RecursionError) as error:
        reason = reason_of(error)
        found.problems.append(
            Problem(
                "project-file",
                f"{file} can't be read: {reason}. Its settings have no effect; mend the file.",
                Severity.WARNING,
            )
        )
    return found


def text_of(file: Path, root: Path) -> str:
    """The text of a configuration file, which may be a link within its folder or the root.

    Raises:
        OSError: When it can't be read, or is no such file.
        ValueError: When it is not UTF-8.
    """
    return read_bytes(file, CONFIGURATION_BYTES, (root, file.parent)).decode("utf-8-sig")


def reason_of(error: Exception) -> str:
    """What was wrong with a file, by kind and line alone: it may be a link to a file of secrets."""
    if isinstance(error, OSError):
        return error.strerror or "the system refused"
    kind = next((words for known, words in _KINDS if isinstance(error, known)), "it is malformed")
    line = _line_of(error)
    return f"{kind} (line {line})" if line else kind


def _line_of(error: Exception) -> int:
    if isinstance(error, configparser.ParsingError) and getattr(error, "errors", None):
        return int(error.errors[0][0])
    if isinstance(error, configparser.Error):
        return int(getattr(error, "lineno", 0) or 0)
    found = re.search(r"\(at line (\d+),", str(error))
    return int(found[1]) if found else 0


def _tools(file: Path, text: str, root: Path) -> dict[str, Any]:
    if file.name == "pyproject.toml":
        tools = tomllib.loads(text).get("tool", {})
        if not isinstance(tools, dict):
            return {}
        if isinstance(tools.get("ruff"), dict):
            tools["ruff"] = _extended(tools["ruff"], file, root)
        if isinstance(tools.get("pylint"), dict):
            tools["pylint"] = _flat(tools["pylint"])
        return tools
    if file.name in _TOML:
        return {"ruff": _extended(tomllib.loads(text), file, root)}
    if file.name.startswith("mkdocs"):
        match = re.search(r"^[ \t]*docstring_style:[ \t]*['\"]?(\w+)", text, re.M)
        return {"mkdocstrings": {"docstring-style": match[1]}} if match else {}
    if file.name == ".editorconfig":
        return _of_editorconfig(text)
    return _of_ini(text)


def _extended(table: dict[str, Any], file: Path, root: Path, depth: int = 3) -> dict[str, Any]:
    """Ruff's ``extend``: another file of the workspace tells what this one does not."""
    other = table.get("extend")
    if not isinstance(other, str) or not depth:
        return table
    path = file.parent / other
    try:
        base = tomllib.loads(read_bytes(path, CONFIGURATION_BYTES, (root,)).decode())
    except (OSError, ValueError, RecursionError):
        return table
    if path.name == "pyproject.toml":
        base = base.get("tool", {}).get("ruff", {})
    return _merged(_extended(base, path, root, depth - 1), table)


def _merged(base: dict[str, Any], top: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in top.items():
        both = isinstance(value, dict) and isinstance(base.get(key), dict)
        merged[key] = _merged(base[key], value) if both else value
    return merged


def _of_ini(text: str) -> dict[str, Any]:
    parser = configparser.ConfigParser(interpolation=None, strict=False, allow_no_value=True)
    parser.read_string(text)
    tools: dict[str, Any] = {}
    for section in parser.sections():
        name = section.removeprefix("tool:").lower()
        values = {key: value for key, value in parser.items(section) if value is not None}
        tools["pylint" if name in ("master", "main", "format", "basic") else name] = values
    return tools


def _of_editorconfig(text: str) -> dict[str, Any]:
    parser = configparser.ConfigParser(interpolation=None, strict=False, allow_no_value=True)
    parser.read_string("[top]\n" + text if not text.lstrip().startswith("[") else text)
    for section in ("*.py", "*.{py,pyi}", "*.{py}", "*"):
        if parser.has_section(section) and parser.has_option(section, "max_line_length"):
            return {"editorconfig": {"max-line-length": parser.get(section, "max_line_length")}}
    return {}


def _flat(table: dict[str, Any]) -> dict[str, Any]:
    """Pylint's settings, which stand in tables by topic."""
    flat: dict[str, Any] = {}
    for key, value in table.items():
        flat.update(value if isinstance(value, dict) else {key: value})
    return flat


def _kebab(table: dict[str, Any]) -> dict[str, Any]:
    return {str(key).replace("_", "-"): value for key, value in table.items()}
