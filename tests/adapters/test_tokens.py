"""Token counters: exact, bounded, and never from the network."""

from __future__ import annotations

import asyncio
import gzip
import os
import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docstring_ls.adapters import tokens
from docstring_ls.adapters.tokens import ByteBound, LazyCounter, Tiktoken, encoding_of, open_counter


@pytest.fixture(scope="module")
def tiktoken() -> Tiktoken:
    return Tiktoken()


@pytest.fixture
def no_sockets(monkeypatch, tmp_path):
    """A fresh cache folder, and a network that fails the test when touched."""
    opened = []

    def refuse(*args, **kwargs):
        opened.append(args)
        raise AssertionError("a socket was opened")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse, raising=False)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    for name in ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "XDG_CACHE_HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    yield tmp_path
    assert not opened


@pytest.mark.parametrize("encoding", sorted(tokens.ENCODINGS))
def test_loading_opens_no_socket_and_writes_nothing(no_sockets, encoding):
    before = dict(os.environ)
    tokens.load.cache_clear()
    assert Tiktoken(encoding).count("def f(): ...") == 4
    assert dict(os.environ) == before
    assert list(no_sockets.iterdir()) == []


@pytest.mark.parametrize("encoding", sorted(tokens.ENCODINGS))
def test_encoding_is_tiktokens_own(monkeypatch, encoding):
    """A new tiktoken that cuts text differently must not go unnoticed."""
    import tiktoken_ext.openai_public as public

    pinned = {}

    def ranks(_url, expected_hash):
        pinned["sha256"] = expected_hash
        return {}

    monkeypatch.setattr(public, "load_tiktoken_bpe", ranks)
    theirs = public.ENCODING_CONSTRUCTORS[encoding]()
    assert tokens.ENCODINGS[encoding] == (pinned["sha256"], theirs["pat_str"])


@pytest.mark.parametrize(
    "text",
    [
        "<|endoftext|> in a source file",
        "\ud800 lone \udfff surrogates",
        "\U0001f600 beyond the BMP",
        "",
        "\x00\x01",
        "\ufeffdef f(): ...\r\n",
    ],
)
def test_odd_texts_are_counted(tiktoken, text):
    assert tiktoken.count(text) <= ByteBound().count(text)


@pytest.mark.parametrize(
    "text", [" " * 5_000_000, "\t" * 300_000 + "x", "a" + " \n" * 200_000 + "b"]
)
def test_endless_blanks_are_bounded_where_tiktoken_would_overflow(tiktoken, text):
    assert 0 < tiktoken.count(text) <= ByteBound().count(text)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(), max_size=200))
def test_bytes_are_never_less_than_tokens(tiktoken, text):
    assert tiktoken.count(text) <= ByteBound().count(text)


@pytest.mark.parametrize(
    ("model", "encoding"),
    [
        ("", "o200k_base"),
        ("my-deployment", "o200k_base"),
        ("gpt-4o-mini-2024-07-18", "o200k_base"),
        ("gpt-4.1-nano", "o200k_base"),
        ("gpt-6-sol", "o200k_base"),
        ("o3", "o200k_base"),
        ("gpt-4", "cl100k_base"),
        ("gpt-4-32k-0613", "cl100k_base"),
        ("gpt-35-turbo-16k", "cl100k_base"),
        ("azure/gpt-3.5-turbo", "cl100k_base"),
    ],
)
def test_encoding_follows_the_family(model, encoding):
    assert encoding_of(model) == encoding


def test_lazy_counter_bounds_at_once_then_counts(tiktoken):
    counter = LazyCounter()
    text = "def discounted_total(prices, rate): ..." * 50
    assert counter.count(text) in (len(text), tiktoken.count(text))
    assert counter.load(30)
    assert counter.count(text) == tiktoken.count(text)


@pytest.mark.real_time
async def test_ready_waits_without_holding_the_loop(tiktoken):
    tokens.load.cache_clear()
    counter, ticks = LazyCounter(), 0
    waiting = asyncio.create_task(counter.ready())
    while not waiting.done():
        ticks += 1
        await asyncio.sleep(0.001)
    assert counter.exact and ticks > 3


async def test_damaged_ranks_leave_the_bound(monkeypatch):
    tokens.load.cache_clear()
    monkeypatch.setattr(tokens, "_packed", lambda name: b"not gzip at all")
    counter = open_counter("gpt-4o")
    await counter.ready()
    assert not counter.load(30)
    assert counter.count("abc") == 3
    assert "unpacked" in counter.failure


def test_foreign_ranks_are_refused():
    with pytest.raises(ValueError, match="not the published ones"):
        tokens.unpack(gzip.compress(b"aGk= 0\n"), "0" * 64)
