"""Where a file's repository keeps its objects, and what its HEAD is: read as text, by us.

git is never pointed at a repository, for what a repository configures git may run: a monitor of
files, filters, a remote from which missing objects are fetched (``server/FACTS.md``). What is not
of the plain form is no repository: alternates, links, SHA-256, reftables, submodules.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from ..untrusted.files import is_folder, is_there, read_bytes

# Bytes of HEAD, of a branch, of ``.git`` and of the files that name other folders.
_POINTER_BYTES = 5_000
# Bytes of ``packed-refs`` and ``shallow``; 100,000 branches and tags have 7 MB.
_LIST_BYTES = 10_000_000
_COMMIT = re.compile(r"[0-9a-f]{40}")
_BRANCH = re.compile(r"ref: (refs/heads/(?!.*\.\.)[\w./@+=#-]+)")


@dataclass(frozen=True, slots=True)
class GitDirectory:
    """What of a repository is needed to read versions.

    Attributes:
        root: The folder of its working tree.
        objects: The folder of its objects.
        head: The commit that is checked out.
        shallow: Commits whose parents were not fetched.
    """

    root: Path
    objects: Path
    head: str
    shallow: tuple[str, ...]


def git_directory(path: Path) -> GitDirectory | None:
    """The repository around a file, or None where there is none of the plain form."""
    root = next((folder for folder in path.parents if is_there(folder / ".git")), None)
    own = _own_folder(root / ".git") if root else None
    if root is None or own is None:
        return None
    common = _common_folder(own)
    objects, head = common / "objects", _head(own, common)
    if head is None or not _is_plain(objects):
        return None
    shallow = tuple(_COMMIT.findall(_text(common / "shallow", _LIST_BYTES)))
    return GitDirectory(root, objects, head, shallow)


def _own_folder(place: Path) -> Path | None:
    """``.git``, or for a linked worktree the folder that names this very ``.git`` in turn."""
    if is_folder(place):
        return None if _is_link(place) else place
    own = Path(_text(place).removeprefix("gitdir: ").strip())
    if not own.is_absolute():
        return None
    return own if _text(own / "gitdir").strip() == str(place) else None


def _common_folder(own: Path) -> Path:
    named = _text(own / "commondir").strip()
    return Path(os.path.normpath(own / named)) if named == "../.." else own


def _head(own: Path, common: Path) -> str | None:
    text = _text(own / "HEAD").strip()
    branch = _BRANCH.fullmatch(text)
    if branch:
        text = _text(common / branch[1]).strip() or _packed(common, branch[1])
    return text if _COMMIT.fullmatch(text) else None


def _packed(common: Path, branch: str) -> str:
    lines = _text(common / "packed-refs", _LIST_BYTES).splitlines()
    return next((line[:40] for line in lines if line[40:] == f" {branch}"), "")


def _is_plain(objects: Path) -> bool:
    borrowed = ("alternates", "http-alternates")
    return (
        is_folder(objects)
        and not any(_is_link(folder) for folder in (objects, objects / "pack", objects / "info"))
        and not any(is_there(objects / "info" / name) for name in borrowed)
    )


def _is_link(folder: Path) -> bool:
    return folder.is_symlink()


def _text(path: Path, limit: int = _POINTER_BYTES) -> str:
    try:
        return read_bytes(path, limit).decode()
    except (OSError, UnicodeDecodeError):
        return ""
