"""``docstring-ls cache``: what is kept, and forgetting it."""

from __future__ import annotations

import asyncio
import json
import time

import pytest

from docstring_ls.adapters.cache.disk import DiskStore
from docstring_ls.adapters.cache.entry import CachedAnswer
from docstring_ls.adapters.cache.ledger import Ledger
from docstring_ls.cli.cache import cache_command
from docstring_ls.errors import ConfigurationError
from docstring_ls.ports import Usage


@pytest.fixture
def filled(shell):
    async def fill():
        store = DiskStore(shell.cache)
        await store.put("a", CachedAnswer("x", "azure", "gpt-4o", "Cart.total", time.time()))
        await store.put("b", CachedAnswer("x", "azure", "gpt-5", "Cart.add", time.time()))
        await store.close()

    asyncio.run(fill())
    return shell


def entries(shell):
    return json.loads(shell(cache_command, "stats", "--json").stdout)[0]["entries"]


def test_stats_name_the_place(filled):
    shown = filled(cache_command, "stats").stdout
    assert str(filled.cache) in shown and "2 answers" in shown
    assert entries(filled) == 2


def test_clear_by_symbol_by_model_and_all(filled):
    assert "1 answers" in filled(cache_command, "clear", "--symbol", "total").stdout
    assert "0 answers" in filled(cache_command, "clear", "--model", "gpt-4o").stdout
    assert entries(filled) == 1
    assert "1 answers" in filled(cache_command, "clear").stdout
    assert entries(filled) == 0


def test_clear_keeps_the_usage_figures(filled):
    ledger = Ledger(filled.cache)
    ledger.add("d", "m", Usage(1, 1))
    filled(cache_command, "clear")
    assert len(ledger.lines()) == 1
    ledger.close()


def test_switched_off_cache_says_so(filled):
    done = filled(cache_command, "stats", DOCSTRING_LS_CACHE="no")
    assert done.exit_code == 0 and "off" in done.stderr


def test_looking_makes_no_file(shell):
    shell(cache_command, "stats")
    assert not shell.cache.exists()


def test_teams_cache_is_cleared_only_when_asked(filled):
    # A port at which nobody listens shows whether anybody tried.
    url = "redis://127.0.0.1:9/0"
    done = filled(cache_command, "clear", DOCSTRING_LS_CACHE_URL=url)
    assert "2 answers" in done.stdout and "can't be reached" not in done.stderr


def test_a_cache_beyond_this_machine_must_be_encrypted_or_allowed(shell):
    with pytest.raises(ConfigurationError) as refused:
        shell(cache_command, "stats", DOCSTRING_LS_CACHE_URL="redis://:pa55@cache.example:6379/0")
    assert "rediss://" in str(refused.value) and "allow-unencrypted" in str(refused.value)
    assert "pa55" not in str(refused.value)
