"""Folders of our own in places where others may write as well."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def private_folder(folder: Path) -> bool:
    """Make a folder that nobody else can read or write; whether there is such a one now.

    What stands in it may be taken for our own: a link, another user's folder and one that others
    may write to are refused.
    """
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        return is_private(folder)
    except (OSError, ValueError):
        return False


def is_private(folder: Path) -> bool:
    """Whether a folder is no link, is ours, and is closed to everybody else.

    Raises:
        OSError: When there is none.
    """
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or getattr(folder, "is_junction", bool)():
        return False
    # Windows keeps what lies in a user's own folders from other users, and knows no modes.
    return os.name != "posix" or (
        status.st_uid == os.geteuid() and not stat.S_IMODE(status.st_mode) & 0o077
    )
