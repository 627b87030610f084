"""A service may send what it likes: answers, error bodies and figures are believed to a limit."""

from __future__ import annotations

import asyncio
import gzip
import json
import time
from typing import Any

import pytest

from docstring_ls.adapters.llm.backoff import Timings
from support.azure import DONE, AzureServer, Reply, answer, delta, event, raw
from support.model import DOCSTRING, Bytes, ask

MEGABYTE = 1_000_000
LONG = "word " * (10 * MEGABYTE // 5)
ENDLESS = {
    "in many events": [event(delta({"content": "word " * 40}))] * (10 * MEGABYTE // 200),
    "in one event": [event(delta({"content": LONG}))],
    "in one line without an end": [b"data: ", *[b"word " * 2000] * 1000],
    "in comments": [b": word\n" * 10_000] * 200,
    "in reasoning": [event(delta({"reasoning_content": "word " * 40}))] * (10 * MEGABYTE // 200),
    "in refusals": [event(delta({"refusal": "word " * 40}))] * (10 * MEGABYTE // 200),
    "in empty events": [b"data: {}\n\n" * 1000] * 1000,
}
PACKED = gzip.compress(b"".join([event(delta({"content": LONG})), DONE]))
BOMB = gzip.compress(b'{"error": {"code": "x", "message": "' + bytes(200 * MEGABYTE) + b'"}}')


@pytest.mark.parametrize("form", [*ENDLESS, "packed"])
async def test_an_answer_without_end_is_cut_off_with_one_message(form, opened):
    reply = Reply((PACKED,), headers={"content-encoding": "gzip"})
    if form != "packed":
        reply = raw(*ENDLESS[form])
    async with AzureServer(reply) as server:
        outcome = await ask(opened(server, timeout=60, idle_timeout=30))
        assert not await server.idle(20)
    assert outcome.error is not None and outcome.error.code == "oversized", outcome.error
    assert "answer-tokens" in str(outcome.error) and len(str(outcome.error)) < 300
    assert len(outcome.shown) < MEGABYTE
    assert len(server.requests) == 1


async def test_others_go_on_while_an_endless_answer_comes(opened):
    """Between two turns of the loop never passes more than a small part of the whole answer."""
    async with AzureServer(raw(*ENDLESS["in one event"])) as server:
        asking = asyncio.ensure_future(ask(opened(server, timeout=60, idle_timeout=30)))
        turns = 0
        while not asking.done():
            turns += 1
            await asyncio.sleep(0)
    assert turns > 3
    assert (await asking).answer is None


@pytest.mark.parametrize(
    "content", ["x" * 30_000, json.dumps({"summary": "Add.", "description": "é\n" * 2_000})]
)
async def test_an_answer_within_its_tokens_is_whole(content, opened):
    async with AzureServer(answer(content, chunks=500)) as server:
        outcome = await ask(opened(server))
    assert outcome.answer is not None and outcome.answer.text == content


ERRORS: dict[str, tuple[tuple[Any, ...], dict[str, str]]] = {
    "large": ((b'{"error": {"message": "' + b"x" * (20 * MEGABYTE),), {}),
    "endless": ((b"x" * MEGABYTE,) * 300, {}),
    "packed": ((BOMB,), {"content-encoding": "gzip"}),
    "packed badly": ((b"nothing of the kind",), {"content-encoding": "gzip"}),
}


@pytest.mark.parametrize("body", ERRORS)
async def test_of_an_error_answer_only_the_beginning_is_read(body, opened):
    steps, headers = ERRORS[body]
    taken: list[int] = []

    def counted(_: object) -> Reply:
        return Reply((*steps, 0.0, b"the end"), 503, {"content-type": "text/html", **headers})

    async with AzureServer(counted) as server:
        provider = opened(server, timeout=60, idle_timeout=30, retries=0)
        outcome = await ask(provider)
        taken.append(await server.idle(20))
    assert outcome.error is not None and outcome.error.code == "service-failed", outcome.error
    assert len(str(outcome.error)) < 300
    if body in ("large", "endless"):
        assert server.requests[0].gone or server.connections == 1
        assert taken == [0]


async def test_an_error_answer_that_trickles_is_retried(opened):
    """The status says enough: nobody waits for the end of what is sent byte by byte."""
    trickle = Reply((b'{"error"', *(0.2, b" ") * 300), 503, {"content-type": "application/json"})
    async with AzureServer([trickle, answer(DOCSTRING)]) as server:
        provider = opened(server, timeout=60, idle_timeout=30, timings=Timings().faster(20))
        start = time.monotonic()
        outcome = await ask(provider)
    assert outcome.answer is not None
    assert time.monotonic() - start < 30


async def test_a_packed_error_is_understood(opened):
    said = {"error": {"code": "DeploymentNotFound", "message": "No such deployment."}}
    reply = Reply(
        (gzip.compress(json.dumps(said).encode()),),
        404,
        {"content-type": "application/json", "content-encoding": "gzip"},
    )
    async with AzureServer(reply) as server:
        outcome = await ask(opened(server))
    assert outcome.kind == "DeploymentMissing"


NONSENSE = [-5, 0, -(10**18), 10**18, 1e18, 12.5, "120", True, None, [], {}, "x" * 1000]


@pytest.mark.parametrize("figure", NONSENSE, ids=lambda value: repr(value)[:20])
@pytest.mark.parametrize("name", ["prompt_tokens", "completion_tokens"])
async def test_figures_that_can_not_be_true_are_replaced_by_the_estimate(name, figure, opened):
    figures = {"prompt_tokens": 120, "completion_tokens": 9, name: figure}
    chunks = [delta({"content": DOCSTRING}), delta({}, finish="stop") | {"usage": figures}]
    async with AzureServer(raw(*(event(each) for each in chunks), DONE)) as server:
        provider = opened(server)
        answers = [(await ask(provider)).answer for _ in range(2)]
    for found in answers:
        assert found is not None and found.usage is not None
        if (name, figure) == ("completion_tokens", 0):
            continue
        assert found.usage.estimated
        assert 0 < found.usage.prompt_tokens < 10_000
        assert found.usage.completion_tokens == Bytes().count(DOCSTRING)


DETAILS = [
    {"prompt_tokens_details": []},
    {"prompt_tokens_details": "x"},
    {"prompt_tokens_details": {"cached_tokens": -1}},
    {"prompt_tokens_details": {"cached_tokens": 10**9}},
    {"prompt_tokens_details": {"cached_tokens": True}},
    {"completion_tokens_details": 5},
    {"completion_tokens_details": {"reasoning_tokens": "many"}},
    {"completion_tokens_details": {"reasoning_tokens": 10**9}},
]


@pytest.mark.parametrize("details", DETAILS, ids=str)
async def test_parts_of_a_figure_are_not_more_than_it(details, opened):
    async with AzureServer(answer(DOCSTRING, usage=details)) as server:
        outcome = await ask(opened(server))
    assert outcome.answer is not None, outcome.error
    assert outcome.answer.usage is not None and not outcome.answer.usage.estimated
    assert outcome.answer.usage.cached_tokens == outcome.answer.usage.reasoning_tokens == 0


@pytest.mark.parametrize("usage", [[1], "many", 7, {"prompt_tokens": {}}], ids=str)
@pytest.mark.parametrize("model", [["m"], {"name": "m"}, 5, "m" * 100_000, "a\x1b[31mb"], ids=type)
async def test_odd_kinds_of_figures_and_names_do_no_harm(usage, model, opened):
    chunks = [
        delta({"content": DOCSTRING}) | {"model": model},
        delta({}, finish="stop") | {"model": model, "usage": usage},
    ]
    async with AzureServer(raw(*(event(each) for each in chunks), DONE)) as server:
        outcome = await ask(opened(server))
    assert outcome.answer is not None, outcome.error
    assert outcome.answer.text == DOCSTRING and outcome.answer.model == "gpt-4o"
    assert outcome.answer.usage is not None and outcome.answer.usage.estimated
