"""Reads a workspace's Python files into an index: what may be shown, masked, and no more."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from itertools import islice

from ..core.context import FileIndex, Index, Tables, index_file
from ..core.text import Source
from ..options import Options
from ..untrusted.context_files import ContextFiles, is_env_file_or_link
from ..untrusted.files import FolderEntry, read_bytes, stamp

# Bytes of one file and of all, and how many; django 5.2, a large project, has 885 and 6 MB.
MAX_BYTES, MAX_TOTAL, MAX_FILES = 1_000_000, 40_000_000, 10_000
# Seconds for which a folder is taken to be as it was; typing must not list it for each key.
REST = 1.0

Stamp = tuple[int, int]


@dataclass
class _Folder:
    """What is known of one workspace folder."""

    shown: ContextFiles
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
        rest: Seconds for which a folder is taken to be as it was; endless for one snapshot.
    """

    def __init__(self, options: Options, patience: float = 60.0, rest: float = REST) -> None:
        self._patience = patience
        self._rest = rest
        self._excluded = options.exclude_from_context
        self._folders: dict[str, _Folder] = {}
        self._lock = threading.Lock()

    def index(self, root: str, buffers: tuple[Source, ...] = ()) -> Index:
        """The index of a folder as it is now.

        Args:
            root: Absolute path of the folder; empty for none.
            buffers: Open documents, whose text wins over the disk.
        """
        from .workspace_secrets.lines import mask

        with self._lock:
            if root not in self._folders:
                self._folders[root] = _Folder(ContextFiles(root, self._excluded))
            folder, newer = self._folders[root], {}
            folder.shown.look_again()
            if root:
                self._refresh(folder)
                newer = _newer(folder, buffers)
            return Index(folder.files, folder.tables, newer, mask)

    def is_withheld(self, source: Source) -> bool:
        """Whether a file is one of those that hold secrets, by its name or that of its target."""
        return is_env_file_or_link(source.path)

    def _refresh(self, folder: _Folder) -> None:
        """Read again what changed on disk, at most every so often, and go on at the next call."""
        start = time.monotonic()
        if start < folder.fresh_until:
            return
        seen, size = set(), 0
        for path, entry in islice(folder.shown.python_files(), MAX_FILES):
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
        folder.fresh_until = time.monotonic() + self._rest + 10 * (time.monotonic() - start)


def _newer(folder: _Folder, buffers: tuple[Source, ...]) -> dict[str, FileIndex]:
    """The open documents that may be shown and say something else than the disk."""
    newer = {}
    for source in buffers:
        path = folder.shown.shown_as(source.path)
        on_disk = folder.files.get(path)
        if path and (on_disk is None or on_disk.text != source.text):
            newer[path] = folder.buffer(path, source.text)
    return newer


def read_text(path: str, text: str) -> FileIndex:
    """The index of one file's text."""
    from .workspace_secrets.lines import mask_blocks

    return index_file(path, mask_blocks(text))


def _stamp(entry: FolderEntry) -> Stamp:
    return stamp(entry.path) or (0, 0)


def _load(path: str, absolute: str) -> FileIndex:
    try:
        return read_text(path, read_bytes(absolute, MAX_BYTES).decode("utf-8-sig", "replace"))
    except OSError:
        return read_text(path, "")
