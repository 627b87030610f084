"""Which files the resolver may read: what is no context for a prompt is not there for it either."""

from __future__ import annotations

import os
from pathlib import Path

from ....untrusted.context_files import ContextFiles
from ....untrusted.files import read_bytes, stamp

# Bytes of one module; parsing more takes longer than anybody waits.
MODULE_BYTES = 1_000_000
_INSTALLED = ("site-packages", "dist-packages")


class Readable:
    """The rule for one workspace folder.

    Args:
        roots: Where the workspace's own modules are found, its folder first.
        packages: Where installed packages are found.
        excluded: The user's globs of files that are no context.
    """

    def __init__(
        self, roots: tuple[str, ...], packages: tuple[str, ...], excluded: tuple[str, ...]
    ) -> None:
        self._packages = tuple(_slashed(place) for place in packages if _is_package(place, roots))
        self._own = [(_slashed(root), ContextFiles(root, excluded)) for root in roots]
        self._known: dict[str, bool] = {}

    def shows(self, path: str) -> bool:
        """Whether a file may be read for another one."""
        if path not in self._known:
            self._known[path] = self._looked_at(path)
        return self._known[path]

    @property
    def pattern_files(self) -> set[str]:
        """The files of ignore patterns, there or not, on which the answers so far depend."""
        return {file for _, shown in self._own for file in shown.pattern_files}

    def _looked_at(self, path: str) -> bool:
        if path.startswith(self._packages):
            return True
        around = next((shown for root, shown in self._own if path.startswith(root)), None)
        return around is None or bool(around.shown_as(path))


def modified(path: str) -> float:
    """When a file was changed last, in seconds; 0 where there is none."""
    mark = stamp(path)
    return mark[0] / 1e9 if mark is not None else 0.0


def read_module(path: str) -> bytes:
    """The bytes of a module.

    Raises:
        OSError: When it can't be read, or is no file of such a size.
    """
    return read_bytes(path, MODULE_BYTES)


def _is_package(place: str, roots: tuple[str, ...]) -> bool:
    """Whether a place holds installed packages, and not the workspace's own code by a detour."""
    if any(name in Path(place).parts for name in _INSTALLED):
        return True
    return not any(_slashed(place).startswith(_slashed(root)) for root in roots)


def _slashed(folder: str) -> str:
    return f"{folder.rstrip(os.sep)}{os.sep}"
