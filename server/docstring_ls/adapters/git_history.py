"""The last versions of a file, read by git without anything that its repository configures."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ..ports import Version
from .git_directory import GitDirectory, git_directory

# Seconds for all of git's work on one file; 17,000 commits take 0.1 s.
_SECONDS = 5.0
# Bytes of one version; a larger one is no history of a source file.
_VERSION_BYTES = 2_000_000
# The same for all versions together.
_ALL_BYTES = 10_000_000
# Versions of one file.
_VERSIONS = 50
_BLOB = re.compile(r"[0-9a-f]{40} blob (\d{1,12})")
# Ours, and all that git is told: no promised objects, and no files that speed it up by claims.
_CONFIG = """\
[core]
\trepositoryformatversion = 0
\tbare = true
\tcommitGraph = false
\tmultiPackIndex = false
\tpackedGitLimit = 256m
"""


class GitHistory:
    """Reads versions with the ``git`` program, in a thread.

    Args:
        program: Absolute path of git; None where there is none, and so no history.
    """

    def __init__(self, program: str | None = None) -> None:
        self._program = program or shutil.which("git")

    async def versions(self, path: str, most: int) -> tuple[Version, ...]:
        """The file as the last commits left it, newest first; nothing where it can't be read."""
        return await asyncio.to_thread(self._versions, path, min(most, _VERSIONS))

    def _versions(self, written: str, most: int) -> tuple[Version, ...]:
        path = Path(os.path.realpath(written))
        found = git_directory(path)
        if found is None or not self._is_trusted(found.root):
            return ()
        try:
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                git = _Git(str(self._program), Path(folder), found)
                return tuple(git.versions(path.relative_to(found.root).as_posix(), most))
        except (OSError, subprocess.SubprocessError, ValueError):
            return ()

    def _is_trusted(self, root: Path) -> bool:
        """A program that the repository brings along is not run."""
        program = Path(self._program or "")
        return program.is_absolute() and not program.resolve().is_relative_to(root.resolve())


class _Git:
    """git in a directory of ours, which borrows nothing but the objects."""

    def __init__(self, program: str, folder: Path, found: GitDirectory) -> None:
        self._program, self._folder, self._found = program, folder, found
        self._until = time.monotonic() + _SECONDS
        for name in ("objects", "refs"):
            (folder / name).mkdir()
        (folder / "HEAD").write_text("ref: refs/heads/none\n", "ascii")
        (folder / "config").write_text(_CONFIG, "ascii")
        if found.shallow:
            (folder / "shallow").write_text("\n".join(found.shallow) + "\n", "ascii")

    def versions(self, path: str, most: int) -> Iterator[Version]:
        if not path.isprintable():
            return
        count = f"--max-count={most}"
        commits = self._run("rev-list", count, self._found.head, "--", path).decode().split()
        small = list(self._small(commits, path))
        contents = self._run("cat-file", "--batch", names=[f"{each}:{path}" for each in small])
        for commit in small:
            header, _, contents = contents.partition(b"\n")
            size = int(header.split()[2])
            text, contents = contents[:size], contents[size + 1 :]
            yield Version(commit, text.decode(errors="replace"))

    def _small(self, commits: list[str], path: str) -> Iterator[str]:
        """The commits whose version is a file of fitting size; sizes are asked before content."""
        names = [f"{each}:{path}" for each in commits]
        answers = self._run("cat-file", "--batch-check", names=names).decode().splitlines()
        left = _ALL_BYTES
        for commit, answer in zip(commits, answers, strict=True):
            blob = _BLOB.fullmatch(answer)
            if blob and int(blob[1]) <= min(left, _VERSION_BYTES):
                left -= int(blob[1])
                yield commit

    def _run(self, *arguments: str, names: list[str] | None = None) -> bytes:
        done = subprocess.run(
            (self._program, "--no-pager", *arguments),
            input="".join(f"{name}\n" for name in names or ()).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            env=self._environment(),
            timeout=max(self._until - time.monotonic(), 0.01),
            check=False,
        )
        return done.stdout

    def _environment(self) -> dict[str, str]:
        system = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        return system | {
            "GIT_DIR": str(self._folder),
            "GIT_OBJECT_DIRECTORY": str(self._found.objects),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_LITERAL_PATHSPECS": "1",
            "GIT_ALLOW_PROTOCOL": "none",
            "GIT_ALLOC_LIMIT": "256m",
            "GIT_TERMINAL_PROMPT": "0",
            "LC_ALL": "C",
        }
