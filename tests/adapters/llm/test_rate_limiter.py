"""The quota is kept, to the last request of it, and nobody is overtaken."""

from __future__ import annotations

import asyncio
import json

import pytest

from docstring_ls.adapters.llm.backoff import Timings, loop_time
from docstring_ls.adapters.llm.rate_limiter import RateLimiter
from docstring_ls.core.prompt import SCHEMA, chat_tokens, schema_tokens
from docstring_ls.errors import TooLarge
from support.azure import AzureServer, Recorded, answer
from support.model import Counted, ask, request
from support.quota import Quota

FASTER = 20
RPM, TPM, GENERATIONS = 60, 20_000, 200


def _charged(received: Recorded) -> int:
    counter = Counted()
    return chat_tokens(counter, received.json["messages"]) + schema_tokens(counter, SCHEMA)


async def test_two_hundred_generations_use_the_whole_quota_without_one_rejection(opened):
    quota = Quota(RPM, TPM, 60 / FASTER, _charged, told=True)
    async with AzureServer(quota) as server:
        provider = opened(
            server, Timings().faster(FASTER), Counted(), concurrency=8, answer_tokens=128
        )
        await provider.warm()
        numbered = [request("x " * 40 + f"{number:04}") for number in range(GENERATIONS)]
        outcomes = await asyncio.gather(*(ask(provider, each) for each in numbered))
    assert {outcome.kind for outcome in outcomes} == {"ok"}
    assert not quota.rejected
    arrived = dict.fromkeys(each.text[-4:] for each in quota.arrived)
    assert list(arrived) == [f"{number:04}" for number in range(GENERATIONS)]
    assert len(quota.accepted) == GENERATIONS
    assert quota.used() >= 0.9


@pytest.mark.parametrize("rpm, tpm", [(60, 0), (600, 0), (6, 0), (0, 6000)])
async def test_pace_is_that_of_the_quota(rpm, tpm):
    limiter = RateLimiter(rpm, tpm, minute=0.6)
    times = []
    for _ in range(5 if rpm == 6 else 13):
        permit = await limiter.enter(1000)
        permit.release()
        times.append(loop_time())
    allowed = max(1, rpm // 60) if rpm else tpm // 1000
    window = 0.6 / min(60, rpm) if rpm else 0.6
    for first, later in zip(times, times[allowed:], strict=False):
        assert window <= later - first + 0.001 < window * 1.1 + 0.01


async def test_big_request_is_not_overtaken_by_small_ones():
    limiter = RateLimiter(0, 1000, minute=0.5)
    order: list[int] = []

    async def enter(charge: int) -> None:
        permit = await limiter.enter(charge)
        order.append(charge)
        permit.release()

    await asyncio.gather(*(enter(charge) for charge in (600, 900, 10, 20, 30)))
    assert order == [600, 900, 10, 20, 30]


async def test_cancelled_while_waiting_leaves_the_turn_to_others():
    limiter = RateLimiter(0, 1000, minute=0.3)
    (await limiter.enter(900)).release()
    waiting = asyncio.create_task(limiter.enter(900))
    await asyncio.sleep(0.02)
    waiting.cancel()
    (await limiter.enter(50)).release()
    assert waiting.cancelled() or waiting.cancelling()


async def test_request_that_can_never_fit_is_refused_at_once():
    with pytest.raises(TooLarge, match="quota of 500"):
        await RateLimiter(0, 500).enter(501)


async def test_request_larger_than_the_quota_is_never_sent(opened):
    async with AzureServer(answer("{}")) as server:
        outcome = await ask(opened(server, tokens_per_minute=300), request("x" * 400))
    assert outcome.kind == "TooLarge" and "300 tokens per minute" in str(outcome.error)
    assert not server.requests


async def test_limits_of_the_headers_beat_the_configured_ones(opened):
    headers = {"x-ratelimit-limit-requests": "6", "x-ratelimit-limit-tokens": "5000"}
    async with AzureServer(answer("{}", headers=headers)) as server:
        provider = opened(server, requests_per_minute=600, tokens_per_minute=100_000)
        await ask(provider)
    limiter = provider.pool.members[0].limiter
    assert (limiter.rpm, limiter.tpm) == (6, 5000)


async def test_others_who_share_the_quota_are_left_their_part(opened):
    """The service says that little is left: the next request waits until enough is given back."""
    headers = {"x-ratelimit-limit-tokens": "60000", "x-ratelimit-remaining-tokens": "0"}
    async with AzureServer(answer("{}", headers=headers)) as server:
        provider = opened(server, Timings().faster(20), Counted())
        await ask(provider)
        charge = server.requests[0].json["max_completion_tokens"]
        began = loop_time()
        await ask(provider)
    assert server.requests[1].at - began >= charge / 60_000 * 60 / 20


async def test_a_learned_lesson_holds_for_requests_that_were_already_under_way(opened):
    """Several requests at once are rejected for the same reason; each is sent again, once."""

    def script(received: Recorded):
        from support.faults import GOOD, _unsupported

        if "temperature" in json.dumps(received.json):
            return _unsupported("temperature", "Only the default (1) value is supported.")
        return GOOD

    async with AzureServer(script) as server:
        provider = opened(server, requests_per_minute=6_000_000)
        outcomes = await asyncio.gather(*(ask(provider) for _ in range(4)))
    assert {outcome.kind for outcome in outcomes} == {"ok"}
    assert len(server.requests) <= 8
