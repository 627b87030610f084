"""Which files a folder holds, which project is around a path, which names mean one file."""

from __future__ import annotations

import os
from pathlib import Path

from ..untrusted.files import EntryKind, FolderEntry, is_file, is_folder, is_there, list_folder
from ..untrusted.gitignore import patterns

SKIPPED = (".*/", "__pycache__/", "node_modules/", "venv/", "site-packages/", "build/", "dist/")
SUFFIXES = (".py", ".pyw")
"""What a folder is searched for; stubs and scripts without suffix are documented when named."""


def python_files(folder: Path, exclude: tuple[str, ...]) -> list[Path]:
    """Python files below a folder, but for hidden and environment folders and ``exclude``.

    Folders behind links are not entered; a link to a file counts where that lies in the folder.
    """
    spec = patterns([*SKIPPED, *exclude])
    files, folders = [], [""]
    while folders:
        here = folders.pop()
        for entry in reversed(_entries(folder / here)):
            inside = f"{here}{entry.name}"
            if entry.kind is EntryKind.FOLDER:
                entered = not spec.match_file(f"{inside}/") and not _environment(entry.path)
                folders += [f"{inside}/"] if entered else []
            elif entry.name.endswith(SUFFIXES) and not spec.match_file(inside):
                own = _inside(folder, entry, spec) if entry.kind is EntryKind.LINK else entry.kind
                files += [Path(entry.path)] if own is EntryKind.FILE else []
    return sorted(files, key=lambda path: (path.parent, path.name))


def _entries(folder: Path) -> list[FolderEntry]:
    try:
        return list_folder(folder)
    except OSError:
        return []


def _environment(folder: str) -> bool:
    return is_file(Path(folder, "pyvenv.cfg"))


def _inside(folder: Path, link: FolderEntry, spec: object) -> EntryKind:
    """FILE where a link leads to a file of the folder that is not excluded itself."""
    try:
        real = Path(link.path).resolve(strict=True)
        inside = real.relative_to(folder.resolve()).as_posix()
    except (OSError, ValueError, RuntimeError):
        return EntryKind.OTHER
    excluded = spec.match_file(inside)  # type: ignore[attr-defined]
    return EntryKind.FILE if is_file(real) and not excluded else EntryKind.OTHER


def real_file(path: Path) -> Path:
    """The file behind a link, as the user would name it: from here where it lies below."""
    if not path.is_symlink():
        return path
    real, here = path.resolve(), Path.cwd().resolve()
    return real.relative_to(here) if real.is_relative_to(here) and not path.is_absolute() else real


def identity(path: Path) -> tuple[int, int]:
    """What all names of one file have in common, links and hard links alike."""
    status = path.stat()
    return status.st_dev, status.st_ino


def root_of(paths: list[Path]) -> str:
    """The project around the paths: the nearest folder with a pyproject.toml or a repository."""
    common = Path(os.path.commonpath([str(path.absolute()) for path in paths]))
    start = common if is_folder(common) else common.parent
    for folder in (start, *start.parents):
        if any(is_there(folder / mark) for mark in ("pyproject.toml", "setup.cfg", ".git")):
            return str(folder)
    return str(start)
