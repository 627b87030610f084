"""The team's cache over a real socket; one that can't be reached is a miss and one warning."""

from __future__ import annotations

import logging
import sys
import time

import pytest

from docstring_ls.adapters.cache.entry import Entry
from docstring_ls.adapters.cache.layers import Layers
from docstring_ls.adapters.cache.memory import MemoryStore
from docstring_ls.adapters.cache.shared import PREFIX, RedisStore
from docstring_ls.errors import ConfigurationError
from support.redis import RedisServer, unused_port

ENTRY = Entry('{"summary": "Größe."}', "azure", "gpt-4o", "Cart.total", created=1.5)


@pytest.fixture
async def server():
    async with RedisServer() as running:
        yield running


@pytest.fixture
async def store(server):
    opened = RedisStore(server.url, days=2)
    yield opened
    await opened.close()


async def test_colleague_gets_what_was_kept(server, store):
    await store.put("k", ENTRY)
    colleague = RedisStore(server.url)
    assert await colleague.get("k") == ENTRY
    assert await colleague.get("unknown") is None
    assert await colleague.reachable()
    await colleague.close()


async def test_server_is_told_when_to_forget(server, store):
    await store.put("k", ENTRY)
    assert list(server.expiry.values()) == [2 * 86_400]


async def test_clear_touches_our_own_keys_alone(server, store):
    server.data[b"somebody:else"] = b"x"
    await store.put("a", ENTRY)
    await store.put("b", Entry("x", "azure", "gpt-5", "other"))
    assert await store.clear(symbol="total") == 1
    assert (await store.stats()).entries == 1
    assert await store.clear() == 1
    assert list(server.data) == [b"somebody:else"]


async def test_clearing_our_own_stores_leaves_the_teams(server, store):
    layers = Layers(MemoryStore(), store)
    await layers.put("k", ENTRY)
    assert await layers.clear() == 1
    assert len(server.data) == 1


@pytest.mark.parametrize("foreign", [b"no json", b"[]", b"{}", b'{"text": 1}', b"\xff"])
async def test_what_others_wrote_is_not_trusted(server, store, foreign):
    server.data[f"{PREFIX}k".encode()] = foreign
    assert await store.get("k") is None


async def test_foreign_types_are_a_miss(server, store):
    await store.put("k", ENTRY)
    name = f"{PREFIX}k".encode()
    server.data[name] = server.data[name].replace(b'"azure"', b"7")
    assert await store.get("k") is None


async def test_unreachable_is_a_miss_with_one_warning_that_hides_the_password(caplog):
    store = RedisStore(f"redis://user:hidden-password@127.0.0.1:{await unused_port()}/0")
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert await store.get("k") is None
            await store.put("k", ENTRY)
        assert not await store.reachable()
    await store.close()
    assert len(caplog.records) == 1 and "can't be reached" in caplog.text
    assert "hidden-password" not in caplog.text


async def test_silent_server_costs_its_patience_once(server, store):
    server.silent = True
    started = time.monotonic()
    for _ in range(5):
        assert await store.get("k") is None
    assert time.monotonic() - started < 2


async def test_server_that_goes_away_leaves_the_nearer_stores(server, store):
    layers = Layers(MemoryStore(), store)
    await layers.put("k", ENTRY)
    await server.stop()
    assert await layers.get("k") == ENTRY
    assert await layers.get("unknown") is None


@pytest.mark.parametrize("url", ["http://host", "nonsense", "redis://host:port"])
def test_wrong_url_is_told(url):
    with pytest.raises(ConfigurationError, match="no Redis URL"):
        RedisStore(url)


def test_missing_package_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "redis.asyncio", None)
    with pytest.raises(ConfigurationError, match="redis is not installed"):
        RedisStore("redis://localhost")
