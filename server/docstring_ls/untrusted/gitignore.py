"""What git leaves out of a repository, told from its files; git itself is not run."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .files import is_folder, is_there, read_bytes, stamp

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# Bytes of a file of patterns; collections of them for every language have 20 kB.
PATTERN_BYTES = 500_000
_EXCLUDES_FILE = re.compile(r"^[ \t]*excludesfile[ \t]*=[ \t]*\"?([^\"\n#;]+)", re.M | re.I)
# There git, as the file system, takes names that differ in case for one.
_FOLDS_CASE = os.name == "nt" or sys.platform == "darwin"


@dataclass(frozen=True)
class Rule:
    """The patterns of one file and the folder that they are relative to."""

    folder: Path
    spec: GitIgnoreSpec

    def decides(self, path: Path, is_folder: bool) -> bool | None:
        """Whether a path below is left out; None where no pattern speaks of it."""
        name = path.relative_to(self.folder).as_posix() + "/" * is_folder
        said = self.spec.check_file(name).include
        if not said and _FOLDS_CASE:
            said = _folded(self.spec).check_file(name.lower()).include or said
        return said


@dataclass(frozen=True)
class _Folder:
    is_ignored: bool
    rules: tuple[Rule, ...] = ()


class GitIgnore:
    """Answers for files below one folder, inside a repository or not; what is read is kept.

    Args:
        top: Absolute path of the folder, links followed.
    """

    def __init__(self, top: Path) -> None:
        self._outermost = _repository_around(top) or top
        self._folders: dict[Path, _Folder] = {}
        self.files: set[Path] = set()

    def look_again(self) -> None:
        """Notice files of patterns that changed since; unchanged ones are not read again."""
        self._folders.clear()

    def ignores(self, path: Path, is_folder: bool = False) -> bool:
        """Whether git leaves a file or folder out, or a folder around it."""
        around = self._folder(path.parent)
        return around.is_ignored or _decision(around.rules, path, is_folder)

    def _folder(self, folder: Path) -> _Folder:
        known = self._folders.get(folder)
        if known is None:
            known = self._folders[folder] = self._looked_at(folder)
        return known

    def _looked_at(self, folder: Path) -> _Folder:
        if folder == self._outermost or self._outermost not in folder.parents:
            return _Folder(False, self._rules_of_repository(folder))
        around = self._folder(folder.parent)
        if around.is_ignored or _decision(around.rules, folder, True):
            return _Folder(True)
        if is_there(folder / ".git"):
            return _Folder(False, self._rules_of_repository(folder))
        return _Folder(False, (*around.rules, *self._rules(folder / ".gitignore", folder)))

    def _rules_of_repository(self, folder: Path) -> tuple[Rule, ...]:
        """Weakest first: the user's own patterns, the repository's, those of its first folder."""
        files = (users_patterns(), _git_folder(folder) / "info" / "exclude", folder / ".gitignore")
        return tuple(rule for file in files for rule in self._rules(file, folder))

    def _rules(self, file: Path, folder: Path) -> tuple[Rule, ...]:
        self.files.add(file)
        mark = stamp(file)
        spec = _spec(str(file), mark) if mark is not None else None
        return (Rule(folder, spec),) if spec is not None and len(spec) else ()


def patterns(lines: Iterable[str]) -> GitIgnoreSpec:
    """Patterns in gitignore syntax; one that means nothing is passed over, as git does."""
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(line for line in lines if _means_something(line))


def _means_something(pattern: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([pattern])
    except ValueError:
        return False
    return True


def _decision(rules: tuple[Rule, ...], path: Path, is_folder: bool) -> bool:
    said = (rule.decides(path, is_folder) for rule in reversed(rules))
    return next((found for found in said if found is not None), False)


@lru_cache(maxsize=1_000)
def _spec(file: str, mark: tuple[int, int]) -> GitIgnoreSpec | None:
    try:
        text = read_bytes(file, PATTERN_BYTES).decode("utf-8-sig", "replace")
    except OSError:
        return None
    return patterns(text.splitlines())


@lru_cache(maxsize=1_000)
def _folded(spec: GitIgnoreSpec) -> GitIgnoreSpec:
    return patterns(str(pattern.pattern).lower() for pattern in spec.patterns)


def _repository_around(folder: Path) -> Path | None:
    return next((place for place in (folder, *folder.parents) if is_there(place / ".git")), None)


def _git_folder(folder: Path) -> Path:
    """Where a repository keeps its files: in a work tree or submodule ``.git`` names the place."""
    git = folder / ".git"
    if is_folder(git):
        return git
    git = folder / _line(git, "gitdir:")
    return git / _line(git / "commondir", "")


def _line(file: Path, head: str) -> str:
    try:
        text = read_bytes(file, 10_000).decode("utf-8", "replace")
    except OSError:
        return ""
    first = text.partition("\n")[0]
    return first.removeprefix(head).strip() if first.startswith(head) else ""


def users_patterns() -> Path:
    """The user's own file of patterns, for all repositories: ``core.excludesFile``."""
    home = Path.home()
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "git"
    for file in (home / ".gitconfig", settings / "config"):
        if named := _excludes_file(str(file), stamp(file)):
            return Path(named).expanduser()
    return settings / "ignore"


@lru_cache(maxsize=16)
def _excludes_file(file: str, mark: tuple[int, int] | None) -> str:
    if mark is None:
        return ""
    try:
        found = _EXCLUDES_FILE.search(read_bytes(file, PATTERN_BYTES).decode("utf-8", "replace"))
    except OSError:
        return ""
    return found[1].strip() if found else ""
