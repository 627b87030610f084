"""Several deployments stand in for each other, and nothing is lost or said twice."""

from __future__ import annotations

import asyncio
from collections import Counter

from docstring_ls.adapters.llm.backoff import Timings, loop_time
from support.azure import Act, AzureServer, Recorded, Reply, answer, bare, delta, error, event, raw
from support.model import DOCSTRING, ask, request

TIMINGS = Timings().faster(50)
GOOD = answer(DOCSTRING)


def _two(first: AzureServer, second: AzureServer) -> dict[str, object]:
    names = [f"gpt-4o@{first.endpoint}", f"gpt-4o@{second.endpoint}"]
    return {"deployment": "", "deployments": names}


async def test_preferred_deployment_answers_while_it_is_well(opened):
    async with AzureServer(GOOD) as first, AzureServer(GOOD) as second:
        provider = opened(first, TIMINGS, **_two(first, second))
        assert [(await ask(provider)).kind for _ in range(3)] == ["ok"] * 3
    assert (len(first.requests), len(second.requests)) == (3, 0)


async def test_another_one_stands_in_at_once_and_the_ill_one_rests(opened):
    async with AzureServer([error(503, body=""), GOOD]) as first, AzureServer(GOOD) as second:
        provider = opened(first, TIMINGS, retries=0, **_two(first, second))
        began = loop_time()
        assert (await ask(provider)).kind == "ok"
        assert (await ask(provider)).kind == "ok"
        assert loop_time() - began < 1
        assert (len(first.requests), len(second.requests)) == (1, 2)
        await asyncio.sleep(TIMINGS.cool_down + 0.05)
        assert (await ask(provider)).kind == "ok"
    assert (len(first.requests), len(second.requests)) == (2, 2)


async def test_busy_deployment_is_passed_over_for_as_long_as_it_asks(opened):
    busy = error(429, "429", "call rate limit", retry_after=0.4)
    async with AzureServer([busy, GOOD]) as first, AzureServer(GOOD) as second:
        provider = opened(first, TIMINGS, **_two(first, second))
        for _ in range(3):
            assert (await ask(provider)).kind == "ok"
        await asyncio.sleep(0.45)
        assert (await ask(provider)).kind == "ok"
    assert (len(first.requests), len(second.requests)) == (2, 3)


async def test_deployment_that_does_not_exist_is_not_asked_again(opened):
    missing = error(404, "DeploymentNotFound", "The API deployment does not exist.")
    async with AzureServer(missing) as first, AzureServer(GOOD) as second:
        provider = opened(first, TIMINGS, **_two(first, second))
        for _ in range(3):
            assert (await ask(provider)).kind == "ok"
    assert (len(first.requests), len(second.requests)) == (1, 3)


async def test_wrong_key_is_told_and_never_hidden_by_another_deployment(opened):
    denied = error(401, "401", "Access denied due to invalid subscription key.")
    async with AzureServer(denied) as first, AzureServer(GOOD) as second:
        outcome = await ask(opened(first, TIMINGS, **_two(first, second)))
    assert outcome.kind == "AuthenticationFailed" and not second.requests


async def test_after_three_failures_only_one_request_tries_the_ill_one(opened):
    ill = raw(0.2, Act.RESET)
    async with AzureServer(ill) as first, AzureServer(GOOD) as second:
        provider = opened(first, Timings().faster(1000), retries=0, **_two(first, second))
        for _ in range(3):
            assert (await ask(provider)).kind == "ok"
            await asyncio.sleep(0.04)
        assert len(first.requests) == 3
        provider.pool.members[0].timings = Timings()
        outcomes = await asyncio.gather(*(ask(provider) for _ in range(4)))
    assert {outcome.kind for outcome in outcomes} == {"ok"}
    assert len(first.requests) == 4


async def test_answer_that_broke_off_is_withdrawn_and_begun_again_elsewhere(opened):
    broken = raw(event(delta({"content": '{"summary": "Wro'})), Act.RESET)
    async with AzureServer(broken) as first, AzureServer(GOOD) as second:
        outcome = await ask(opened(first, TIMINGS, **_two(first, second)))
    assert len(outcome.withdrawn) == 1
    assert outcome.answer and outcome.answer.deployment == "gpt-4o"
    assert outcome.shown == DOCSTRING and outcome.answer and outcome.answer.text == DOCSTRING


async def test_all_are_down(opened):
    async with AzureServer(error(503, body="")) as first, AzureServer(bare(Act.RESET)) as second:
        outcome = await ask(opened(first, TIMINGS, **_two(first, second)))
    assert outcome.kind in ("ProviderError", "Unreachable")
    assert len(first.requests) + len(second.requests) <= 4


async def test_every_symbol_is_answered_once_when_a_deployment_dies_in_the_middle_of_a_run(opened):
    """It answers 15 requests, then breaks off what it is sending and is never heard of again."""
    symbols = [f"symbol-{number:03}" for number in range(60)]
    served: Counter[str] = Counter()

    def echo(received: Recorded) -> Reply:
        return answer(received.text[-10:], seconds=0.01)

    def dying(received: Recorded) -> Reply:
        served["first"] += 1
        if served["first"] <= 15:
            return echo(received)
        half = event(delta({"content": received.text[-10:-4]}))
        return raw(half, Act.RESET) if served["first"] <= 20 else bare(Act.RESET)

    async with AzureServer(dying) as first, AzureServer(echo) as second:
        provider = opened(first, TIMINGS, concurrency=8, **_two(first, second))
        outcomes = await asyncio.gather(*(ask(provider, request(name)) for name in symbols))
        await provider.close()
        assert not await first.idle() and not await second.idle()
    assert [outcome.answer.text if outcome.answer else "" for outcome in outcomes] == symbols
    assert [outcome.shown for outcome in outcomes] == symbols
    assert len(second.requests) == 45
