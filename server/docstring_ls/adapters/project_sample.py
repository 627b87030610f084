"""Reads a bounded sample of a package's files, to see how its docstrings are written."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from ..core.docstrings import ObservedStyle, observe
from ..untrusted.files import EntryKind, FolderEntry, is_file, list_folder, read_bytes, stamp

# Files of a package that are read: enough to see a habit, few enough for the first request.
_MOST_FILES = 40
# Names that are looked at on the way to them, those passed over included.
_MOST_ENTRIES = 600
# Bytes of all of them together, and of one; what is longer is mostly generated.
_MOST_BYTES, _LARGEST_FILE = 600_000, 150_000
# Seconds for which a habit is taken to be as seen; it changes slower than settings.
_FRESH_SECONDS = 10.0
_PASSED_OVER = {"tests", "test", "testing", "node_modules", "build", "dist", "site-packages"}


class Sample:
    """What the files of packages mostly do, each file read again only when it changed."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._files: dict[str, tuple[tuple[int, int], ObservedStyle]] = {}
        self._packages: dict[Path, tuple[float, ObservedStyle]] = {}

    def of_package(self, folder: Path, root: Path) -> ObservedStyle:
        """The sum over a package's files, at most a few seconds old."""
        package = top_package(folder, root)
        known = self._packages.get(package)
        now = time.monotonic()
        if known is None or now - known[0] > _FRESH_SECONDS:
            known = (now, self._sum(package))
            self._packages[package] = known
        return known[1]

    def _sum(self, package: Path) -> ObservedStyle:
        total, budget = ObservedStyle(), _MOST_BYTES
        for path, mark in python_files(package):
            budget -= min(mark[1], _LARGEST_FILE)
            if budget < 0:
                break
            total = total + self._file(path, mark)
        return total

    def _file(self, path: str, mark: tuple[int, int]) -> ObservedStyle:
        known = self._files.get(path)
        if known is None or known[0] != mark:
            try:
                text = read_bytes(path, _LARGEST_FILE).decode("utf-8", "replace")
            except OSError:
                text = ""
            known = (mark, observe(text))
            self._files[path] = known
        return known[1]


def top_package(folder: Path, root: Path) -> Path:
    """The outermost folder of the package that a folder belongs to, never above the root."""
    while (
        folder != root
        and folder.parent.is_relative_to(root)
        and is_file(folder.parent / "__init__.py")
        and is_file(folder / "__init__.py")
    ):
        folder = folder.parent
    return folder


def python_files(package: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Files from the top down, with what tells whether they changed."""
    waiting, seen, files = deque([str(package)]), 0, 0
    while waiting:
        for entry in _entries(waiting.popleft()):
            seen += 1
            if seen > _MOST_ENTRIES or files >= _MOST_FILES:
                return
            if entry.kind is EntryKind.FOLDER:
                if entry.name not in _PASSED_OVER and not entry.name.startswith((".", "__")):
                    waiting.append(entry.path)
            elif _tells(entry) and (mark := stamp(entry.path)) is not None:
                files += 1
                yield entry.path, mark


def _tells(entry: FolderEntry) -> bool:
    is_source = entry.name.endswith(".py") and not entry.name.startswith("test_")
    return entry.kind is EntryKind.FILE and is_source


def _entries(folder: str) -> list[FolderEntry]:
    try:
        return list_folder(folder)
    except OSError:
        return []
