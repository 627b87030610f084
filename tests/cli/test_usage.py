"""``docstring-ls usage``: days, deployments and callers, readable and as JSON."""

from __future__ import annotations

import json

import pytest

from docstring_ls.adapters.cache.ledger import Ledger
from docstring_ls.cli.usage import usage_command
from docstring_ls.ports import Usage


@pytest.fixture
def ledger(shell):
    opened = Ledger(shell.cache, "editor")
    yield opened
    opened.close()


def test_nothing_yet(shell):
    done = shell(usage_command)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "No usage" in done.stderr
    assert json.loads(shell(usage_command, "--json").stdout) == []


def test_table_adds_up(shell, ledger):
    ledger.add("prod", "gpt-4o", Usage(1000, 200, 600, cost=0.25))
    ledger.add("prod", "gpt-4o", Usage(1000, 200, 600, cost=0.25))
    ledger.add("test", "gpt-5", Usage(50, 10, cost=0.5))
    lines = shell(usage_command).stdout.splitlines()
    assert lines[1].split()[1:] == [
        "prod",
        "gpt-4o",
        "editor",
        "2",
        "2,000",
        "1,200",
        "400",
        "$0.5000",
    ]
    assert lines[-1].split() == ["total", "3", "2,050", "1,200", "410", "$1.0000"]


def test_unknown_prices_are_not_counted_as_free(shell, ledger):
    ledger.add("prod", "gpt-4o", Usage(1000, 200, cost=0.25))
    ledger.add("prod", "mystery", Usage(1000, 200))
    shown = shell(usage_command).stdout
    assert "not known" in shown and "$0.2500*" in shown and "price is not known" in shown


def test_json_has_every_figure(shell, ledger):
    ledger.add("prod", "gpt-5", Usage(1000, 200, 600, 150, cost=0.25))
    (line,) = json.loads(shell(usage_command, "--json", "--days", "1").stdout)
    assert line.pop("day")
    assert line == {
        "deployment": "prod",
        "model": "gpt-5",
        "caller": "editor",
        "requests": 1,
        "prompt_tokens": 1000,
        "cached_tokens": 600,
        "completion_tokens": 200,
        "reasoning_tokens": 150,
        "cost": 0.25,
        "unpriced": 0,
    }


def test_a_pipe_gets_whole_rows(shell, ledger):
    name = "production-westeurope-gpt-4o-2024-11-20-data-zone"
    ledger.add(name, "gpt-4o-2024-11-20", Usage(1000, 200, 600, cost=0.25))
    head, row, total = shell(usage_command, COLUMNS="60").stdout.splitlines()
    assert "deployment" in head and name in row and total.startswith("total")
