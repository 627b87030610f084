"""What ``prompt`` prints is what ``generate`` sends, to the letter."""

from __future__ import annotations

import json
from pathlib import Path

from support.azure import AzureServer
from support.bank import azure_environment, said

from .test_generate import run


def test_prompt_prints_exactly_what_is_sent(workspace: Path) -> None:
    with AzureServer([said()]) as azure:
        env = azure_environment(azure)
        shown = run("prompt", "bank/service.py:6", "--json", cwd=workspace, env=env)
        assert shown.returncode == 0, shown.stderr
        assert azure.requests == []
        sent = run("generate", "bank/service.py:6", cwd=workspace, env=env)
        assert sent.returncode == 0, sent.stderr
    printed = json.loads(shown.stdout)
    assert printed["messages"] == azure.requests[0].json["messages"]
    assert printed["prompt_tokens"] > 0 and printed["schema_tokens"] > 0
    assert "balance_in_cents: int = 0" in printed["messages"][-1]["content"]
