"""Git histories as pairs of versions; nothing that a repository configures is run."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

SAID = (
    "doc|typo|comment|param|argument|sphinx|spelling"  # by messages of commits that correct prose
)
MOST_CHANGED_LINES = 120  # of one file in one commit; what is longer was rewritten, not corrected
CODE_LINE = re.compile(
    r"^[+-]\s*(def \w+\(|async def |class \w+[^ ]*:$|(from [\w.]+ )?import \w|return\b.*[(\[.=]"
    r"|raise \w+\(|self\.\w+ = |@\w[\w.]*(\(.*)?$|elif .*:$|else:$|try:$|assert \w|except\b.*:$)"
)
SKIPPED = re.compile(r"(^|/)(tests?|testing|_?vendor(ed)?|docs?|examples?)/|(^|/)(test_|conftest)")


def git(repository: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A git command that reads objects only: no configuration of user or system, no filters."""
    return subprocess.Popen(
        ["git", "--no-replace-objects", "-C", str(repository), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ
        | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_NO_LAZY_FETCH": "1"},
    )


class Blobs(AbstractContextManager["Blobs"]):
    """The files of one repository, by ``commit:path``, through one ``git cat-file``."""

    def __init__(self, repository: Path) -> None:
        self._git = git(repository, "cat-file", "--batch")

    def text(self, name: str) -> str | None:
        """The file, or None where it is not there or no UTF-8."""
        assert self._git.stdin and self._git.stdout
        self._git.stdin.write(name.encode() + b"\n")
        self._git.stdin.flush()
        header = self._git.stdout.readline().split()
        if len(header) != 3 or header[1] != b"blob":
            return None
        content = self._git.stdout.read(int(header[2]) + 1)[:-1]
        try:
            return content.decode()
        except UnicodeDecodeError:
            return None

    def __exit__(self, *_: object) -> None:
        self._git.kill()
        self._git.communicate()


@dataclass
class Change:
    """One file in one commit, with its changed lines as ``git diff -U0`` gives them."""

    commit: str
    path: str
    lines: list[str] = field(default_factory=list)

    def may_be_prose(self) -> bool:
        """Whether something was taken away and no line of it is certainly code."""
        return (
            0 < len(self.lines) <= MOST_CHANGED_LINES
            and any(line[0] == "-" for line in self.lines)
            and not SKIPPED.search(self.path)
            and not any(CODE_LINE.match(line) for line in self.lines)
        )


def changes(repository: Path) -> Iterator[Change]:
    """The modified Python files of the commits to HEAD that speak of prose, newest first."""
    log = git(
        repository, "log", "-p", "-U0", "--no-color", "--no-merges", "--no-renames",
        "--no-ext-diff", "--no-textconv", "--diff-filter=M", "--format=\x01%H",
        "-i", "-E", f"--grep={SAID}", "HEAD", "--", "*.py",
    )  # fmt: skip
    assert log.stdout
    commit, change = "", None
    for raw in log.stdout:
        line = raw.decode(errors="replace").rstrip("\n")
        if line.startswith(("\x01", "diff --git ")):
            if change:
                yield change
            change = None
            commit = line[1:] if line[0] == "\x01" else commit
        elif line.startswith("+++ b/"):
            change = Change(commit, line[6:])
        elif change and line[:1] in ("+", "-") and len(change.lines) <= MOST_CHANGED_LINES:
            change.lines.append(line)
    if change:
        yield change
    log.wait()
