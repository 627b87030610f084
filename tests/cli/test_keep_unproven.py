"""``generate --keep-unproven``: what the code can't prove stays, what is false does not."""

from __future__ import annotations

import json
from pathlib import Path

from support.azure import AzureServer
from support.bank import SERVICE, azure_environment, said

from .test_generate import run

FILE = "bank/service.py"
PLACE = f"{FILE}::transfer"
DOUBTFUL = {
    "description": "It is thread-safe. It never raises an exception.",
    "raises": [
        {"name": "ValueError", "description": "If the amount is not positive."},
        {"name": "OSError", "description": "If the ledger can't be reached."},
    ],
}


def test_it_keeps_what_is_not_false_and_says_what_cannot_be_proven(workspace: Path) -> None:
    with AzureServer(lambda _: said(**DOUBTFUL)) as azure:
        env = azure_environment(azure)
        done = run("generate", PLACE, "--write", "--keep-unproven", cwd=workspace, env=env)
        assert done.returncode == 0, done.stderr
        assert len(azure.requests) == 2
    text = (workspace / FILE).read_text()
    assert "    It is thread-safe.\n\n    Args:" in text
    assert "        OSError: If the ledger can't be reached.\n" in text
    assert "never raises" not in text
    told = done.stderr.splitlines()
    kept = [line for line in told if line.endswith("; kept.")]
    assert [line.split(":")[:2] for line in kept] == [[FILE, "6"], [FILE, "6"]]
    assert "It is thread-safe" in kept[0] and "`OSError`" in kept[1]
    assert any("never raises" in line and line.endswith("left out.") for line in told)


def test_without_it_the_way_to_it_is_told(workspace: Path) -> None:
    with AzureServer(lambda _: said(**DOUBTFUL)) as azure:
        env = azure_environment(azure)
        done = run("generate", PLACE, cwd=workspace, env=env)
        shown = run("generate", PLACE, "--format", "json", cwd=workspace, env=env)
    assert "thread-safe" not in done.stdout and "--keep-unproven" in done.stderr
    (symbol,) = json.loads(shown.stdout)["files"][0]["symbols"]
    assert "thread-safe" not in symbol["docstring"]
    assert "It is thread-safe." in symbol["with_unproven"]


def test_twice_is_once_and_the_same_each_time(workspace: Path) -> None:
    kept = ("generate", FILE, "--write", "--keep-unproven")
    with AzureServer(lambda _: said(**DOUBTFUL)) as azure:
        env = azure_environment(azure)
        run(*kept, cwd=workspace, env=env)
        first = (workspace / FILE).read_text()
        for more in ((), ("--update",)):
            again = run(*kept, *more, cwd=workspace, env=env)
            assert again.returncode == 0, again.stderr
            assert (workspace / FILE).read_text() == first
        (workspace / FILE).write_text(SERVICE)
        run(*kept, cwd=workspace, env=env)
        assert (workspace / FILE).read_text() == first


def test_it_is_named_in_the_help(workspace: Path) -> None:
    assert "--keep-unproven" in run("generate", "--help", cwd=workspace).stdout
