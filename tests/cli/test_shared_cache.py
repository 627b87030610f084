"""A team's Redis under whole runs, each in a process of its own with a cache of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docstring_ls.adapters.cache.redis import PREFIX
from support.azure import AzureServer, Recorded, Reply
from support.bank import DOCUMENTED, azure_environment, said
from support.editor import clean_environment
from support.redis import RedisServer

Started = subprocess.Popen[str]
SEVERAL = '"""Numbers."""\n\n\n' + "".join(
    f"def f{number}(x: int) -> int:\n    return x + {number}\n\n\n" for number in "123"
)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[RedisServer]:
    with RedisServer(tmp_path) as server:
        yield server


@pytest.fixture
def start(workspace: Path, tmp_path: Path, team: RedisServer) -> Callable[..., Started]:
    def started(who: str, azure: AzureServer, *arguments: str) -> Started:
        folder = {"DOCSTRING_LS_CACHE_DIR": str(tmp_path / who), "DOCSTRING_LS_CACHE": "yes"}
        environ = azure_environment(azure, DOCSTRING_LS_CACHE_URL=team.url) | folder
        return subprocess.Popen(
            [sys.executable, "-m", "docstring_ls", "generate", *arguments],
            cwd=workspace,
            env=clean_environment(environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return started


def ended(process: Started) -> tuple[str, str]:
    """What it printed and what it told."""
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return out, errors


def test_colleagues_ask_the_model_once_and_at_the_same_time_once_each(start) -> None:
    target = "bank/service.py::transfer"
    with AzureServer([said(seconds=0.3)] * 3) as azure:
        both = [start(who, azure, target) for who in ("ann", "ben")]
        diffs = {ended(each)[0] for each in both}
        asked = len(azure.requests)
        diffs.add(ended(start("cem", azure, target))[0])
        assert asked <= 2 and len(azure.requests) == asked
    (diff,) = diffs
    assert diff.count("\n+") == DOCUMENTED.count("\n") - 1


def test_killed_and_started_again_in_the_middle_of_a_run(workspace: Path, start, team) -> None:
    (workspace / "several.py").write_text(SEVERAL)
    asked: list[str] = []

    def reply(request: Recorded) -> Reply:
        asked.append(request.text)
        (team.start if len(asked) == 3 else team.kill)()
        return said(parameters=[{"name": "x", "description": "A number."}], raises=[])

    with AzureServer(reply) as azure:
        ended(start("ann", azure, "several.py", "--write"))
    assert (workspace / "several.py").read_text().count("Add an amount") == len(asked) == 3
    assert {name[: len(PREFIX)] for name in team.client.scan_iter()} <= {PREFIX.encode()}


def test_hung_cache_holds_nobody_up(workspace: Path, start, team) -> None:
    team.hang()
    with AzureServer([said()]) as azure:
        _, told = ended(start("ann", azure, "bank/service.py::transfer", "--write"))
    assert DOCUMENTED in (workspace / "bank/service.py").read_text()
    assert told.count("shared cache") == 1 and "hidden-password" not in told
