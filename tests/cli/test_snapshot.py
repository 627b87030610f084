"""What is sent depends neither on the load of the machine nor on what a run writes itself."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.azure import AzureServer
from support.bank import azure_environment, said
from support.editor import clean_environment

from .test_generate import run

linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")

# Longer than the editor's deadline for the resolver, 1.9 s, and shorter than its end, 10 s.
STOPPED = 3.0


def children(pid: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def slowed(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run with a resolver that gets no processor for a while as soon as it is there."""
    command = [sys.executable, "-m", "docstring_ls", *arguments]
    process = subprocess.Popen(
        command, cwd=cwd, env=clean_environment(), stdout=-1, stderr=-1, text=True
    )
    while process.poll() is None and not children(process.pid):
        time.sleep(0.001)
    stopped = children(process.pid)
    assert stopped, "the resolver never ran"
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    time.sleep(STOPPED)
    for pid in stopped:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)
    out, err = process.communicate(timeout=60)
    return subprocess.CompletedProcess(command, process.returncode, out, err)


USE = "from .service import transfer\n\n\ndef pay(account):\n    return transfer(account, 1)\n"


@linux
def test_a_slow_resolver_makes_no_poorer_prompt(workspace: Path) -> None:
    # What escapes from a function of another module, only the resolver tells.
    (workspace / "bank/use.py").write_text(USE)
    target = ("prompt", "bank/use.py:4", "--json")
    quick, slow = run(*target, cwd=workspace), slowed(*target, cwd=workspace)
    assert quick.returncode == slow.returncode == 0, slow.stderr
    assert "raises: ValueError" in quick.stdout
    assert json.loads(slow.stdout)["messages"] == json.loads(quick.stdout)["messages"]
    assert json.loads(slow.stdout) == json.loads(quick.stdout)


def test_a_poorer_result_says_so(workspace: Path) -> None:
    env = {"DOCSTRING_LS_RESOLVER_DEADLINE": "0"}
    shown = run("prompt", "bank/service.py:6", "--json", cwd=workspace, env=env)
    assert "syntax" in json.loads(shown.stdout).get("partial", "")
    full = run("prompt", "bank/service.py:6", "--json", cwd=workspace)
    assert json.loads(full.stdout).get("partial") == ""
    done = run("generate", "bank", "--format", "json", cwd=workspace, env=env)
    (symbol,) = [each for file in json.loads(done.stdout)["files"] for each in file["symbols"]]
    assert "syntax" in symbol["partial"] and "1 from partial context" in done.stderr


PRICES = "def gross(net: int) -> int:\n    return net * 119 // 100\n"
BILLS = "from shop.prices import gross\n\n\n" + "\n\n\n".join(
    f"def bill_{number}(net: int) -> int:\n    return gross(net) + {number}\n"
    for number in range(4)
)

# What is said of a parameter stands in the prompts of others that have one of its name.
TAXED = {
    "summary": "Add the tax of the land.",
    "parameters": [{"name": "net", "description": "Cents before tax."}],
    "returns": "Cents with tax.",
    "raises": [],
}


def test_writing_changes_nothing_that_is_sent(tmp_path: Path) -> None:
    package = tmp_path / "shop"
    package.mkdir()
    for name, text in (("__init__", ""), ("a", PRICES), ("prices", PRICES), ("z_bills", BILLS)):
        (package / f"{name}.py").write_text(text and f'"""Shop."""\n\n{text}')

    def sent(*arguments: str) -> list[str]:
        with AzureServer(lambda request: said(seconds=0.5, **TAXED)) as azure:
            env = azure_environment(azure, DOCSTRING_LS_CONCURRENCY="1")
            done = run("generate", "shop", *arguments, cwd=tmp_path, env=env)
            assert done.returncode == 0, done.stderr
            return [request.text for request in azure.requests if "repair" not in request.text]

    assert sent() == sent("--write")
