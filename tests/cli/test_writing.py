"""Which files ``generate`` takes, and what stays as it was when it writes them."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from support.editor import clean_environment

from .test_generate import TWO, run

SCRIPT = "def f(a):\n    return a\n"
posix = pytest.mark.skipif(os.name != "posix", reason="the platform has no such files")


# A first run imports everything: the interpreter may lie where only root may look.
UNPRIVILEGED = """
import os, sys
from docstring_ls.cli.main import main

def once(*arguments):
    sys.argv = ["docstring-ls", *arguments]
    try:
        main()
    except SystemExit as end:
        return end.code

once("generate", sys.argv[1], "--write", "-q")
once("generate", sys.argv[1], "--write", "--in-place", "--update", "-q")
if os.geteuid() == 0:
    os.setgroups([])
    os.setegid(65534)
    os.seteuid(65534)
sys.exit(once(*sys.argv[2:]))
"""


def as_nobody(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run as a user who is not root, for whom permissions count."""
    known = cwd.parent / "known.py"
    known.write_text(TWO)
    env = clean_environment({"DOCSTRING_LS_RESOLVER_DEADLINE": "0"})
    command = [sys.executable, "-c", UNPRIVILEGED.replace("sys.argv[2:]", repr(arguments))]
    return subprocess.run(
        [*command, str(known)], cwd=cwd, env=env, capture_output=True, text=True, timeout=60
    )


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder that any user may look into and write."""
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(folder.stat().st_mode | 0o005)
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o777)
    return folder


@pytest.mark.parametrize("name", ["README.md", "data.json", "notes", "a.ipynb"])
def test_only_python_is_documented(tmp_path: Path, name: str) -> None:
    text = "#!/bin/sh\n# Title\n"
    (tmp_path / name).write_text(text)
    for more in (["generate", name, "--write"], ["prompt", f"{name}:1"]):
        done = run(*more, cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert f"{name} is no Python file" in done.stderr
    assert (tmp_path / name).read_text() == text


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("a.pyw", ""),
        ("a.pyi", ""),
        ("tool", "#!/usr/bin/env python3\n"),
        ("tool.cgi", "#!/usr/bin/python3.12 -u\n"),
        ("tool.sh", "#!/usr/bin/env -S uv run --script\n"),
    ],
)
def test_python_by_another_name_is_documented_when_it_is_named(
    tmp_path: Path, name: str, first: str
) -> None:
    (tmp_path / name).write_text(first + SCRIPT)
    done = run("generate", name, "--write", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / name).read_text().startswith(f'{first}"""')


def test_a_folder_is_searched_for_modules_alone(tmp_path: Path) -> None:
    for name in ("a.py", "b.pyw", "c.pyi", "tool", "sub/d.py", "env/lib/e.py", ".tox/f.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("#!/usr/bin/env python3\n" + SCRIPT)
    (tmp_path / "env/pyvenv.cfg").write_text("")
    done = run("generate", ".", "--check", cwd=tmp_path)
    listed = [line.partition(":")[0] for line in done.stdout.splitlines() if " f misses" in line]
    assert sorted(listed) == ["a.py", "b.pyw", "sub/d.py"]


@pytest.mark.parametrize("raw", [b"", b"\n", b" \t\r\n\x0c\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_file_stays_empty(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "__init__.py").write_bytes(raw)
    for target in (".", "__init__.py", "__init__.py:1"):
        done = run("generate", target, "--write", cwd=tmp_path)
        assert done.returncode == 0 and done.stderr.startswith("Nothing to change in 1 file.")
        assert (tmp_path / "__init__.py").read_bytes() == raw


@posix
def test_a_file_without_write_permission_is_left_alone(shared: Path) -> None:
    (shared / "two.py").write_text(TWO)
    for mode, who in ((0o444, run), (0o644, as_nobody), (0o444, as_nobody)):
        (shared / "two.py").chmod(mode)
        done = who("generate", "two.py", "--write", cwd=shared)
        assert done.returncode == 1 and "no write permission" in done.stderr, done.stderr
        assert "No docstring written" in done.stderr
        assert (shared / "two.py").read_text() == TWO
        assert stat.S_IMODE((shared / "two.py").stat().st_mode) == mode


@posix
def test_mode_owner_and_attributes_survive(shared: Path) -> None:
    path = shared / "two.py"
    path.write_text(TWO)
    if os.geteuid() == 0:
        os.chown(path, 1234, 5678)
    path.chmod(0o4755)
    if hasattr(os, "setxattr"):
        os.setxattr(path, "user.origin", b"kept")
    before = path.stat()
    done = run("generate", "two.py", "--write", cwd=shared)
    assert done.returncode == 0 and path.read_text() != TWO, done.stderr
    after = path.stat()
    same = ("st_mode", "st_uid", "st_gid", "st_nlink")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    assert after.st_mtime_ns > before.st_mtime_ns
    assert not hasattr(os, "getxattr") or os.getxattr(path, "user.origin") == b"kept"
    assert [item.name for item in shared.iterdir()] == ["two.py"]


@posix
def test_a_file_of_another_user_is_written_only_in_place(shared: Path) -> None:
    path = shared / "two.py"
    path.write_text(TWO)
    path.chmod(0o666)
    owner = path.stat().st_uid
    if os.geteuid() == 0:
        done = as_nobody("generate", "two.py", "--write", cwd=shared)
        assert done.returncode == 1 and "another user" in done.stderr, done.stderr
        assert "--in-place" in done.stderr and path.read_text() == TWO
    done = as_nobody("generate", "two.py", "--write", "--in-place", cwd=shared)
    assert done.returncode == 0 and path.read_text().count('"""') == 6, done.stderr
    assert (path.stat().st_uid, [item.name for item in shared.iterdir()]) == (owner, ["two.py"])


@posix
def test_hard_links_are_one_file_and_are_written_only_in_place(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(TWO)
    os.link(tmp_path / "a.py", tmp_path / "b.py")
    shown = run("generate", "a.py", "b.py", cwd=tmp_path)
    assert shown.returncode == 0 and shown.stdout.count("+++ ") == 1
    assert shown.stderr.startswith("2 docstrings proposed in 1 file")
    done = run("generate", ".", "--write", cwd=tmp_path)
    assert done.returncode == 1 and "hard links" in done.stderr and "--in-place" in done.stderr
    assert (tmp_path / "a.py").read_text() == TWO and (tmp_path / "b.py").samefile(
        tmp_path / "a.py"
    )
    done = run("generate", ".", "--write", "--in-place", cwd=tmp_path)
    assert done.stderr.startswith("2 docstrings written in 1 file"), done.stderr
    assert (tmp_path / "b.py").read_text().count('"""') == 6
    assert (tmp_path / "b.py").samefile(tmp_path / "a.py")


def test_a_link_is_the_file_behind_it(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/a.py").write_text(TWO)
    (tmp_path / "link.py").symlink_to("src/a.py")
    shown = run("generate", "src/a.py", "link.py", cwd=tmp_path)
    assert shown.stdout.count("+++ ") == 1 and "+++ b/src/a.py" in shown.stdout
    alone = run("generate", "link.py", cwd=tmp_path)
    assert alone.stdout == shown.stdout
    done = run("generate", "link.py", "--write", cwd=tmp_path)
    assert done.returncode == 0 and (tmp_path / "link.py").is_symlink()
    assert (tmp_path / "src/a.py").read_text().count('"""') == 6


def test_a_folder_does_not_lead_out_of_itself(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    (inside / "kept").mkdir(parents=True)
    outside.mkdir()
    (outside / "theirs.py").write_text(TWO)
    (inside / "kept/a.py").write_text(TWO)
    (inside / "out.py").symlink_to(outside / "theirs.py")
    (inside / "out").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    (inside / "gone.py").symlink_to("nowhere.py")
    (inside / "same.py").symlink_to("kept/a.py")
    done = run("generate", "inside", "--write", cwd=tmp_path)
    assert done.returncode == 0 and done.stderr.startswith("2 docstrings written in 1 file")
    assert (outside / "theirs.py").read_text() == TWO
    assert run("generate", "inside/out.py", "--write", cwd=tmp_path).returncode == 0
    assert (outside / "theirs.py").read_text() != TWO and (inside / "out.py").is_symlink()


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from docstring_ls.cli.main import main
sys.argv = ["docstring-ls", *sys.argv[2:]]
main()
"""


@posix
@pytest.mark.parametrize("more", [[], ["--in-place"]])
def test_a_disk_that_is_full_half_way_leaves_the_file_as_it_was(
    tmp_path: Path, more: list[str]
) -> None:
    (tmp_path / "two.py").write_text(TWO)
    command = [sys.executable, "-c", LIMITED, str(len(TWO) + 20), "generate", "two.py", "--write"]
    env = clean_environment({"DOCSTRING_LS_RESOLVER_DEADLINE": "0"})
    done = subprocess.run(
        [*command, *more], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1 and "can't be written" in done.stderr, done.stderr
    assert (tmp_path / "two.py").read_text() == TWO
    assert [item.name for item in tmp_path.iterdir()] == ["two.py"]


def test_in_place_belongs_to_write(tmp_path: Path) -> None:
    (tmp_path / "two.py").write_text(TWO)
    done = run("generate", "two.py", "--in-place", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "") and "--write" in done.stderr
