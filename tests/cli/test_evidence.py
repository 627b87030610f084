"""Every problem of a docstring is printed with the line of code that proves it."""

from __future__ import annotations

import json
from pathlib import Path

from support.azure import AzureServer
from support.bank import azure_environment, said

from .test_generate import run

LYING = {
    "description": "It never raises an exception.",
    "raises": [{"name": "\x1b[2Jz\nbank/service.py:1: me", "description": "If it rains."}],
}


def test_each_problem_has_its_line(workspace: Path) -> None:
    with AzureServer(lambda _: said(**LYING)) as azure:
        env = azure_environment(azure)
        done = run("generate", "bank/service.py::transfer", cwd=workspace, env=env)
        found = done.stderr.splitlines()
        at = next(row for row, line in enumerate(found) if "never raises" in line)
        assert found[at].startswith("bank/service.py:8: transfer: ")
        assert found[at].endswith("`ValueError` is raised; left out.")
        assert found[at + 1] == '    raise ValueError("amount must be positive")'
        assert not any(line.startswith("bank/service.py:1:") for line in found)
        assert "\x1b" not in done.stderr


def test_each_problem_has_its_line_in_the_file_that_was_written(workspace: Path) -> None:
    place = "bank/service.py::transfer"
    with AzureServer(lambda _: said(**LYING)) as azure:
        env = azure_environment(azure)
        shown = run("generate", place, "--format", "json", cwd=workspace, env=env)
        done = run("generate", place, "--write", "--quiet", cwd=workspace, env=env)
    (problem,) = (
        item
        for item in json.loads(shown.stdout)["files"][0]["symbols"][0]["problems"]
        if "never raises" in item["message"]
    )
    raised = 'raise ValueError("amount must be positive")'
    assert problem["severity"] == "warning"
    assert problem["evidence"] == {"path": "bank/service.py", "line": 8, "code": raised}
    line = next(line for line in done.stderr.splitlines() if "never raises" in line)
    row = int(line.split(":")[1])
    assert (workspace / "bank/service.py").read_text().splitlines()[row - 1].strip() == raised
