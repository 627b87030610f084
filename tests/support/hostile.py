"""Workspaces full of what no reader expects, and processes that may not grow or read everything."""

from __future__ import annotations

import contextlib
import json
import math
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ASKED = """\
from pkg import thing
from pkg.sub import deep
from sibling import helper
from stubbed import call


def entry(value: int) -> int:
    if value < 0:
        raise ValueError("negative")
    return helper(thing(deep(call(value))))
"""
# Where a reader of projects looks; each becomes a special file.
NAMES = (
    ".editorconfig", "pyproject.toml", "setup.cfg", "tox.ini", ".flake8", ".gitignore", "ruff.toml",
    "mkdocs.yml", ".env", ".git", "sibling.py", "stubbed.pyi", "pkg/__init__.py", "pkg/sub.py",
    "pkg/py.typed", "other/__init__.py", "src", ".venv/lib/python3.11/site-packages/x.pth",
)  # fmt: skip
MEGABYTE = 1 << 20


def _link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def _socket(path: Path) -> None:
    # A socket's own path is short, so it is made where it stands.
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path.name)
    finally:
        os.chdir(here)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 38)


def _link_to_sparse(path: Path) -> None:
    huge = path.parent / f"huge{len(path.name)}"
    _sparse(huge)
    path.symlink_to(huge.name)


def _unreadable(path: Path) -> None:
    path.write_text("x = 1\n")
    path.chmod(0)


def _unreadable_folder(path: Path) -> None:
    path.mkdir()
    path.chmod(0)


SPECIAL: dict[str, Callable[[Path], None]] = {
    "zero": _link("/dev/zero"),
    "random": _link("/dev/random"),
    "terminal": _link("/dev/tty"),
    "stdin": _link("/dev/stdin"),
    "pipe": os.mkfifo,
    "socket": _socket,
    "folder": Path.mkdir,
    "dangling": _link("nowhere/at/all"),
    "loop": lambda path: path.symlink_to(path.name),
    "memory": _link("/proc/self/mem"),
    "sparse": _sparse,
    "link-to-sparse": _link_to_sparse,
    "unreadable": _unreadable,
    "unreadable-folder": _unreadable_folder,
}


def _deep_below(folder: Path, levels: int = 1_500) -> None:
    here = Path.cwd()
    os.chdir(folder)
    try:
        for _ in range(levels):
            Path("deeper").mkdir()
            os.chdir("deeper")
    finally:
        os.chdir(here)


def _many_in(folder: Path, entries: int = 30_000) -> None:
    many = folder / "many"
    many.mkdir()
    for number in range(entries):
        os.mknod(many / (f"m{number}.txt" if number % 1_000 else f"m{number}.py"))


TREES: dict[str, Callable[[Path], None]] = {"deep": _deep_below, "many": _many_in}
KINDS = (*SPECIAL, *TREES)


@contextmanager
def hostile(folder: Path) -> Iterator[dict[str, Path]]:
    """One workspace a kind, each with the same ``app.py``; removed however odd they are."""
    try:
        yield {kind: _workspace(folder / kind, kind) for kind in KINDS}
    finally:
        subprocess.run(["chmod", "-R", "u+rwx", str(folder)], check=False, capture_output=True)
        subprocess.run(["rm", "-rf", *map(str, folder.iterdir())], check=True)


def _workspace(folder: Path, kind: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "app.py").write_text(ASKED)
    if kind in TREES:
        TREES[kind](folder)
        return folder
    for name in NAMES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            SPECIAL[kind](path)
    return folder


def limited(*arguments: str, memory: int = 1024 * MEGABYTE, seconds: int = 60) -> list[str]:
    """The command line that runs us with so much memory and time, and reads only what it may."""
    return _limited(["-m", "docstring_ls", *arguments], memory, seconds)


def limited_each(seconds: float, results: Path, jobs: list[list[str]]) -> list[str]:
    """The command line that runs us for each job, from one process that has imported us.

    Job number n has ``seconds``; what it writes comes into ``n.out`` and ``n.err``, and how it
    ended, as for ``subprocess``, into ``n.code``.
    """
    what = json.dumps([math.ceil(seconds), str(results), jobs])
    return _limited(["-c", _EACH, what], 1024 * MEGABYTE, math.ceil(seconds) * len(jobs))


def _limited(arguments: list[str], memory: int, seconds: int) -> list[str]:
    return [sys.executable, "-c", _LIMITED, str(memory), str(seconds), *arguments]


# Capabilities 1 and 2 let root read what its mode forbids; 24 takes them from what is run next.
_LIMITED = """
import ctypes, os, resource, signal, sys
memory = int(sys.argv[1])
signal.alarm(int(sys.argv[2]))
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
if os.geteuid() == 0:
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (1, 2):
        libc.prctl(24, capability, 0, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[3:]])
"""
_EACH = """
import json, os, pathlib, signal, sys
from docstring_ls.adapters import project, tokens, workspace
from docstring_ls.adapters.resolver import client
from docstring_ls.cli import config, generate, main, prompt
seconds, results, jobs = json.loads(sys.argv[1])
for number, arguments in enumerate(jobs):
    if child := os.fork():
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        pathlib.Path(results, f"{number}.code").write_text(str(code))
        continue
    signal.alarm(seconds)
    for descriptor, name in (1, "out"), (2, "err"):
        os.dup2(os.open(f"{results}/{number}.{name}", os.O_WRONLY | os.O_CREAT), descriptor)
    sys.argv[1:] = arguments
    main.main()
    sys.exit()
"""
