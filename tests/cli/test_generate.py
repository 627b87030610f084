"""``docstring-ls generate``, run as a user runs it."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.azure import AzureServer, error
from support.bank import DOCUMENTED, SERVICE, azure_environment, said
from support.editor import clean_environment


def run(
    *arguments: str, cwd: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "docstring_ls", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=clean_environment(env), capture_output=True, text=True, timeout=300
    )


def test_prints_a_diff_that_applies(workspace: Path) -> None:
    done = run("generate", "bank/service.py::transfer", cwd=workspace)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("--- a/bank/service.py\n+++ b/bank/service.py\n@@")
    added = [line[1:] for line in done.stdout.splitlines()[3:] if line.startswith("+")]
    removed = [line for line in done.stdout.splitlines()[3:] if line.startswith("-")]
    assert added[0].strip().startswith('"""') and removed == []
    assert (workspace / "bank/service.py").read_text() == SERVICE
    patch = subprocess.run(["git", "apply", "-"], cwd=workspace, input=done.stdout, text=True)
    assert patch.returncode == 0
    tree = ast.parse((workspace / "bank/service.py").read_text())
    assert ast.get_docstring(tree.body[-1]) is not None


def test_write_asks_the_model_and_writes_its_words(workspace: Path) -> None:
    with AzureServer([said()]) as azure:
        env = azure_environment(azure)
        done = run("generate", "bank/service.py::transfer", "--write", cwd=workspace, env=env)
    assert done.returncode == 0, done.stderr
    assert DOCUMENTED in (workspace / "bank/service.py").read_text()
    assert done.stdout == ""


def test_check_exits_1_and_names_places(workspace: Path) -> None:
    done = run("generate", "bank", "--check", cwd=workspace)
    assert done.returncode == 1, done.stderr
    assert "bank/service.py:6: transfer misses a docstring" in done.stdout
    run("generate", "bank", "--write", cwd=workspace)
    again = run("generate", "bank", "--check", cwd=workspace)
    assert (again.returncode, again.stdout) == (0, "")


CONCATENATED = '''\
"""Work."""


def f(a):
    """Do f.

    Args:
        a: One.
        gone: Two.
    """
    return a


def g(a):
    """Do """ """g."""
    return a


def h(a, b):
    """Do h. """ """It is.

    Args:
        a: One.
        gone: Two.
    """
    return a + b
'''


def test_a_concatenated_docstring_takes_no_other_of_its_file_with_it(tmp_path: Path) -> None:
    file = tmp_path / "work.py"
    file.write_text(CONCATENATED)
    done = run("generate", "work.py", "--update", "--write", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    functions = ast.parse(file.read_text()).body[1:]
    said = [ast.get_docstring(one) or "" for one in functions if isinstance(one, ast.FunctionDef)]
    assert said[0] == "Do f.\n\nArgs:\n    a: One."
    assert said[1] == "Do g." and '"""Do """ """g."""' in file.read_text()
    assert "gone" not in said[2] and said[2].startswith("Do h. It is.")


def test_json_holds_diff_and_docstrings(workspace: Path) -> None:
    done = run("generate", "bank/service.py", "--format", "json", "-q", cwd=workspace)
    (file,) = json.loads(done.stdout)["files"]
    (symbol,) = file["symbols"]
    assert file["changed"] and symbol["qualname"] == "transfer"
    assert symbol["provider"] == "draft" and symbol["docstring"]
    assert done.stderr == ""


WRONG = {
    "no such file": (["generate", "nowhere.py"], "nowhere.py does not exist"),
    "no such symbol": (["generate", "bank/service.py::transfr"], "Did you mean transfer?"),
    "no such line": (["generate", "bank/service.py:99"], "there is no line 99"),
    "two modes": (["generate", "bank", "--update", "--rewrite"], "exclude each other"),
    "no model": (
        ["generate", "bank", "--provider", "azure"],
        "endpoint and deployment are not set",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_use_is_one_line_and_exit_2(workspace: Path, case: str) -> None:
    arguments, expected = WRONG[case]
    done = run(*arguments, cwd=workspace)
    assert done.returncode == 2
    assert expected in done.stderr
    assert done.stderr.count("\n") == 1 and done.stdout == ""


def test_an_ambiguous_name_lists_its_lines(workspace: Path) -> None:
    (workspace / "twice.py").write_text("def f():\n    return 1\n\ndef f():\n    return 2\n")
    done = run("generate", "twice.py::f", cwd=workspace)
    assert done.returncode == 2
    assert "lines 1, 4" in done.stderr
    assert run("generate", "twice.py:4", cwd=workspace).returncode == 0


def test_a_rejected_key_stops_the_run_without_a_traceback(workspace: Path) -> None:
    denied = error(
        401, "401", "Access denied due to invalid subscription key or wrong API endpoint."
    )
    with AzureServer([denied] * 9) as azure:
        done = run("generate", "bank", cwd=workspace, env=azure_environment(azure))
    assert done.returncode == 2
    assert "api-key" in done.stderr and "Traceback" not in done.stderr
    assert "sk-test" not in done.stderr


def test_bytes_outside_the_docstring_survive(tmp_path: Path) -> None:
    raw = b"# -*- coding: latin-1 -*-\r\nNAME = '\xe4'\r\n\r\ndef f(a):\r\n\treturn a \r\n"
    (tmp_path / "old.py").write_bytes(raw)
    done = run("generate", "old.py::f", "--write", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    written = (tmp_path / "old.py").read_bytes()
    head, tail = raw.split(b"\treturn")[0], b"\treturn" + raw.split(b"\treturn")[1]
    assert written.startswith(head) and written.endswith(tail)
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_help_names_the_exit_codes(tmp_path: Path) -> None:
    assert "Exit codes" in run("generate", "--help", cwd=tmp_path).stdout
    assert "serve" in run("--help", cwd=tmp_path).stdout


TWO = '"""Two."""\n\n\ndef f(a):\n    return a\n\n\ndef g(b):\n    return b\n'


def test_a_file_named_twice_or_linked_is_written_once(tmp_path: Path) -> None:
    (tmp_path / "two.py").write_text(TWO)
    done = run("generate", "two.py::f", "two.py::g", "--write", cwd=tmp_path)
    assert (done.returncode, (tmp_path / "two.py").read_text().count('"""')) == (0, 6), done.stderr
    (tmp_path / "two.py").write_text(TWO)
    (tmp_path / "link.py").symlink_to("two.py")
    done = run("generate", ".", "--write", cwd=tmp_path)
    assert (done.returncode, (tmp_path / "two.py").read_text().count('"""')) == (0, 6), done.stderr


def test_a_pattern_that_means_nothing_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.docstring-ls]\nexclude = ["!", "skip*.py"]\n')
    (tmp_path / "two.py").write_text(TWO)
    (tmp_path / "skipped.py").write_text(TWO)
    done = run("generate", ".", "--check", cwd=tmp_path)
    assert done.returncode == 1 and "two.py:4: f" in done.stdout and "skipped" not in done.stdout


@pytest.mark.parametrize("target", ["two.py:0", "two.py::", "::f", ""])
def test_a_target_that_names_nothing_is_no_whole_file(tmp_path: Path, target: str) -> None:
    (tmp_path / "two.py").write_text(TWO)
    done = run("generate", target, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the platform has no full device")
def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "two.py").write_text(TWO)
    command = [sys.executable, "-m", "docstring_ls", "generate", "two.py", "-q"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, cwd=tmp_path, env=clean_environment(), stdout=full, stderr=-1, text=True
        )
    assert done.returncode == 1 and "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="the platform has no pseudo terminals")
@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_colour_is_for_terminals_that_want_it(
    tmp_path: Path, no_color: str, coloured: bool
) -> None:
    (tmp_path / "two.py").write_text(TWO)
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "docstring_ls", "generate", "two.py::f", "-q"]
    env = clean_environment({"NO_COLOR": no_color, "TERM": "xterm"})
    subprocess.run(command, cwd=tmp_path, env=env, stdout=theirs, timeout=300, check=True)
    shown = os.read(ours, 10_000)
    os.close(ours)
    os.close(theirs)
    assert b"+++ b/two.py" in shown and (b"\x1b[" in shown) is coloured
