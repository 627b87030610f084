"""A second wire, written by others: the provider must get on with it as with our own server."""

from __future__ import annotations

import time

import pytest

from docstring_ls.adapters.llm.backoff import Timings
from docstring_ls.adapters.llm.openai.deployment_profile import FUNCTION
from support.aimock import KEY, aimock
from support.model import DOCSTRING, ask, request

pytestmark = pytest.mark.real_time
# A busy machine is no silent service.
CALM = {"api_key": KEY, "timeout": 60, "idle_timeout": 30}
USAGE = {"prompt_tokens": 9, "completion_tokens": 5, "total_tokens": 14}
FIXTURES = [
    {"match": {"userMessage": "PLAIN"}, "response": {"content": "Add two numbers."}},
    {
        "match": {"userMessage": "STRUCT", "responseFormat": "json_schema"},
        "response": {"content": DOCSTRING, "usage": USAGE},
        "chunkSize": 7,
    },
    {
        "match": {"userMessage": "TOOL", "toolName": "docstring"},
        "response": {"toolCalls": [{"name": "docstring", "arguments": DOCSTRING}]},
    },
    {
        "match": {"userMessage": "BUSY", "sequenceIndex": 0},
        "response": {
            "error": {"code": "429", "message": "Please retry after 1 seconds."},
            "status": 429,
            "retryAfter": 1,
        },
    },
    {"match": {"userMessage": "BUSY"}, "response": {"content": DOCSTRING}},
    {
        "match": {"userMessage": "FILTERED PROMPT"},
        "response": {
            "error": {"code": "content_filter", "message": "The response was filtered."},
            "status": 400,
        },
    },
    {
        "match": {"userMessage": "FILTERED ANSWER"},
        "response": {"content": '{"summary":"par', "finishReason": "content_filter"},
    },
    {
        "match": {"userMessage": "LONG"},
        "response": {"content": '{"summary":"par', "finishReason": "length"},
    },
    {
        "match": {"userMessage": "CUT"},
        "response": {"content": "cut off in the middle of the answer"},
        "chunkSize": 5,
        "latency": 20,
        "truncateAfterChunks": 4,
    },
    {
        "match": {"userMessage": "SLOW"},
        "response": {"content": DOCSTRING},
        "streamingProfile": {"ttft": 700, "tps": 200},
    },
    {
        "match": {"userMessage": "SILENT"},
        "response": {"content": DOCSTRING},
        "streamingProfile": {"ttft": 120_000, "tps": 200},
    },
    {
        "match": {"userMessage": "GARBAGE"},
        "response": {"content": "x"},
        "chaos": {"malformedRate": 1},
    },
]


@pytest.fixture(scope="module")
def wire():
    with aimock(FIXTURES) as address:
        yield address


@pytest.mark.parametrize("version", ["2024-10-21", "v1"])
@pytest.mark.parametrize("asked, text", [("PLAIN", "Add two numbers."), ("STRUCT", DOCSTRING)])
async def test_answer(asked, text, version, wire, opened):
    outcome = await ask(opened(wire, api_version=version, **CALM), request(asked))
    assert outcome.kind == "ok", outcome.error
    assert outcome.answer and outcome.answer.text == text == outcome.shown
    if asked == "STRUCT":
        assert outcome.answer.usage and outcome.answer.usage.prompt_tokens == 9


async def test_function_call(wire, opened):
    provider = opened(wire, **CALM)
    provider.pool.members[0].wire.limits.form = FUNCTION
    outcome = await ask(provider, request("TOOL"))
    assert outcome.answer and outcome.answer.text == DOCSTRING, outcome.error


async def test_busy_service_is_asked_again_when_it_says_so(wire, opened):
    began = time.monotonic()
    outcome = await ask(opened(wire, **CALM), request("BUSY"))
    assert outcome.kind == "ok" and time.monotonic() - began >= 1


@pytest.mark.parametrize(
    "asked, key, kind, said",
    [
        ("PLAIN", "bad", "AuthenticationFailed", "api-key"),
        ("FILTERED PROMPT", KEY, "Filtered", "prompt"),
        ("FILTERED ANSWER", KEY, "Filtered", "answer"),
        ("LONG", KEY, "Incomplete", "answer-tokens"),
        ("CUT", KEY, "Incomplete", "broke"),
        ("SILENT", KEY, "Incomplete", "idle-timeout"),
        ("GARBAGE", KEY, "Unreachable", "endpoint"),
        ("NOBODY KNOWS THIS", KEY, "DeploymentMissing", "endpoint"),
    ],
)
async def test_failure(asked, key, kind, said, wire, opened):
    silence = 0.3 if asked == "SILENT" else 30
    provider = opened(wire, Timings().faster(50), api_key=key, timeout=60, idle_timeout=silence)
    outcome = await ask(provider, request(asked))
    assert (outcome.kind, outcome.shown) == (kind, ""), outcome.error
    assert said in str(outcome.error)


async def test_slow_service_answers_in_the_end(wire, opened):
    outcome = await ask(opened(wire, **CALM), request("SLOW"))
    assert outcome.answer and outcome.answer.text == DOCSTRING
