"""The team's cache on a real Redis; whatever is wrong with it is a miss and one warning."""

from __future__ import annotations

import asyncio
import json
import logging
import sys

import pytest

from docstring_ls.adapters.cache.caching_provider import CachingProvider
from docstring_ls.adapters.cache.entry import CachedAnswer
from docstring_ls.adapters.cache.memory import MemoryStore
from docstring_ls.adapters.cache.redis import PREFIX, RedisStore
from docstring_ls.adapters.cache.tiered import TieredStore
from docstring_ls.errors import ConfigurationError
from support.provider import Scripted, answer, collect, request
from support.redis import PASSWORD, RedisServer, behind_tls, unused_port

pytestmark = pytest.mark.real_time
ENTRY = CachedAnswer('{"summary": "Größe."}', "azure", "gpt-4o", "Cart.total", created=1.5)
FIELDS = {name: getattr(ENTRY, name) for name in CachedAnswer.__slots__}
NAME = f"{PREFIX}k"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with RedisServer(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def server(running):
    running.client.replicaof("NO", "ONE")
    running.client.config_set("maxmemory", 0)
    running.client.flushall()
    return running


@pytest.fixture
def own_server(tmp_path):
    """One that a test may kill."""
    with RedisServer(tmp_path) as server:
        yield server


@pytest.fixture
async def opened():
    stores = []

    def one(server, **more):
        # A busy machine is no hung server.
        more = {"timeout": 20.0, **more}
        stores.append(RedisStore(getattr(server, "url", server), **more))
        return stores[-1]

    yield one
    for store in stores:
        await store.close()


async def test_colleague_gets_what_was_kept(server, opened):
    await opened(server).put("k", ENTRY)
    colleague = opened(server)
    assert await colleague.get("k") == ENTRY
    assert await colleague.get("unknown") is None
    assert await colleague.reachable()


async def test_server_forgets_in_time(server, opened):
    store = opened(server, days=2)
    await store.put("k", ENTRY)
    assert 0 <= 2 * 86_400 - server.client.ttl(NAME) < 60
    server.client.pexpire(NAME, 1)
    async with asyncio.timeout(30):
        while server.client.exists(NAME):  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    assert await store.get("k") is None and await store.reachable()


async def test_clear_touches_our_own_keys_alone(server, opened):
    store = opened(server)
    server.client.set("somebody:else", b"x")
    server.client.rpush(f"{PREFIX}list", b"x")
    await store.put("a", ENTRY)
    await store.put("b", CachedAnswer("x", "azure", "gpt-5", "other"))
    assert (await store.stats()).entries == 3
    assert await store.clear(symbol="total") == 2
    assert (await store.stats()).entries == 1
    assert await store.clear() == 1
    assert server.client.keys() == [b"somebody:else"]


async def test_clearing_our_own_stores_leaves_the_teams(server, opened):
    layers = TieredStore(MemoryStore(), opened(server))
    await layers.put("k", ENTRY)
    assert await layers.clear() == 1
    assert server.client.dbsize() == 1


async def test_evicted_answers_are_asked_again(server, opened):
    server.client.config_set("maxmemory-policy", "allkeys-lru")
    server.client.config_set("maxmemory", server.client.info("memory")["used_memory"] + 300_000)
    store = opened(server)
    many = [f"k{number}" for number in range(100)]
    for key in many:
        await store.put(key, CachedAnswer("x" * 20_000, "azure", "gpt-4o"))
    kept = [await store.get(key) for key in many]
    assert kept.count(None) >= 80 and kept[-1] is not None
    assert server.client.info("stats")["evicted_keys"] >= 80


HOSTILE = {
    "no json": b"no json",
    "list": b"[]",
    "empty": b"{}",
    "null": b"null",
    "part": b'{"text": 1}',
    "not utf-8": b"\xff",
    "pickle": b"\x80\x04\x8c\x05posix\x94\x8c\x06system\x94\x93\x94\x8c\x04true\x94\x85\x94R\x94.",
    "provider": json.dumps({**FIELDS, "provider": 7}),
    "unknown provider": json.dumps({**FIELDS, "provider": "mallory"}),
    "model that is text": json.dumps({**FIELDS, "model": "x" * 10_000}),
    "model with escapes": json.dumps({**FIELDS, "model": "gpt\x1b[2J"}),
    "symbol with escapes": json.dumps({**FIELDS, "qualname": "f\u202e"}),
    "text as number": json.dumps({**FIELDS, "text": 5}),
    "lone surrogate": json.dumps({**FIELDS, "text": "\ud800"}),
    "created as text": json.dumps({**FIELDS, "created": "1"}),
    "created as boolean": json.dumps({**FIELDS, "created": True}),
    "created never": json.dumps({**FIELDS, "created": float("nan")}),
    "created before all": json.dumps({**FIELDS, "created": -1e300}),
    "nested": b"[" * 200_000,
    "huge": json.dumps({**FIELDS, "text": "x" * 30_000_000}),
    "huge number": json.dumps(FIELDS).replace("1.5", "9" * 5_000),
}


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
async def test_what_others_wrote_is_not_trusted(server, opened, value, caplog):
    store = opened(server)
    server.client.set(NAME, value)
    assert await store.get("k") is None
    # One poisoned value neither hides the others nor stays.
    await store.put("good", ENTRY)
    assert await store.get("good") == ENTRY
    await store.put("k", ENTRY)
    assert await store.get("k") == ENTRY
    assert "can't be reached" not in caplog.text


async def test_value_of_another_type_is_a_miss(server, opened, caplog):
    store = opened(server)
    server.client.rpush(NAME, b"x")
    assert await store.get("k") is None
    await store.put("k", ENTRY)
    assert await store.get("k") == ENTRY and not caplog.records


async def test_huge_value_does_not_come_over_the_wire(server, opened):
    store = opened(server)
    await store.put("k", ENTRY)
    before = server.client.info("stats")["total_net_output_bytes"]
    server.client.set(NAME, json.dumps({**FIELDS, "text": "x" * 30_000_000}))
    assert await store.get("k") is None
    assert server.client.info("stats")["total_net_output_bytes"] - before < 2_000_000


async def test_more_fields_than_ours_do_no_harm_and_another_version_is_not_ours(server, opened):
    store = opened(server)
    server.client.set(NAME, json.dumps({**FIELDS, "later": 1}))
    assert await store.get("k") == ENTRY
    server.client.rename(NAME, NAME.replace(":1:", ":2:"))
    assert await store.get("k") is None
    assert await store.clear() == 0 and server.client.dbsize() == 1


@pytest.mark.parametrize("secret", ["wrong-password", ""])
async def test_wrong_password_is_one_warning_that_says_so(server, opened, caplog, secret):
    store = opened(f"redis://:{secret}@{server.place}/0" if secret else f"redis://{server.place}")
    for _ in range(3):
        assert await store.get("k") is None
        await store.put("k", ENTRY)
    assert not await store.reachable()
    assert len(caplog.records) == 1 and "password" in caplog.text
    assert "wrong-password" not in caplog.text and not server.client.dbsize()


async def test_read_only_server_is_still_read(server, opened, caplog):
    store = opened(server)
    await store.put("k", ENTRY)
    server.client.replicaof("127.0.0.1", str(unused_port()))
    await store.put("other", ENTRY)
    assert await store.get("k") == ENTRY and await store.reachable()
    assert len(caplog.records) == 1 and "keeps nothing" in caplog.text


async def test_full_server_is_still_read(server, opened, caplog):
    store = opened(server)
    await store.put("k", ENTRY)
    server.client.config_set("maxmemory-policy", "noeviction")
    server.client.config_set("maxmemory", 1)
    for _ in range(2):
        await store.put("other", ENTRY)
        assert await store.get("k") == ENTRY
    assert len(caplog.records) == 1 and "keeps nothing" in caplog.text


async def test_node_of_a_cluster_is_told(tmp_path, opened, caplog):
    """A node without slots of its own sends every key elsewhere."""
    with RedisServer(tmp_path, "--cluster-enabled", "yes") as node:
        store = opened(node)
        assert await store.get("k") is None
        await store.put("k", ENTRY)
    assert len(caplog.records) == 1 and "can't be used" in caplog.text


async def test_unreachable_is_a_miss_with_one_warning_that_hides_the_password(opened, caplog):
    store = opened(f"redis://user:{PASSWORD}@127.0.0.1:{unused_port()}/0")
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert await store.get("k") is None
            await store.put("k", ENTRY)
        assert not await store.reachable()
    assert len(caplog.records) == 1 and "can't be reached" in caplog.text
    assert PASSWORD not in caplog.text


async def test_certificate_that_nobody_vouches_for_is_refused(server, opened, caplog):
    async with behind_tls(server) as (url, _):
        store = opened(url)
        await store.put("k", ENTRY)
        assert await store.get("k") is None
        await store.close()
    assert len(caplog.records) == 1 and not server.client.dbsize()


async def test_certificate_of_the_teams_authority_is_accepted(server, opened, tmp_path):
    async with behind_tls(server) as (url, authority):
        authority.cert_pem.write_to_path(tmp_path / "ca.pem")
        store = opened(f"{url}?ssl_ca_certs={tmp_path / 'ca.pem'}")
        await store.put("k", ENTRY)
        assert await store.get("k") == ENTRY
        await store.close()


async def test_tls_is_not_given_up_where_the_server_has_none(server, opened, caplog):
    # A server without TLS waits for the end of what it takes for a long command.
    store = opened(server.url.replace("redis://", "rediss://"), timeout=0.5)
    await store.put("k", ENTRY)
    assert await store.get("k") is None
    assert len(caplog.records) == 1 and not server.client.dbsize()


async def test_hung_server_costs_its_patience_once(own_server, opened):
    store = opened(own_server, timeout=0.5)
    inner = Scripted(answer("{}"))
    asking = CachingProvider(inner, TieredStore(MemoryStore(), store))
    await store.put("k", ENTRY)
    own_server.hang()
    async with asyncio.timeout(30):
        for number in range(5):
            assert (await collect(asking, request(str(number))))[-1].text == "{}"
        await asking.close()
    own_server.go_on()
    assert len(inner.calls) == 5
    assert own_server.calls("getrange") + own_server.calls("get") <= 1


async def test_run_goes_on_when_the_server_is_killed_and_started_again(own_server, opened):
    clock = Clock()
    store = opened(own_server, clock=clock)
    inner = Scripted(answer("{}"))
    asking = CachingProvider(inner, TieredStore(MemoryStore(), store))
    async with asyncio.timeout(60):
        for number in range(30):
            if number == 10:
                own_server.kill()
            if number == 20:
                own_server.start()
                clock.now += 61
            assert (await collect(asking, request(str(number))))[-1].text == "{}"
        await asking.close()
        colleague = CachingProvider(inner, opened(own_server))
        again = [(await collect(colleague, request(str(n))))[-1].cached for n in range(20, 30)]
    assert len(inner.calls) == 30 and all(again)


async def test_restart_that_nobody_noticed_costs_nothing(own_server, opened, caplog):
    """A connection that the server or a firewall closed meanwhile is opened anew at once."""
    store = opened(own_server)
    await store.put("k", ENTRY)
    own_server.kill()
    own_server.start()
    await store.put("k", ENTRY)
    assert await store.get("k") == ENTRY and not caplog.records


async def test_server_that_goes_away_leaves_the_nearer_stores(own_server, opened):
    layers = TieredStore(MemoryStore(), opened(own_server))
    await layers.put("k", ENTRY)
    own_server.kill()
    assert await layers.get("k") == ENTRY
    assert await layers.get("unknown") is None


async def test_server_is_asked_again_after_a_pause(own_server, opened):
    clock = Clock()
    store = opened(own_server, clock=clock)
    await store.put("k", ENTRY)
    own_server.kill()
    assert await store.get("k") is None
    own_server.start()
    own_server.client.set(NAME, json.dumps(FIELDS))
    clock.now += 59
    assert await store.get("k") is None
    clock.now += 2
    assert await store.get("k") == ENTRY


GREETINGS = [
    b"HTTP/1.1 400 Bad Request\r\n\r\n",
    b"SSH-2.0-OpenSSH_9.6\r\n",
    b"*1\r\n" * 20_000,
    b"$99999999999\r\n",
    b"-ERR \xff\r\n",
    b"-MOVED 3999 127.0.0.1:6381\r\n",
    b"\x00" * 100,
    b"",
]


@pytest.mark.parametrize("greeting", GREETINGS)
async def test_what_is_no_redis_at_all_is_a_miss(opened, greeting, caplog):
    async def serve(reader, writer):
        await reader.read(10)
        writer.write(greeting)
        writer.close()

    stranger = await asyncio.start_server(serve, "127.0.0.1", 0)
    store = opened(f"redis://127.0.0.1:{stranger.sockets[0].getsockname()[1]}")
    assert await store.get("k") is None
    await store.put("k", ENTRY)
    assert len(caplog.records) == 1
    stranger.close()


@pytest.mark.parametrize("url", ["http://host", "nonsense", "redis://host:port"])
def test_wrong_url_is_told(url):
    with pytest.raises(ConfigurationError, match="no Redis URL"):
        RedisStore(url)


def test_missing_package_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "redis.asyncio", None)
    with pytest.raises(ConfigurationError, match="redis is not installed"):
        RedisStore("redis://localhost")


class Clock:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now
