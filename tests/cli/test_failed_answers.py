"""Answers that are no docstring, on the command line and in what it keeps."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from docstring_ls.adapters.cache.disk import DiskStore
from docstring_ls.adapters.cache.entry import CachedAnswer
from support.azure import AzureServer, answer
from support.bank import DOCUMENTED, SERVICE, azure_environment, said

from .test_generate import run

BLANK = answer(" \n ")
CUT = answer('Sure! Here is a docstring: {"summary": "Move mo')
WRITE = ("generate", "bank/service.py::transfer", "--write")


def test_the_good_answer_behind_failed_ones_is_written(workspace: Path) -> None:
    with AzureServer([BLANK, CUT, said()]) as azure:
        done = run(*WRITE, cwd=workspace, env=azure_environment(azure))
    assert done.returncode == 0, done.stderr
    assert DOCUMENTED in (workspace / "bank/service.py").read_text()
    assert len(azure.requests) == 3


def test_answers_that_stay_failed_are_one_message_and_exit_1(workspace: Path) -> None:
    with AzureServer(CUT) as azure:
        done = run(*WRITE, cwd=workspace, env=azure_environment(azure))
    assert done.returncode == 1, done.stderr
    assert (workspace / "bank/service.py").read_text() == SERVICE
    assert done.stderr.count("gave no docstring") == 1
    assert "Sure" not in done.stderr + done.stdout


def test_a_failed_answer_is_neither_kept_nor_given_out(workspace: Path) -> None:
    folder = workspace / "cache"
    with AzureServer([CUT, CUT, CUT, said(), said()]) as azure:
        env = azure_environment(azure, DOCSTRING_LS_CACHE="yes", DOCSTRING_LS_CACHE_DIR=str(folder))
        failed = run(*WRITE, cwd=workspace, env=env)
        assert (failed.returncode, len(azure.requests)) == (1, 3), failed.stderr
        assert run(*WRITE, cwd=workspace, env=env).returncode == 0
        assert len(azure.requests) == 4, "a failed answer was kept"
        # One that another version kept before it knew better.
        poison(folder)
        (workspace / "bank/service.py").write_text(SERVICE)
        again = run(*WRITE, cwd=workspace, env=env)
        assert again.returncode == 0, again.stderr
        assert len(azure.requests) == 5, "a failed answer was given out"
        assert DOCUMENTED in (workspace / "bank/service.py").read_text()
        (workspace / "bank/service.py").write_text(SERVICE)
        assert run(*WRITE, cwd=workspace, env=env).returncode == 0
        assert len(azure.requests) == 5, "the good answer did not take its place"


def poison(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "answers-v1.sqlite")) as kept:
        keys = [key for (key,) in kept.execute("SELECT key FROM answers")]
    assert len(keys) == 1

    async def put() -> None:
        store = DiskStore(folder)
        await store.put(keys[0], CachedAnswer('Sure! {"summary": ', "azure", created=time.time()))
        await store.close()

    asyncio.run(put())
