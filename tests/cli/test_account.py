"""Cache, ledger, budget and sockets of whole runs, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from docstring_ls.adapters.cache.ledger import Ledger
from support.azure import AzureServer
from support.bank import azure_environment, said
from support.editor import clean_environment

WATCH = """
import os, sys

def note(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        with open(os.environ["SOCKETS"], "a") as file:
            file.write(f"{event} {arguments[-5:]}\\n")

sys.addaudithook(note)
"""


@pytest.fixture
def run(workspace: Path, tmp_path: Path):
    kept = {"DOCSTRING_LS_CACHE": "yes", "DOCSTRING_LS_CACHE_DIR": str(tmp_path / "cache")}

    def started(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "docstring_ls", *arguments],
            cwd=workspace,
            env=clean_environment(environ | kept),
            capture_output=True,
            text=True,
            timeout=300,
        )

    return started


def test_second_run_asks_nobody_and_the_ledger_knows_the_first(run, tmp_path: Path) -> None:
    target = ("generate", "bank/service.py::transfer")
    with AzureServer([said()]) as azure:
        environ = azure_environment(azure)
        first, second = run(*target, **environ, CI=""), run(*target, **environ, CI="")
        assert len(azure.requests) == 1
    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    assert first.stdout == second.stdout != ""
    (line,) = json.loads(run("usage", "--json").stdout)
    assert (line["caller"], line["requests"], line["prompt_tokens"]) == ("cli", 1, 120)
    assert line["deployment"] == "writer" and line["cost"] > 0
    ledger = Ledger(tmp_path / "cache")
    assert ledger.lines()[0].model == "gpt-4o-2024-11-20"
    ledger.close()


@pytest.mark.parametrize("form", ["text", "json"])
def test_log_tells_what_was_spent_and_no_text(run, form: str) -> None:
    log = {"DOCSTRING_LS_LOG_LEVEL": "debug", "DOCSTRING_LS_LOG_FORMAT": form}
    with AzureServer([said()]) as azure:
        done = run("generate", "bank/service.py::transfer", **azure_environment(azure), **log)
    assert done.returncode == 0 and "120 tokens sent" in done.stderr
    if form == "json":
        lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
        spent = next(line for line in lines if "tokens sent" in line["message"])
        assert len(spent["correlation"]) == 32 and spent["cost"] > 0
    for text in ("amount must be positive", "Add an amount", "sk-test-5ecret"):
        assert text not in done.stderr


def test_telemetry_reports_figures_and_never_texts(run) -> None:
    exporters = {"OTEL_TRACES_EXPORTER": "console", "OTEL_METRICS_EXPORTER": "console"}
    with AzureServer([said()]) as azure:
        environ = azure_environment(azure) | exporters
        done = run("generate", "bank/service.py::transfer", "--format", "json", **environ)
    assert done.returncode == 0, done.stderr
    spans, metrics = (
        done.stdout.index('"name": "chat writer"'),
        done.stdout.index("resource_metrics"),
    )
    exported = done.stdout[min(spans, metrics) :]
    for name in ("docstring.cost", "gen_ai.client.token.usage", "azure.ai.openai", "cache_read"):
        assert name in exported
    for text in ("transfer", "amount", "Account", "balance", "sk-test-5ecret"):
        assert text not in exported


def test_ci_is_told_apart(run) -> None:
    with AzureServer([said()]) as azure:
        run("generate", "bank/service.py::transfer", **azure_environment(azure), CI="true")
    (line,) = json.loads(run("usage", "--json").stdout)
    assert line["caller"] == "ci"


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ({}, "of its 500 tokens"),
        ({"DOCSTRING_LS_MAX_COST": "0.001", "DOCSTRING_LS_MODEL": "gpt-4o"}, "of its $0.0010"),
    ],
)
def test_budget_is_refused_before_sending(run, workspace: Path, limit, words) -> None:
    before = (workspace / "bank/service.py").read_text()
    with AzureServer([said()]) as azure:
        environ = azure_environment(azure) | limit
        flags = () if limit else ("--max-tokens", "500")
        done = run("generate", "bank/service.py::transfer", "--write", *flags, **environ)
        assert azure.connections == 0
    assert done.returncode != 0
    assert words in done.stderr and "Nothing was sent" in done.stderr
    assert (workspace / "bank/service.py").read_text() == before


def test_no_socket_but_to_the_endpoint(run, tmp_path: Path) -> None:
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH)
    sockets = tmp_path / "sockets.txt"
    fresh = {
        "PYTHONPATH": str(tmp_path / "watch"),
        "SOCKETS": str(sockets),
        "HOME": str(tmp_path / "home"),
        "XDG_CACHE_HOME": str(tmp_path / "home" / "cache"),
        "TIKTOKEN_CACHE_DIR": str(tmp_path / "home" / "ranks"),
    }
    with AzureServer([said()]) as azure:
        environ = azure_environment(azure) | fresh
        done = run("generate", "bank/service.py::transfer", **environ)
        port = azure.port
    assert done.returncode == 0 and "+" in done.stdout, done.stderr
    seen = set(sockets.read_text().splitlines())
    assert any("socket.connect" in line for line in seen)
    assert {line for line in seen if f"'127.0.0.1', {port}" not in line} == set()
