"""Nothing connects anywhere but to the configured endpoint, and nobody else chooses it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from docstring_ls.adapters.llm.openai.deployments import deployments_of
from docstring_ls.app import load_config
from docstring_ls.options import DEFAULTS, OPTIONS
from support.azure import AzureServer, Recorded, answer
from support.model import KEY

WATCH = """
import os, sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        with open(os.environ["WATCHED"], "a") as log:
            log.write(f"{event} {arguments[1] if event == 'socket.connect' else arguments[:2]}\\n")
sys.addaudithook(watch)
"""
CODE = """\
import os


def total(prices: list[float], tax: float = 0.2) -> float:
    return round(sum(prices) * (1 + tax), 2)
"""
ANSWER = {
    "summary": "Sum prices with tax.",
    "description": None,
    "parameters": [
        {"name": "prices", "description": "The prices."},
        {"name": "tax", "description": "The tax."},
    ],
    "returns": "The total.",
    "yields": None,
    "raises": [],
    "attributes": [],
    "examples": None,
}


def _environment(tmp_path, server: AzureServer) -> dict[str, str]:
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH)
    home = str(tmp_path / "home")
    return {
        "PATH": os.environ["PATH"],
        "HOME": home,
        "XDG_CACHE_HOME": f"{home}/cache",
        "TMPDIR": str(tmp_path),
        "PYTHONPATH": str(tmp_path / "watch"),
        "WATCHED": str(tmp_path / "watched"),
        "AZURE_OPENAI_ENDPOINT": server.endpoint,
        "AZURE_OPENAI_DEPLOYMENT": "gpt-4o",
        "AZURE_OPENAI_API_KEY": KEY,
        "AZURE_OPENAI_API_VERSION": "2024-10-21",
    }


def _generate(tmp_path, server: AzureServer) -> subprocess.CompletedProcess[str]:
    project = tmp_path / "project"
    project.mkdir()
    (project / "pricing.py").write_text(CODE)
    command = [sys.executable, "-m", "docstring_ls", "generate", "pricing.py::total"]
    environment = _environment(tmp_path, server)
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, timeout=300
    )


def test_whole_generate_opens_no_socket_but_to_the_endpoint(tmp_path):
    with AzureServer(answer(ANSWER)) as server:
        done = _generate(tmp_path, server)
    assert done.returncode == 0, done.stderr
    assert "Sum prices with tax." in done.stdout
    lines = (tmp_path / "watched").read_text().splitlines()
    assert any(line.startswith("socket.connect") for line in lines), "nothing was watched"
    assert [line for line in lines if f"'127.0.0.1', {server.port}" not in line] == []


def test_key_stands_nowhere_on_the_disk_and_in_no_output(tmp_path):
    with AzureServer(answer(ANSWER)) as server:
        done = _generate(tmp_path, server)
    assert KEY not in done.stdout + done.stderr
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in files if KEY.encode() in path.read_bytes()] == []


@pytest.mark.parametrize(
    "name",
    [
        "endpoint",
        "deployment",
        "deployments",
        "base_url",
        "api_key",
        "ad_token",
        "openai_api_key",
        "env_file",
        "key_vault",
        "token_scope",
        "authentication",
        "provider",
        "models",
    ],
)
def test_workspace_chooses_nothing_of_the_connection(name, tmp_path):
    assert OPTIONS[name].scope == "user"
    default = getattr(DEFAULTS, name)
    value = "azure" if name == "provider" else "https://evil.example"
    written = json.dumps([value] if isinstance(default, tuple) else value)
    table = f"[tool.docstring-ls]\n{name.replace('_', '-')} = {written}\n"
    (tmp_path / "pyproject.toml").write_text(table)
    environ = {"AZURE_OPENAI_ENDPOINT": "https://mine.example", "AZURE_OPENAI_DEPLOYMENT": "d"}
    config, problems = load_config(str(tmp_path), environ=environ)
    assert len(problems) == 1 and name.replace("_", "-") in problems[0].message
    assert [each.endpoint.host for each in deployments_of(config)] == ["mine.example"]


async def test_answer_is_not_fetched_from_where_a_redirect_leads(opened):
    from support.azure import error
    from support.model import ask

    elsewhere: list[Recorded] = []
    async with AzureServer(lambda got: elsewhere.append(got) or answer("{}")) as other:
        moved = error(307, headers={"location": f"{other.endpoint}/openai/v1/chat/completions"})
        async with AzureServer(moved) as server:
            outcome = await ask(opened(server))
    assert outcome.kind == "Unreachable" and not elsewhere
