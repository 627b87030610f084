"""Names and code with escape sequences do nothing on a terminal, and are themselves in a pipe."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from support.editor import clean_environment

ESCAPES = "\x1b]0;owned\x07\x1b[2J\u202e"
NAME = "a\x1b[31m\u202e.py"
CODE = f'def add(a, b="{ESCAPES}"):\n    return a + b  # {ESCAPES}\n'

COMMANDS = {
    "diff": ("generate", NAME),
    "check": ("generate", "--check", "."),
    "json": ("generate", "--json", NAME),
    "failure": ("generate", f"{NAME}::{ESCAPES}"),
    "prompt": ("prompt", f"{NAME}::add"),
    "prompt as json": ("prompt", "--json", f"{NAME}::add"),
    "config": ("config",),
    "no such file": ("prompt", f"{ESCAPES}.py::f"),
}


def on_terminal(folder: Path, *arguments: str) -> str:
    """All that one command writes to a terminal."""
    parent, child = pty.openpty()
    environ = clean_environment({"NO_COLOR": "1", "TERM": "xterm", "COLUMNS": "120"})
    process = subprocess.Popen(
        [sys.executable, "-m", "docstring_ls", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=child,
        stderr=child,
        cwd=folder,
        env=environ,
    )
    os.close(child)
    parts = []
    while True:
        try:
            part = os.read(parent, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    os.close(parent)
    process.wait(60)
    return b"".join(parts).decode("utf-8", "replace")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / NAME).write_text(CODE)
    (tmp_path / "pyproject.toml").write_text(
        '[tool.docstring-ls]\nstyle = "\\u001b[31mgoogle"\nlanguage = "a\\u202e"\n'
    )
    return tmp_path


@pytest.mark.parametrize("name", COMMANDS)
def test_a_terminal_shows_escapes_as_text(name, folder):
    shown = on_terminal(folder, *COMMANDS[name])
    assert shown.strip()
    for mark in ("\x1b]0", "\x1b[2J", "\x1b[31m", "\u202e", "\x07"):
        assert mark not in shown, shown


def test_a_pipe_gets_the_bytes_and_the_diff_applies(folder):
    done = subprocess.run(
        [sys.executable, "-m", "docstring_ls", "generate", NAME],
        cwd=folder,
        env=clean_environment(),
        capture_output=True,
        timeout=60,
    )
    assert ESCAPES.encode() in done.stdout
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "apply", "--check", "-"], cwd=folder, input=done.stdout, check=True)


BROKEN = {
    "setup.cfg": "machine example.org login me password hunter2\n",
    "tox.ini": "[flake8]\nmax-line-length = 80\n= hunter2\n",
    "pyproject.toml": 'x = "hunter2" hunter2\n',
    "ruff.toml": 'hunter2 = 1\nhunter2 = "2"\n',
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_with_a_file_is_said_without_quoting_it(name, tmp_path):
    (tmp_path / "a.py").write_text("def add(a, b):\n    return a + b\n")
    (tmp_path / name).write_text(BROKEN[name])
    done = subprocess.run(
        [sys.executable, "-m", "docstring_ls", "generate", "a.py"],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        timeout=60,
        text=True,
    )
    assert "hunter2" not in done.stdout + done.stderr and "login" not in done.stderr
    assert name in done.stderr and "(line " in done.stderr
