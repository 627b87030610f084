"""Answers on disk: private, bounded, shared by processes, and never in the way when damaged."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
import stat
import subprocess
import sys
import time

import pytest

from docstring_ls.adapters.cache import database
from docstring_ls.adapters.cache.disk import FILE, DiskStore
from docstring_ls.adapters.cache.entry import CachedAnswer
from docstring_ls.adapters.cache.memory import MemoryStore
from docstring_ls.adapters.cache.tiered import TieredStore, cache_folder, open_store
from docstring_ls.options import Options

ENTRY = CachedAnswer('{"summary": "Add."}', "azure", "gpt-4o", "Cart.total", created=time.time())


@pytest.fixture
async def disk(tmp_path):
    store = DiskStore(tmp_path / "cache")
    yield store
    await store.close()


async def test_entry_survives_the_session(disk, tmp_path):
    await disk.put("k", ENTRY)
    other = DiskStore(tmp_path / "cache")
    assert await other.get("k") == ENTRY
    assert await other.get("unknown") is None
    await other.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such permission bits")
async def test_only_the_user_can_read_it(tmp_path):
    old = os.umask(0)
    try:
        store = DiskStore(tmp_path / "cache")
        await store.put("k", ENTRY)
    finally:
        os.umask(old)
    await store.close()
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "cache").iterdir()] == [0o600]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such permission bits")
async def test_file_that_others_could_read_is_closed_to_them(tmp_path):
    (tmp_path / FILE).touch(mode=0o644)
    store = DiskStore(tmp_path)
    await store.put("k", ENTRY)
    await store.close()
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


async def test_size_cap_drops_the_least_recently_used(tmp_path):
    store = DiskStore(tmp_path, size=200_000)
    for number in range(400):
        await store.put(f"k{number}", CachedAnswer("x" * 1_000, "azure", "m"))
    held = await store.stats()
    assert held.size <= 200_000 and 50 < held.entries < 400
    assert await store.get("k0") is None
    assert await store.get("k399") is not None
    await store.close()
    assert (tmp_path / FILE).stat().st_size < 300_000


async def test_entry_expires(tmp_path):
    store = DiskStore(tmp_path, days=1)
    await store.put("old", CachedAnswer("x", "azure", created=time.time() - 2 * 86_400))
    await store.put("young", CachedAnswer("x", "azure", created=time.time() - 0.5 * 86_400))
    assert await store.get("old") is None
    assert await store.get("young") is not None
    await store.close()


@pytest.mark.parametrize(
    ("symbol", "model", "left"),
    [
        ("", "", set()),
        ("Cart.total", "", {"b", "c"}),
        ("total", "", {"b"}),
        ("tota_", "", {"a", "b", "c"}),
        ("", "gpt-5", {"a", "c"}),
        ("total", "gpt-4o", {"b"}),
        ("total", "gpt-5", {"a", "b", "c"}),
    ],
)
@pytest.mark.parametrize("kind", ["disk", "memory"])
async def test_clear_by_symbol_and_model(disk, kind, symbol, model, left):
    store = disk if kind == "disk" else MemoryStore()
    await store.put("a", CachedAnswer("x", "azure", "gpt-4o", "Cart.total"))
    await store.put("b", CachedAnswer("x", "azure", "gpt-5", "Cart.add"))
    await store.put("c", CachedAnswer("x", "azure", "gpt-4o", "total"))
    assert await store.clear(symbol, model) == 3 - len(left)
    assert {key for key in "abc" if await store.get(key)} == left


def garbage(path):
    path.write_bytes(b"this is no database" * 500)


def cut(path):
    path.write_bytes(path.read_bytes()[:3000])


def scrambled(path):
    data = bytearray(path.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    path.write_bytes(data)


def foreign(path):
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE answers (something)")
    other.close()


def changed_byte(path):
    data = path.read_bytes()
    assert b"Add." in data
    path.write_bytes(data.replace(b"Add.", b"Bad."))


@pytest.mark.parametrize("damage", [garbage, cut, scrambled, foreign, changed_byte])
async def test_damaged_file_is_a_miss_and_renewed(tmp_path, damage):
    store = DiskStore(tmp_path)
    await store.put("k", ENTRY)
    await store.close()
    damage(tmp_path / FILE)
    assert await store.get("k") is None
    await store.put("k", ENTRY)
    assert await store.get("k") == ENTRY
    await store.close()


async def test_file_damaged_or_removed_while_open(disk):
    await disk.put("k", ENTRY)
    disk.database.path.unlink()
    await disk.put("l", ENTRY)
    assert await disk.get("l") == ENTRY
    assert disk.database.path.exists()


async def test_unusable_folder_is_a_miss_and_one_warning(tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    store = DiskStore(tmp_path / "file" / "cache")
    with caplog.at_level(logging.WARNING):
        await store.put("k", ENTRY)
        assert await store.get("k") is None
        assert await store.clear() == 0
    assert len(caplog.records) == 1
    assert "Add" not in caplog.text


async def test_locked_file_is_a_miss_and_left_alone_for_a_while(disk, monkeypatch):
    await disk.put("k", ENTRY)
    monkeypatch.setattr(database, "WAIT", 0.2)
    await disk.close()
    other = sqlite3.connect(disk.database.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    started = time.monotonic()
    assert [await disk.get("k") for _ in range(500)] == [None] * 500
    # Waiting each time would take 100 s.
    assert time.monotonic() - started < 50
    other.execute("ROLLBACK")
    other.close()
    monkeypatch.setattr(disk.database, "_resting_until", 0.0)
    assert await disk.get("k") == ENTRY


async def test_lone_surrogates_and_huge_answers_do_no_harm(disk):
    await disk.put("k", CachedAnswer("\ud800", "azure", "m", "\udfff"))
    await disk.put("huge", CachedAnswer("x" * 2_000_000, "azure"))
    assert (await disk.get("k")).text == "?"
    assert await disk.get("huge") is None


WRITER = """
import asyncio, sys
from pathlib import Path
from docstring_ls.adapters.cache.disk import DiskStore
from docstring_ls.adapters.cache.entry import CachedAnswer

async def main(folder, name):
    store = DiskStore(Path(folder))
    for number in range(60):
        await store.put(f"{name}-{number}", CachedAnswer(f"{name}:{number}", "azure"))
        await store.put("shared", CachedAnswer(name, "azure"))
        assert (await store.get(f"{name}-{number}")).text == f"{name}:{number}"
        assert await store.get("shared")
    await store.close()

asyncio.run(main(*sys.argv[1:]))
"""


def test_several_processes_write_at_once(tmp_path):
    names = ["a", "b", "c", "d"]
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [subprocess.Popen([*command, name], stderr=subprocess.PIPE) for name in names]
    for writer in writers:
        errors = writer.communicate(timeout=300)[1]
        assert writer.returncode == 0 and errors == b"", errors.decode()

    async def count():
        store = DiskStore(tmp_path)
        held = await store.stats()
        await store.close()
        return held.entries

    assert asyncio.run(count()) == 4 * 60 + 1


async def test_options_choose_the_stores(tmp_path):
    kinds = {
        Options(cache_dir=str(tmp_path)): ["MemoryStore", "DiskStore"],
        Options(cache_dir=str(tmp_path), cache=False): ["MemoryStore"],
        Options(cache=False, cache_url="redis://localhost:1"): ["MemoryStore", "RedisStore"],
    }
    for options, names in kinds.items():
        store = open_store(options)
        assert [type(each).__name__ for each in store.stores] == names
        await store.close()
    assert list(tmp_path.iterdir()) == []


def test_folder_is_the_users_own(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder(Options()).name == "docstring-ls"
    assert cache_folder(Options(cache_dir=str(tmp_path))) == tmp_path


async def test_nearer_stores_are_filled_from_farther_ones(disk):
    memory = MemoryStore()
    await disk.put("k", ENTRY)
    assert await TieredStore(memory, disk).get("k") == ENTRY
    assert await memory.get("k") == ENTRY
