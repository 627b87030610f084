"""What may not be shown from disk may not be shown from an open document, nor by the resolver."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from docstring_ls.adapters.resolver.client import JediResolver
from docstring_ls.adapters.workspace import WorkspaceFiles
from docstring_ls.core.syntax import find, parse
from docstring_ls.core.text import Source
from docstring_ls.options import Options
from docstring_ls.ports import Question

HIDDEN = "def hidden(secret_place=1): pass\n"


@pytest.fixture
def outer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the workspace ``ws`` inside; nothing of the tester's own git counts."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / ".config"))
    place = tmp_path / "outer"
    write(place, {".git/HEAD": "ref: refs/heads/main\n", "ws/main.py": "x = 1\n"})
    return place


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


# What stands around, and whether the file of the workspace may be shown then.
RULES: dict[str, tuple[dict[str, str], str, bool]] = {
    "nothing": ({}, "a.py", True),
    "own file": ({"ws/.gitignore": "a.py\n"}, "a.py", False),
    "parent's file": ({".gitignore": "a.py\n"}, "a.py", False),
    "parent's anchored": ({".gitignore": "/ws/lib/\n"}, "lib/a.py", False),
    "parent's anchored elsewhere": ({".gitignore": "/lib/\n"}, "lib/a.py", True),
    "info/exclude": ({".git/info/exclude": "ws/a.py\n"}, "a.py", False),
    "folder pattern": ({"ws/.gitignore": "private/\n"}, "private/deep/a.py", False),
    "folder pattern, a file": ({"ws/.gitignore": "a.py/\n"}, "a.py", True),
    "negated": ({"ws/.gitignore": "*.py\n!keep.py\n"}, "keep.py", True),
    "negated further in": (
        {".gitignore": "*.py\n", "ws/sub/.gitignore": "!a.py\n"}, "sub/a.py", True,
    ),
    "negated in an ignored folder": (
        {"ws/.gitignore": "sub/\n", "ws/sub/.gitignore": "!a.py\n"}, "sub/a.py", False,
    ),
    "nested repository": (
        {".gitignore": "a.py\n", "ws/sub/.git/HEAD": "", "ws/sub/b": ""}, "sub/a.py", True,
    ),
    "nested repository's own": (
        {"ws/sub/.git/HEAD": "", "ws/sub/.git/info/exclude": "a.py\n"}, "sub/a.py", False,
    ),
    "ignored nested repository": (
        {".gitignore": "sub/\n", "ws/sub/.git/HEAD": ""}, "sub/a.py", False,
    ),
    "user's own file": ({"../home/.config/git/ignore": "a.py\n"}, "a.py", False),
    "user's named file": (
        {"../home/.gitconfig": "[core]\n\texcludesFile = ~/mine\n", "../home/mine": "a.py\n"},
        "a.py", False,
    ),
    "work tree": (
        {"ws/sub/.git": "gitdir: ../../kept/worktrees/w\n", "kept/worktrees/w/commondir": "../..\n",
         "kept/info/exclude": "a.py\n"}, "sub/a.py", False,
    ),
    ".env": ({}, ".env.py", False),
    ".ENV": ({}, ".ENV.local.py", False),
    ".env folder": ({}, ".env/a.py", False),
    "hidden folder": ({}, ".tox/a.py", False),
    "no Python": ({}, "passwords.txt", False),
    "a pattern that means nothing": ({"ws/.gitignore": "!\n\\\n//\na.py\n"}, "a.py", False),
}  # fmt: skip


def shown(outer: Path, path: str, text: str = HIDDEN) -> bool:
    buffer = Source((outer / "ws" / path).as_uri(), text, 1)
    index = WorkspaceFiles(Options()).index(str(outer / "ws"), (buffer,))
    return bool(index.defined("hidden"))


@pytest.mark.parametrize("name", RULES)
def test_an_open_document_is_context_as_the_disk_is(outer: Path, name: str) -> None:
    around, path, wanted = RULES[name]
    write(outer, around)
    assert shown(outer, path) is wanted, "open and not saved"
    write(outer / "ws", {path: "changed = 1\n"})
    assert shown(outer, path) is wanted, "open and saved with another text"
    write(outer / "ws", {path: HIDDEN})
    index = WorkspaceFiles(Options()).index(str(outer / "ws"))
    assert bool(index.defined("hidden")) is wanted, "on disk"


# Rules that are not git's, and repositories that would have to be real ones.
OURS = {".env", ".ENV", ".env folder", "hidden folder", "no Python"}
GITS_OWN = [name for name, (around, *_) in RULES.items() if "sub/.git" not in str([*around])]


@pytest.mark.parametrize("name", [name for name in GITS_OWN if name not in OURS])
def test_git_says_the_same(outer: Path, name: str) -> None:
    around, path, wanted = RULES[name]
    write(outer, {f"ws/{path}": HIDDEN})
    subprocess.run(["git", "init", "-q", str(outer)], check=True)
    write(outer, around)
    asked = ["git", "-C", str(outer / "ws"), "check-ignore", "-q", "--no-index", path]
    assert (subprocess.run(asked, check=False).returncode == 1) is wanted


def test_links_out_and_to_hidden_files_are_not_shown_from_a_buffer(outer: Path) -> None:
    write(outer, {"far.py": HIDDEN, "ws/.gitignore": "kept/\n", "ws/kept/k.py": HIDDEN})
    (outer / "ws" / "far.py").symlink_to(outer / "far.py")
    (outer / "ws" / "near.py").symlink_to("kept/k.py")
    (outer / "ws" / "folder").symlink_to(outer, target_is_directory=True)
    for path in ("far.py", "near.py", "folder/far.py"):
        assert not shown(outer, path), path


@pytest.mark.real_time
async def test_the_resolver_is_no_second_way(outer: Path) -> None:
    text = "from {} import hidden\n\ndef asks():\n    return hidden()\n"
    write(outer, {".gitignore": "kept.py\n", "far.py": HIDDEN})
    write(outer / "ws", {"kept.py": HIDDEN, "plain.py": HIDDEN})
    (outer / "ws" / "linked.py").symlink_to(outer / "far.py")
    resolver = JediResolver(deadline=20)
    try:
        for module, wanted in (("plain", True), ("kept", False), ("linked", False)):
            source = Source((outer / "ws" / f"asks_{module}.py").as_uri(), text.format(module), 1)
            symbol = find(parse(source), "asks")[0]
            buffer = Source((outer / "ws" / f"{module}.py").as_uri(), HIDDEN + "\n", 1)
            for buffers in ((), (buffer,)):
                question = Question(source, symbol, str(outer / "ws"), buffers)
                answer = await resolver.resolve(question)
                told = "secret_place" in repr(answer)
                assert told is wanted, (module, answer)
    finally:
        await resolver.close()
