"""Whoever stops listening stops the answer, and the socket with it."""

from __future__ import annotations

import asyncio

import pytest

from docstring_ls.adapters.llm.backoff import Timings, loop_time
from docstring_ls.ports import TextDelta
from support.azure import Act, AzureServer, answer, bare, delta, error, event, raw
from support.model import DOCSTRING, ask, request

HALF = event(delta({"content": DOCSTRING[:20]}))
MOMENTS = {
    "waiting for headers": bare(Act.STALL),
    "waiting for text": raw(b": ping\n\n", Act.STALL),
    "in the middle": raw(HALF, Act.STALL),
    "in a pause before a retry": error(429, "429", "call rate limit", retry_after=30),
}


@pytest.mark.parametrize("moment", MOMENTS)
async def test_cancel_closes_the_socket_at_once(moment, opened):
    async with AzureServer(MOMENTS[moment]) as server:
        provider = opened(server, idle_timeout=10)
        await provider.warm()
        task = asyncio.create_task(ask(provider))
        while not server.requests:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.1)
        began = loop_time()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        if moment != "in a pause before a retry":
            assert not await server.idle(1)
        assert loop_time() - began < 0.2
        assert len(server.requests) == 1


async def test_leaving_the_loop_closes_the_socket(opened):
    async with AzureServer(raw(HALF, Act.STALL)) as server:
        stream = opened(server, idle_timeout=10).answer(request())
        async for event_ in stream:
            assert isinstance(event_, TextDelta)
            break
        await stream.aclose()
        assert not await server.idle(1)


async def test_place_in_the_queue_is_given_back(opened):
    async with AzureServer([raw(HALF, Act.STALL), answer(DOCSTRING)]) as server:
        provider = opened(server, Timings(), concurrency=1, idle_timeout=10)
        stalled = asyncio.create_task(ask(provider))
        while not server.requests:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        following = asyncio.create_task(ask(provider))
        await asyncio.sleep(0.05)
        stalled.cancel()
        assert (await asyncio.wait_for(following, 2)).kind == "ok"


async def test_connection_is_used_again_after_a_good_answer(opened):
    async with AzureServer(answer(DOCSTRING)) as server:
        provider = opened(server)
        for _ in range(5):
            assert (await ask(provider)).kind == "ok"
    assert server.connections == 1
