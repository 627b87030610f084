"""Reads a workspace's Python files into an index: what may be shown, masked, and no more."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from ..core.index import FileIndex, Index, Tables
from ..core.selecting.indexing import index_file
from ..core.source import Source
from ..options import Options

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MAX_BYTES, MAX_TOTAL = 1_000_000, 40_000_000
MAX_FILES = 10_000
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

# Seconds for which a folder is taken to be as it was; typing must not list it for each key.
REST = 1.0

Stamp = tuple[int, int]


@dataclass
class _Folder:
    """What is known of one workspace folder."""

    files: dict[str, FileIndex] = field(default_factory=dict)
    stamps: dict[str, Stamp] = field(default_factory=dict)
    tables: Tables = field(default_factory=Tables)
    buffers: dict[str, FileIndex] = field(default_factory=dict)
    fresh_until: float = 0.0

    def put(self, path: str, file: FileIndex, stamp: Stamp) -> None:
        """Replace one file."""
        self.drop(path)
        self.files[path], self.stamps[path] = file, stamp
        self.tables.add(file)

    def drop(self, path: str) -> None:
        """Forget one file."""
        self.stamps.pop(path, None)
        old = self.files.pop(path, None)
        if old is not None:
            self.tables.remove(old)

    def buffer(self, path: str, text: str) -> FileIndex:
        """The index of an open document, kept until its text changes."""
        known = self.buffers.get(path)
        if known is None or known.text != text:
            known = self.buffers[path] = read_text(path, text)
        return known


class WorkspaceFiles:
    """The text of workspace folders, read once and again only where a file changed.

    Args:
        options: ``exclude_from_context`` keeps files out of every prompt.
        patience: Seconds that one call may read files; the next call goes on.
    """

    def __init__(self, options: Options, patience: float = 60.0) -> None:
        self._patience = patience
        self._excluded = globs(options.exclude_from_context)
        self._folders: dict[str, _Folder] = {}
        self._lock = threading.Lock()

    def index(self, root: str, buffers: tuple[Source, ...] = ()) -> Index:
        """The index of a folder as it is now.

        Args:
            root: Absolute path of the folder; empty for none.
            buffers: Open documents, whose text wins over the disk.
        """
        from .workspace_secrets import mask

        with self._lock:
            folder = self._folders.setdefault(root, _Folder())
            if root:
                self._refresh(root, folder)
            newer = self._newer(root, folder, buffers)
            return Index(folder.files, folder.tables, newer, mask)

    def _refresh(self, root: str, folder: _Folder) -> None:
        """Read again what changed on disk, at most every so often, and go on at the next call."""
        start = time.monotonic()
        if start < folder.fresh_until:
            return
        seen, size = set(), 0
        for path, entry in _walk(root, self._excluded):
            stamp = _stamp(entry)
            size += min(stamp[1], MAX_BYTES)
            if size > MAX_TOTAL:
                break
            seen.add(path)
            if folder.stamps.get(path) != stamp:
                if time.monotonic() - start > self._patience:
                    return
                folder.put(path, _load(path, entry.path), stamp)
        for gone in folder.stamps.keys() - seen:
            folder.drop(gone)
        folder.fresh_until = time.monotonic() + REST + 10 * (time.monotonic() - start)

    def _newer(
        self, root: str, folder: _Folder, buffers: tuple[Source, ...]
    ) -> dict[str, FileIndex]:
        newer = {}
        for source in buffers:
            path = self._visible(root, source.path)
            on_disk = folder.files.get(path)
            if path and (on_disk is None or on_disk.text != source.text):
                newer[path] = folder.buffer(path, source.text)
        return newer

    def _visible(self, root: str, path: str) -> str:
        """The relative path of a file that may be shown, else empty."""
        try:
            relative = PurePath(path).relative_to(root).as_posix() if root else ""
        except ValueError:
            return ""
        parts = PurePath(relative).parts
        hidden = any(part in NEVER or part.startswith(".") for part in parts[:-1])
        return "" if hidden or self._excluded.match_file(relative) else relative


def read_text(path: str, text: str) -> FileIndex:
    """The index of one file's text."""
    from .workspace_secrets import mask_blocks

    return index_file(path, mask_blocks(text))


def globs(patterns: Iterable[str]) -> GitIgnoreSpec:
    """Patterns in gitignore syntax; one that means nothing is passed over, as git does."""
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(line for line in patterns if _means_something(line))


def _means_something(pattern: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([pattern])
    except ValueError:
        return False
    return True


def _walk(root: str, excluded: GitIgnoreSpec) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Python files below ``root``, nearest folders first, at most ``MAX_FILES``."""
    waiting: list[tuple[str, Mapping[str, GitIgnoreSpec]]] = [("", {})]
    count = 0
    while waiting:
        folder, ignores = waiting.pop(0)
        entries, ignores = _list(root, folder, ignores)
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                if _worth_entering(entry) and not _ignored(f"{path}/", ignores, excluded):
                    waiting.append((path, ignores))
            elif _is_python(entry) and not _ignored(path, ignores, excluded):
                count += 1
                yield path, entry
                if count >= MAX_FILES:
                    return


def _is_python(entry: os.DirEntry[str]) -> bool:
    return entry.name.endswith(SUFFIXES) and entry.is_file(follow_symlinks=False)


def _list(
    root: str, folder: str, ignores: Mapping[str, GitIgnoreSpec]
) -> tuple[list[os.DirEntry[str]], Mapping[str, GitIgnoreSpec]]:
    try:
        with os.scandir(Path(root, folder)) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return [], ignores
    for entry in entries:
        if entry.name == ".gitignore" and entry.is_file():
            lines = _text(entry.path).splitlines()
            ignores = {**ignores, folder: globs(lines)}
    return entries, ignores


def _ignored(path: str, ignores: Mapping[str, GitIgnoreSpec], excluded: GitIgnoreSpec) -> bool:
    if excluded.match_file(path):
        return True
    return any(
        spec.match_file(path[len(folder) + 1 :] if folder else path)
        for folder, spec in ignores.items()
    )


def _worth_entering(entry: os.DirEntry[str]) -> bool:
    if entry.name in NEVER or entry.name.startswith(".") or entry.name.endswith(".egg-info"):
        return False
    if entry.name in OUTPUT and not Path(entry.path, "__init__.py").exists():
        return False
    return not Path(entry.path, "pyvenv.cfg").exists()


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return (0, 0)
    return status.st_mtime_ns, status.st_size


def _load(path: str, absolute: str) -> FileIndex:
    try:
        large = Path(absolute).stat().st_size > MAX_BYTES
    except OSError:
        large = True
    return read_text(path, "" if large else _text(absolute))


def _text(path: str) -> str:
    try:
        return Path(path).read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ""
