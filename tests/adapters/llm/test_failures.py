"""The fault matrix: what a user sees of everything that servers do, over real sockets."""

from __future__ import annotations

import asyncio

import pytest

from support.azure import AzureServer
from support.faults import CASES, TIMINGS, Case
from support.model import DOCSTRING, KEY, SOURCE, ask


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_fault(case: Case, opened):
    async with AzureServer(case.script) as server:
        options = {"idle_timeout": 0.15, **case.options}
        provider = opened(server, timings=TIMINGS, **options)
        outcome = await ask(provider)
        await provider.close()
        assert not await server.idle(), "a connection was left open"
    assert outcome.kind == case.kind, outcome.error
    assert len(server.requests) == case.requests
    assert len(outcome.withdrawn) == case.withdrawn
    _check_told(case, outcome)


def _check_told(case: Case, outcome):
    if outcome.error is None:
        assert outcome.answer and outcome.answer.text == outcome.shown
        assert outcome.answer.text in (DOCSTRING, "Add two numbers.")
        return
    told = str(outcome.error)
    assert not outcome.shown, "a text that failed stayed visible"
    assert [part for part in case.says if part not in told] == []
    assert case.fault in ("", outcome.error.fault)
    assert "c0ffee" in told
    assert KEY not in told and SOURCE not in told and "Traceback" not in told


@pytest.mark.parametrize(
    "endpoint, said",
    [
        ("http://127.0.0.1:1", "can't be reached"),
        ("https://nowhere.invalid", "nowhere.invalid is not known under this name"),
    ],
)
async def test_no_connection(endpoint, said, opened):
    outcome = await ask(opened(endpoint, timings=TIMINGS))
    assert outcome.kind == "Unreachable", outcome.error
    assert said in str(outcome.error) and "endpoint" in str(outcome.error)


async def test_https_written_for_a_plain_server(opened):
    def refuse(reader, writer):
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        outcome = await ask(opened(f"https://127.0.0.1:{port}", timings=TIMINGS, idle_timeout=5))
    assert outcome.kind == "Unreachable" and "does not speak TLS" in str(outcome.error)
