"""A good answer, on every kind of wire."""

from __future__ import annotations

import pytest

from support.azure import AzureServer, answer
from support.model import DOCSTRING, KEY, SOURCE, ask

WIRES = {
    "dated": ({}, "/openai/deployments/gpt-4o/chat/completions", "api-key", KEY),
    "v1": ({"api_version": "v1"}, "/openai/v1/chat/completions", "authorization", f"Bearer {KEY}"),
    "compatible": (
        {"provider": "openai", "base_url": "{}/v1", "model": "gpt-4o", "openai_api_key": KEY},
        "/v1/chat/completions",
        "authorization",
        f"Bearer {KEY}",
    ),
}


@pytest.mark.parametrize("wire", WIRES)
async def test_answer_streams_and_is_complete(wire, opened):
    options, path, header, secret = WIRES[wire]
    async with AzureServer(answer(DOCSTRING, usage={"prompt_tokens": 9})) as server:
        provider = opened(server, **{k: v.format(server.endpoint) for k, v in options.items()})
        outcome = await ask(provider)
        await provider.close()
        assert not await server.idle()
    (sent,) = server.requests
    assert (sent.path, sent.headers[header]) == (path, secret)
    assert SOURCE in sent.text
    assert outcome.kind == "ok" and outcome.shown == DOCSTRING
    assert outcome.answer and outcome.answer.text == DOCSTRING
    assert outcome.answer.model == "gpt-4o-2024-11-20"
    assert outcome.answer.usage and outcome.answer.usage.prompt_tokens == 9
    assert outcome.answer.request_id == "apim-1"
