"""``--update`` and ``--complete`` on the command line; git remembers what was renamed."""

from __future__ import annotations

import json
from pathlib import Path

from support import repository

from .test_generate import run

FETCH = '''\
"""Fetching."""


def fetch(url, timeout=3):
    """Fetch a page.

    Args:
        url: Where.
        timeout: Seconds to wait.
    """
    return connect(url, wait=timeout).read()


def once(url):
    """Fetch it once."""
    if not url:
        raise ValueError(url)
    return connect(url)
'''
RENAMED = FETCH.replace("url, timeout=3", "url, patience=3, retries=1").replace(
    "wait=timeout", "wait=patience, times=retries"
)


def test_git_tells_a_rename_and_what_is_new(tmp_path: Path) -> None:
    repository.init(tmp_path)
    name = repository.commit(tmp_path, FETCH, "net.py")
    (tmp_path / "net.py").write_text(RENAMED)
    done = run("generate", "net.py", "--update", "--write", cwd=tmp_path)
    text = (tmp_path / "net.py").read_text()
    assert "        patience: Seconds to wait.\n        retries: Defaults to ``1``.\n" in text
    assert '"""Fetch it once."""' in text, "nothing is false in it"
    assert f"net.py:4: fetch: `timeout` is parameter `patience` now: commit {name[:10]}" in (
        done.stderr
    )
    again = run("generate", "net.py", "--update", "--check", cwd=tmp_path)
    assert (again.returncode, again.stdout) == (0, "")


def test_without_git_the_words_are_in_the_report(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(RENAMED)
    done = run("generate", "net.py", "--update", "--check", cwd=tmp_path)
    assert done.returncode == 1 and done.stdout.count("\n") == 1
    assert "timeout: Seconds to wait." in done.stderr
    told = run("generate", "net.py", "--update", "--format", "json", "-q", cwd=tmp_path)
    (file,) = json.loads(told.stdout)["files"]
    assert any("timeout: Seconds to wait." in line for line in file["mended"])


def test_complete_adds_sections(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(FETCH)
    done = run("generate", "net.py::once", "--complete", "--write", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Raises:" in (tmp_path / "net.py").read_text()
    both = run("generate", "net.py", "--complete", "--rewrite", cwd=tmp_path)
    assert both.returncode == 2 and "--complete and --rewrite exclude each other" in both.stderr
