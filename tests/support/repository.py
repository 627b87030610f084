"""A git repository of a test's own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

# What the tests' own git commands see of the machine.
PLAIN = {"PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
PLAIN |= {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    """The output of a git command that sees nothing of the machine's configuration."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=PLAIN, check=check, capture_output=True, text=True
    )
    return done.stdout.strip()


def init(folder: Path) -> None:
    """Begin a repository."""
    git(folder, "init", "--quiet", "--initial-branch", "main")


def commit(root: Path, text: str, name: str) -> str:
    """Write a file and commit it; the commit's name."""
    path = root / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", text[:9])
    return git(root, "rev-parse", "HEAD")
