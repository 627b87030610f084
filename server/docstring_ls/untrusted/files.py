"""The one door to files and folders that we did not write: regular files, bounded, never waiting.

A workspace is as hostile as whoever wrote it: ``pyproject.toml`` may be a link to ``/dev/zero``, a
named pipe or a file without an end. Nothing else in this package opens what it did not write.
"""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from os import PathLike

Place = str | PathLike[str]

# Bytes of a configuration file; the largest pyproject.toml of well-known projects has 100 kB.
CONFIGURATION_BYTES = 1_000_000
# Bytes of a Python file that a user names; the standard library's largest has 0.8 MB.
PYTHON_BYTES = 10_000_000
# Entries of one folder that are looked at; the rest of it is taken not to be there.
FOLDER_ENTRIES = 20_000

# Opening a pipe must not wait for its writer, nor a terminal become ours. Windows has neither.
_OPEN = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY")
)
# Bytes asked for at once: the capacity of a pipe on Linux, and of most read-ahead.
_CHUNK = 1 << 16


class UnreadableFile(OSError):
    """A file that is there, but is not read; ``strerror`` says why, as a clause without a name."""


class NotRegular(UnreadableFile):
    """A device, pipe, socket or folder where a file was expected."""


class FileTooLarge(UnreadableFile):
    """More bytes than such a file has."""


class LeadsOutside(UnreadableFile):
    """A link out of the folders within which links are followed."""


class EntryKind(StrEnum):
    """What an entry of a folder is; a link is a link, wherever it leads."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """One name in a folder.

    Attributes:
        name: The name alone.
        path: The folder's path and the name.
        kind: What it is; pipes, sockets and devices are ``OTHER``.
    """

    name: str
    path: str
    kind: EntryKind


def read_bytes(path: Place, limit: int, inside: tuple[Place, ...] = ()) -> bytes:
    """Read a regular file whole, without ever waiting for a writer or a device.

    Args:
        path: The file, or a link to one.
        limit: Most bytes that it may have; counted while reading, for sizes are only claims.
        inside: Folders that the file must lie in once links are followed; any place where empty.

    Raises:
        OSError: When there is no such file or it can't be read; ``UnreadableFile`` and its kinds
            where it is there but is no file of that size at an allowed place.
    """
    try:
        handle = os.open(path, _OPEN)
    except ValueError as error:
        raise UnreadableFile(errno.EINVAL, "no file has such a name", str(path)) from error
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise NotRegular(errno.EINVAL, f"it is {_noun(status.st_mode)}", str(path))
        if inside and not _lies_in(path, inside, status):
            raise LeadsOutside(errno.EPERM, "it is a link out of the workspace", str(path))
        return _bounded(handle, limit, path)
    finally:
        os.close(handle)


def list_folder(path: Place, limit: int = FOLDER_ENTRIES) -> list[FolderEntry]:
    """The entries of a folder by name, links not followed, and no more than ``limit``.

    Raises:
        OSError: When it can't be listed.
    """
    try:
        with os.scandir(path) as found:
            entries = [
                FolderEntry(each.name, each.path, _kind(each)) for each in islice(found, limit)
            ]
    except ValueError as error:
        raise UnreadableFile(errno.EINVAL, "no folder has such a name", str(path)) from error
    return sorted(entries, key=lambda entry: entry.name)


def stamp(path: Place) -> tuple[int, int] | None:
    """What tells whether a regular file changed: nanoseconds and bytes; None where there is none.

    Unlike ``Path.is_file``, it has an answer for folders too deep, forbidden or named oddly.
    """
    status = _status(path)
    if status is None or not stat.S_ISREG(status.st_mode):
        return None
    return status.st_mtime_ns, status.st_size


def is_file(path: Place) -> bool:
    """Whether a regular file is there, links followed."""
    return stamp(path) is not None


def is_folder(path: Place) -> bool:
    """Whether a folder is there, links followed."""
    status = _status(path)
    return status is not None and stat.S_ISDIR(status.st_mode)


def is_there(path: Place) -> bool:
    """Whether anything is there that a name leads to."""
    return _status(path) is not None


def _status(path: Place) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None


def _lies_in(path: Place, folders: tuple[Place, ...], opened: os.stat_result) -> bool:
    """Whether the file that was opened is the one at the end of all links, within a folder."""
    real = os.path.realpath(path)
    there = _status(real)
    if there is None or not os.path.samestat(there, opened):
        return False
    tops = (os.path.realpath(folder) for folder in folders)
    return any(real.startswith(f"{top.rstrip(os.sep)}{os.sep}") for top in tops)


def _bounded(handle: int, limit: int, path: Place) -> bytes:
    pieces, left = [], limit + 1
    while left > 0 and (piece := os.read(handle, min(left, _CHUNK))):
        pieces.append(piece)
        left -= len(piece)
    if left <= 0:
        raise FileTooLarge(errno.EFBIG, f"it has more than {limit:,} bytes", str(path))
    return b"".join(pieces)


def _kind(entry: os.DirEntry[str]) -> EntryKind:
    try:
        if entry.is_symlink() or getattr(entry, "is_junction", bool)():
            return EntryKind.LINK
        if entry.is_dir(follow_symlinks=False):
            return EntryKind.FOLDER
        return EntryKind.FILE if entry.is_file(follow_symlinks=False) else EntryKind.OTHER
    except OSError:
        return EntryKind.OTHER


def _noun(mode: int) -> str:
    nouns = (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    )
    return next((noun for matches, noun in nouns if matches(mode)), "no regular file")
