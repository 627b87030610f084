"""Versions of a file from git: bounded, and nothing that a repository configures is run."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from docstring_ls.adapters.git_history import GitHistory
from support import repository
from support.repository import git

NAME = "shop/naïve price.py"


def commit(root: Path, text: str, name: str = NAME) -> str:
    return repository.commit(root, text, name)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    repository.init(folder)
    for number in (1, 2, 3):
        commit(folder, f"size = {number}\r\n")
        commit(folder, f"{number}", "other.py")
    return folder


async def texts(root: Path, most: int = 10, name: str = NAME) -> list[str]:
    return [item.text for item in await GitHistory().versions(str(root / name), most)]


async def test_the_last_versions_come_newest_first(root: Path) -> None:
    last = commit(root, "size = 4\n")
    (root / NAME).write_text("not committed")
    first, *_ = await GitHistory().versions(str(root / NAME), 1)
    assert (first.commit, first.text) == (last, "size = 4\n")
    assert await texts(root) == ["size = 4\n", "size = 3\r\n", "size = 2\r\n", "size = 1\r\n"]
    assert await texts(root, 2) == ["size = 4\n", "size = 3\r\n"]
    assert await texts(root, name="unknown.py") == []


@pytest.mark.parametrize(
    "arguments", [["pack-refs", "--all"], ["gc", "--quiet"], ["checkout", "-qb", "a/b-1"]]
)
async def test_wherever_git_keeps_refs_and_objects(root: Path, arguments: list[str]) -> None:
    git(root, *arguments)
    assert len(await texts(root)) == 3


async def test_a_detached_head_a_worktree_and_a_shallow_clone_have_a_history(
    root: Path, tmp_path: Path
) -> None:
    git(root, "checkout", "--quiet", "HEAD~2")
    assert await texts(root) == ["size = 2\r\n", "size = 1\r\n"]
    git(root, "worktree", "add", "--quiet", str(tmp_path / "tree"), "main")
    assert len(await texts(tmp_path / "tree")) == 3
    git(tmp_path, "clone", "--quiet", "--depth", "3", root.as_uri(), "shallow", "--branch", "main")
    assert await texts(tmp_path / "shallow") == ["size = 3\r\n", "size = 2\r\n"]


async def test_a_version_too_large_is_left_out(root: Path) -> None:
    commit(root, "#" * 2_000_001)
    commit(root, "size = 5\n")
    assert (await texts(root))[:2] == ["size = 5\n", "size = 3\r\n"]


async def test_what_replaces_objects_does_not(root: Path) -> None:
    git(
        root,
        "replace",
        git(root, "rev-parse", f"HEAD:{NAME}"),
        git(root, "rev-parse", "HEAD:other.py"),
    )
    assert git(root, "show", f"HEAD:{NAME}") == "3"
    assert (await texts(root))[0] == "size = 3\r\n"


def arm(root: Path) -> Path:
    """Configure everything that git may run; whatever runs writes the file that is returned."""
    mark, trap = root.parent / "mark", root.parent / "trap"
    trap.write_text(f'#!/bin/sh\necho "$@" >> {mark}\nexit 1\n')
    trap.chmod(0o755)
    hooks = root.parent / "hooks"
    hooks.mkdir()
    for hook in ("post-index-change", "reference-transaction", "pre-auto-gc", "post-checkout"):
        (hooks / hook).symlink_to(trap)
    included = root.parent / "included"
    included.write_text(f"[core]\n\tfsmonitor = {trap} included\n")
    (root / ".gitattributes").write_text("*.py diff=trap filter=trap\n")
    (root / ".git/info/attributes").write_text("*.py diff=trap filter=trap\n")
    with (root / ".git/config").open("a") as config:
        config.write(f"""
[core]
    repositoryformatversion = 1
    fsmonitor = {trap} fsmonitor
    hooksPath = {hooks}
    pager = {trap} pager
    sshCommand = {trap} ssh
    gitProxy = {trap} proxy
    askPass = {trap} askpass
    editor = {trap} editor
    alternateRefsCommand = {trap} alternates
    worktree = /
[diff]
    external = {trap} external
[diff "trap"]
    textconv = {trap} textconv
    command = {trap} command
[filter "trap"]
    clean = {trap} clean
    smudge = {trap} smudge
    process = {trap} process
    required = true
[log]
    showSignature = true
[gpg]
    program = {trap} gpg
[alias]
    rev-list = !{trap} alias
    cat-file = !{trap} alias
[pager]
    rev-list = {trap} pager
    cat-file = {trap} pager
[credential]
    helper = !{trap} credential
[remote "origin"]
    url = ext::{trap} remote
    uploadpack = {trap} uploadpack
    promisor = true
    partialCloneFilter = blob:none
[extensions]
    partialClone = origin
[protocol]
    allow = always
[includeIf "gitdir:/**"]
    path = {included}
""")
    return mark


async def test_nothing_that_a_repository_configures_is_run(root: Path) -> None:
    mark = arm(root)
    lost = git(root, "-c", "core.fsmonitor=false", "rev-parse", f"HEAD~2:{NAME}")
    mark.unlink(missing_ok=True)
    (root / ".git/objects" / lost[:2] / lost[2:]).unlink()
    found = await texts(root)
    assert not mark.exists()
    assert found == ["size = 3\r\n", "size = 1\r\n"]
    git(root, "-c", "core.worktree=.", "ls-files", check=False)
    git(root, "cat-file", "blob", lost, check=False)
    assert {"included", "remote"} <= {line.split()[0] for line in mark.read_text().splitlines()}


async def test_neither_is_what_our_own_environment_says_of_git(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.pager")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "false")
    assert len(await texts(root)) == 3
    assert not (tmp_path / "trace").exists()


def alternates(root: Path) -> None:
    (root / ".git/objects/info").mkdir(exist_ok=True)
    (root / ".git/objects/info/alternates").write_text("/elsewhere/objects\n")


def linked(name: str) -> Callable[[Path], None]:
    def link(root: Path) -> None:
        (root / name).rename(root.parent / "moved")
        (root / name).symlink_to(root.parent / "moved")

    return link


def pointing(root: Path) -> None:
    (root / ".git").rename(root.parent / "moved")
    (root / ".git").write_text(f"gitdir: {root.parent / 'moved'}\n")


def written(name: str, text: str) -> Callable[[Path], None]:
    return lambda root: (root / ".git" / name).write_text(text) and None


def piped(name: str) -> Callable[[Path], None]:
    def pipe(root: Path) -> None:
        (root / ".git" / name).unlink()
        os.mkfifo(root / ".git" / name)

    return pipe


def bomb(root: Path) -> None:
    """A tree that claims a terabyte."""
    head = git(root, "rev-parse", "HEAD^{tree}")
    path = root / ".git/objects" / head[:2] / head[2:]
    path.unlink()
    path.write_bytes(zlib.compress(b"tree 1000000000000\0" + b"x" * 1000))


@pytest.mark.parametrize(
    "spoil",
    [
        alternates,
        linked(".git"),
        linked(".git/objects"),
        pointing,
        bomb,
        piped("HEAD"),
        written("HEAD", "ref: refs/heads/../../../../etc/passwd\n"),
        written("HEAD", "ref: refs/heads/.invalid\n"),
        written("HEAD", "--output=/tmp/x\n"),
        written("HEAD", "f" * 64 + "\n"),
        written("HEAD", "0" * 40 + "\n"),
        written("HEAD", "\0"),
        written("refs/heads/main", "--all\n"),
    ],
    ids=lambda spoil: getattr(spoil, "__name__", ""),
)
async def test_what_is_no_plain_repository_has_no_history(
    root: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(root)
    assert await texts(root) == []


async def test_a_program_of_the_repository_is_not_run(root: Path) -> None:
    mark, program = root.parent / "mark", root / "git"
    program.write_text(f"#!/bin/sh\necho run >> {mark}\n")
    program.chmod(0o755)
    assert await GitHistory(str(program)).versions(str(root / NAME), 3) == ()
    assert await GitHistory("git").versions(str(root / NAME), 3) == ()
    assert not mark.exists()


async def test_no_repository_no_git_no_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await texts(tmp_path) == []
    monkeypatch.setenv("PATH", str(tmp_path))
    assert await texts(tmp_path) == []
