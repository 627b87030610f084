"""New bytes for a user's file: all of them or none, and nothing else about the file changes."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ..errors import SourceError
from ..untrusted.files import UnreadableFile, read_bytes

IN_PLACE = "--in-place writes into the file itself instead of putting a new one in its place."
_EFFECTIVE = os.access in os.supports_effective_ids
# Where a rename or a change of owner is refused although the file itself may be written.
_NOT_REPLACED = (errno.EBUSY, errno.EPERM, errno.EACCES, errno.EXDEV)


def check_writable(path: Path, in_place: bool = False) -> None:
    """See whether a file can be written so that everything about it but its text stays.

    Args:
        path: The file itself, no link.
        in_place: Whether it is written into, rather than replaced.

    Raises:
        SourceError: When not; says why.
        OSError: When it can't be looked at.
    """
    status = path.stat()
    if not status.st_mode & 0o222 or not os.access(path, os.W_OK, effective_ids=_EFFECTIVE):
        raise SourceError(
            f"{path} has no write permission; it is left as it is.",
            "Give yourself permission to write it and run the command again.",
            code="read-only",
        )
    obstacle = "" if in_place else _obstacle(path, status)
    if obstacle:
        raise SourceError(f"{path} {obstacle}; it is left as it is.", IN_PLACE, code="in-place")


def write(path: Path, before: bytes, after: bytes, in_place: bool = False) -> None:
    """Give a file new content, unless it is no longer as it was.

    A new file takes the old one's place in one step, so that a crash leaves one of the two. In
    place, a backup beside the file (or in the system's temporary folder) is removed once the new
    content is on the disk: a failure restores the old one, a crash leaves the backup.

    Args:
        path: The file itself, no link.
        before: What it held when it was read.
        after: What it shall hold.
        in_place: Whether to write into the file, which keeps hard links, owner and attributes.

    Raises:
        SourceError: When it can't be written; it is then as it was.
    """
    try:
        check_writable(path, in_place)
        if in_place:
            _write_into(path, before, after)
        else:
            _replace(path, before, after)
    except OSError as error:
        replaceable = in_place or error.errno not in _NOT_REPLACED
        raise SourceError(
            f"{path} can't be written: {error.strerror}; it is left as it is.",
            "Check the disk and the file's permissions." if replaceable else IN_PLACE,
        ) from error


def _obstacle(path: Path, status: os.stat_result) -> str:
    """Why a new file in this one's place would not be the same, or empty."""
    if status.st_nlink > 1:
        return "has several names (hard links), of which a new file would take one"
    if not os.access(path.parent, os.W_OK | os.X_OK, effective_ids=_EFFECTIVE):
        return "lies in a folder that takes no new file"
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        return ""
    if status.st_uid != os.geteuid():
        return "belongs to another user, and a new file would be yours"
    if status.st_gid not in (os.getegid(), *os.getgroups()):
        return "belongs to a group that you are not in, and a new file would not"
    return ""


def _replace(path: Path, before: bytes, after: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".docstring-ls.", suffix=".tmp")
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(after)
            stream.flush()
            _take_over(path, made)
            os.fsync(stream.fileno())
        if _identity(path) != _identity(made):
            raise SourceError(
                f"{path} has an owner, access list or attribute that can't be given to a new "
                "file; it is left as it is.",
                IN_PLACE,
                code="in-place",
            )
        _check_unchanged(path, before)
        made.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            made.unlink()
        raise


def _take_over(path: Path, made: Path) -> None:
    """Give the new file what belongs to the old one; whether it worked is looked at afterwards."""
    status, own = path.stat(), made.stat()
    wanted, there = _attributes(path), _attributes(made)
    with contextlib.suppress(OSError):
        if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
            os.chown(made, status.st_uid, status.st_gid)
        for name in there.keys() - wanted.keys():
            os.removexattr(made, name)
        for name, value in wanted.items():
            if there.get(name) != value:
                os.setxattr(made, name, value)
    # A change of owner takes bits away, so the mode comes last.
    made.chmod(stat.S_IMODE(status.st_mode))


def _identity(path: Path) -> tuple[object, ...]:
    """Everything about a file that must outlive its text; its times are those of the change."""
    status = path.stat()
    flags = getattr(status, "st_flags", 0)
    return status.st_mode, status.st_uid, status.st_gid, flags, _attributes(path)


def _attributes(path: Path) -> dict[str, bytes]:
    """Extended attributes, access lists among them; nothing where the system has no way to ask."""
    if not hasattr(os, "listxattr"):
        return {}
    try:
        return {name: os.getxattr(path, name) for name in os.listxattr(path)}
    except OSError as error:
        if error.errno in (errno.ENOTSUP, errno.ENOSYS):
            return {}
        raise


def _write_into(path: Path, before: bytes, after: bytes) -> None:
    with path.open("r+b", buffering=0) as stream:
        _check_unchanged(path, before)
        with _backup(path, before):
            try:
                _fill(stream, after)
            except BaseException:
                _restore(stream, before)
                raise


@contextlib.contextmanager
def _backup(path: Path, content: bytes) -> Iterator[None]:
    """The old content in a file of its own, removed unless the file could not be restored."""
    folder = path.parent if os.access(path.parent, os.W_OK | os.X_OK) else None
    handle, name = tempfile.mkstemp(dir=folder, prefix=f"{path.stem[:100]}.", suffix=".backup")
    kept = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        yield
    except _Damaged as error:
        raise SourceError(
            f"{path} could neither be written nor restored.",
            f"What it held is in {kept}.",
            code="damaged",
        ) from error
    except BaseException:
        kept.unlink(missing_ok=True)
        raise
    kept.unlink(missing_ok=True)


class _Damaged(Exception):
    """The file holds neither the old content nor the new one."""


def _restore(stream: BinaryIO, content: bytes) -> None:
    try:
        _fill(stream, content)
    except OSError as error:
        raise _Damaged from error


def _fill(stream: BinaryIO, content: bytes) -> None:
    stream.seek(0)
    left = memoryview(content)
    while left:
        left = left[stream.write(left) :]
    stream.truncate(len(content))
    os.fsync(stream.fileno())


def _check_unchanged(path: Path, before: bytes) -> None:
    try:
        same = read_bytes(path, len(before)) == before
    except UnreadableFile:
        same = False
    if not same:
        raise SourceError(
            f"{path} changed while its docstrings were written; it is left as it is.",
            "Run the command again.",
            code="changed",
        )
