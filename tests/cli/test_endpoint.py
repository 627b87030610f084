"""An endpoint that is dead or wrong ends a run once; what was done by then is kept."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path

import pytest

from support.azure import Act, AzureServer, Recorded, Reply, bare, error
from support.bank import azure_environment, said

from .test_generate import run

SIX = "".join(f"def f{number}(a):\n    return a\n\n\n" for number in range(6))
DEAD = bare(Act.RESET)
# An answer that is true of each of the six, so that nothing of it is asked for again.
GOOD = said(summary="Give it back.", parameters=[], returns=None, raises=[])
ONE_AT_A_TIME = {"DOCSTRING_LS_CONCURRENCY": "1", "DOCSTRING_LS_RETRIES": "0"}


@pytest.fixture
def six(tmp_path: Path) -> Path:
    (tmp_path / "six.py").write_text(f'"""Six."""\n\n\n{SIX}')
    return tmp_path


def lines(stderr: str) -> list[str]:
    return [line for line in stderr.splitlines() if line.strip()]


def closed_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def test_a_dead_endpoint_is_told_once(six: Path) -> None:
    with AzureServer([]) as azure:
        env = azure_environment(azure) | {
            "AZURE_OPENAI_ENDPOINT": f"http://127.0.0.1:{closed_port()}"
        }
    before = (six / "six.py").read_text()
    done = run("generate", "six.py", "--write", cwd=six, env=env)
    told = lines(done.stderr)
    assert done.returncode == 1 and len(told) == 2, done.stderr
    assert "can't be reached" in told[0] and "endpoint" in told[0]
    assert told[1].startswith("No docstring written") and "6 not tried" in told[1]
    assert (six / "six.py").read_text() == before


def test_what_was_done_before_is_written_and_counted(six: Path) -> None:
    asked: list[Recorded] = []

    def reply(request: Recorded) -> Reply:
        asked.append(request)
        return GOOD if len(asked) <= 2 else DEAD

    with AzureServer(reply) as azure:
        env = azure_environment(azure, **ONE_AT_A_TIME)
        done = run("generate", "six.py", "--write", cwd=six, env=env)
    told = lines(done.stderr)
    assert done.returncode == 1 and len(told) == 2, done.stderr
    assert told[1].startswith("2 docstrings written in 1 file; 4 not tried"), done.stderr
    assert (six / "six.py").read_text().count('"""') == 6 and len(asked) == 5


def test_an_endpoint_that_fails_now_and_then_ends_nothing(six: Path) -> None:
    asked: list[Recorded] = []

    def reply(request: Recorded) -> Reply:
        asked.append(request)
        return DEAD if len(asked) in (1, 2, 4, 5) else GOOD

    with AzureServer(reply) as azure:
        env = azure_environment(azure, **ONE_AT_A_TIME)
        done = run("generate", "six.py", "--format", "json", cwd=six, env=env)
    document = json.loads(done.stdout)
    (file,) = document["files"]
    assert (done.returncode, document.get("error"), file.get("untried", 0)) == (1, None, 0)
    assert (len(file["failures"]), len(file["symbols"])) == (4, 2)


def test_one_of_two_deployments_is_enough_and_both_dead_are_told_once(six: Path) -> None:
    with AzureServer(lambda request: GOOD) as azure:
        dead = f"first@http://127.0.0.1:{closed_port()}"
        env = azure_environment(azure, DOCSTRING_LS_DEPLOYMENTS=f"{dead},writer")
        done = run("generate", "six.py", "-q", cwd=six, env=env)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.count('+    """Give it back') == 6
        env["DOCSTRING_LS_DEPLOYMENTS"] = f"{dead},second@http://127.0.0.1:{closed_port()}"
        done = run("generate", "six.py", cwd=six, env=env)
    assert done.returncode == 1 and len(lines(done.stderr)) == 2, done.stderr


@pytest.mark.parametrize("status", [500, 503])
def test_a_service_that_always_fails_is_told_once(six: Path, status: int) -> None:
    with AzureServer(lambda request: error(status, body="")) as azure:
        env = azure_environment(azure, **ONE_AT_A_TIME)
        done = run("generate", "six.py", "--format", "json", cwd=six, env=env)
        assert len(azure.requests) == 3
    told = lines(done.stderr)
    assert done.returncode == 1 and len(told) == 2, done.stderr
    assert f"HTTP {status}" in told[0] and "Try again later" in told[0]
    assert told[1].startswith("No docstring proposed") and "6 not tried" in told[1]
    document = json.loads(done.stdout)
    assert f"HTTP {status}" in document["error"]["message"]
    assert document["files"][0]["untried"] == 6


def test_a_service_that_fails_now_and_then_ends_nothing(six: Path) -> None:
    asked: list[Recorded] = []

    def reply(request: Recorded) -> Reply:
        asked.append(request)
        return error(503, body="") if len(asked) in (1, 2, 4, 5) else GOOD

    with AzureServer(reply) as azure:
        env = azure_environment(azure, **ONE_AT_A_TIME)
        done = run("generate", "six.py", "--format", "json", cwd=six, env=env)
    (file,) = json.loads(done.stdout)["files"]
    assert (done.returncode, file.get("untried", 0), len(asked)) == (1, 0, 6)
    assert (len(file["failures"]), len(file["symbols"])) == (4, 2)


def test_a_symbol_at_which_the_service_always_fails_ends_nothing(six: Path) -> None:
    asked: list[Recorded] = []

    def reply(request: Recorded) -> Reply:
        asked.append(request)
        return error(500, body="") if len(asked) <= 3 else GOOD

    with AzureServer(reply) as azure:
        env = azure_environment(azure, DOCSTRING_LS_CONCURRENCY="1", DOCSTRING_LS_RETRIES="2")
        done = run("generate", "six.py", "--format", "json", cwd=six, env=env)
    document = json.loads(done.stdout)
    assert (done.returncode, document.get("error")) == (1, None)
    assert list(document["files"][0]["failures"]) == ["f0"]
    assert len(document["files"][0]["symbols"]) == 5


WRONG = {
    "a key that is not accepted": (error(401, "401", "Access denied"), 2, "did not accept the key"),
    "a role that is missing": (
        error(401, "PermissionDenied", "Principal does not have access to API/Operation."),
        2,
        "have no role",
    ),
    "a firewall": (
        error(403, "403", "Access denied due to Virtual Network/Firewall rules."),
        1,
        "firewall",
    ),
    "forbidden": (error(403, "403", "Resource is blocked."), 2, "forbids"),
    "no such deployment": (error(404, "DeploymentNotFound", "None."), 2, "There is no deployment"),
    "no such path": (error(404, "404", "Resource not found"), 2, "does not know the path"),
    "a redirect": (error(307, headers={"location": "http://127.0.0.1:9/"}), 1, "redirects"),
    "a web page": (
        Reply((b"<html>Sign in</html>",), 200, {"content-type": "text/html"}),
        1,
        "not with a model's answer",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_endpoint_is_told_once(six: Path, case: str) -> None:
    reply, code, words = WRONG[case]
    with AzureServer(lambda request: reply) as azure:
        env = azure_environment(azure, DOCSTRING_LS_CONCURRENCY="1")
        done = run("generate", "six.py", "--format", "json", cwd=six, env=env)
        assert len(azure.requests) == 1
    told = lines(done.stderr)
    assert done.returncode == code and len(told) == 2, done.stderr
    assert words in told[0] and re.search(r"; 6 not tried\.$", told[1])
    document = json.loads(done.stdout)
    assert words in document["error"]["message"] and document["files"][0]["untried"] == 6
