"""Which files of a workspace may be shown as context, on disk and in open documents alike."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from .files import EntryKind, FolderEntry, is_file, list_folder
from .gitignore import GitIgnore, patterns

SUFFIXES = (".py", ".pyi")
NEVER = frozenset(
    [
        "site-packages",
        "dist-packages",
        "node_modules",
        "__pycache__",
        "__pypackages__",
        "venv",
        "env",
        "virtualenv",
    ]
)
# Copies of the sources, unless they are packages by these names.
OUTPUT = frozenset({"build", "dist", "_build"})
# Folders below one another; an import goes through far fewer.
DEEPEST = 40
# Folders of one workspace that are listed; large monorepos have 10,000 with Python files.
MOST_FOLDERS = 20_000


def is_env_file(path: str) -> bool:
    """Whether a file is one of those that hold secrets: ``.env``, ``.env.local``, ``.envrc``."""
    return PurePath(path.replace("\\", "/")).name.casefold().startswith(".env")


def is_env_file_or_link(path: str) -> bool:
    """Whether a file is one that holds secrets, or a link to such a file."""
    return is_env_file(path) or is_env_file(_real(path))


class ContextFiles:
    """The rule for one workspace folder.

    Args:
        root: Absolute path of the folder.
        excluded: The user's own globs, relative to it.
    """

    def __init__(self, root: str, excluded: Iterable[str] = ()) -> None:
        self._root = PurePath(os.path.normpath(root))
        self._real_root = Path(_real(root))
        self._excluded = patterns(excluded)
        self._git = GitIgnore(self._real_root)

    def look_again(self) -> None:
        """Notice what changed in files of patterns."""
        self._git.look_again()

    @property
    def pattern_files(self) -> tuple[str, ...]:
        """The files, there or not, that the answers so far depend on."""
        return tuple(str(file) for file in self._git.files)

    def shown_as(self, path: str) -> str:
        """A file's path from the root where it may be shown, with slashes; else empty."""
        named = self._below(self._root, os.path.normpath(path))
        real = self._below(self._real_root, _real(path))
        if not named or not real or not (self._is_shown(named) and self._is_shown(real)):
            return ""
        return "" if self._git.ignores(self._real_root / real) else named

    def python_files(self) -> Iterator[tuple[str, FolderEntry]]:
        """The Python files that may be shown, nearest folders first, by their paths from the root.

        Links are not followed: what they lead to is met where it lies, or must not be shown.
        """
        waiting = deque([""])
        for _ in range(MOST_FOLDERS):
            if not waiting:
                return
            folder = waiting.popleft()
            for entry in _listed(self._root / folder):
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.kind is EntryKind.FOLDER and self._enters(path):
                    waiting.append(path)
                elif entry.kind is EntryKind.FILE and self._shows(path):
                    yield path, entry

    def _enters(self, path: str) -> bool:
        if path.count("/") >= DEEPEST or not self._is_own(path):
            return False
        if self._excluded.match_file(f"{path}/"):
            return False
        return not self._git.ignores(self._real_root / path, is_folder=True)

    def _shows(self, path: str) -> bool:
        if not _is_python(path) or self._excluded.match_file(path):
            return False
        return not self._git.ignores(self._real_root / path)

    def _is_shown(self, path: str) -> bool:
        if not _is_python(path) or self._excluded.match_file(path):
            return False
        folders = [str(folder) for folder in PurePath(path).parents][:-1]
        return all(self._is_own(folder) for folder in folders)

    def _is_own(self, folder: str) -> bool:
        """Whether a folder, itself, holds sources of the workspace and no copies or packages."""
        name = PurePath(folder).name
        if name in NEVER or name.startswith(".") or name.endswith(".egg-info"):
            return False
        place = self._root / folder
        if name in OUTPUT and not is_file(place / "__init__.py"):
            return False
        return not is_file(place / "pyvenv.cfg")

    def _below(self, top: PurePath, path: str) -> str:
        try:
            return PurePath(path).relative_to(top).as_posix()
        except ValueError:
            return ""


def _is_python(path: str) -> bool:
    return path.endswith(SUFFIXES) and not is_env_file(path)


def _listed(folder: PurePath) -> list[FolderEntry]:
    try:
        return list_folder(folder)
    except OSError:
        return []


def _real(path: str) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return os.path.normpath(path)
