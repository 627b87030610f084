"""Nothing is ever sent that exceeds a limit, however large the prompt and however we count."""

from __future__ import annotations

import dataclasses
import functools
import json

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from docstring_ls.adapters.llm.openai.deployment_profile import FUNCTION, SCHEMA, TEXT, profile_for
from docstring_ls.adapters.llm.openai.deployments import deployments_of
from docstring_ls.adapters.llm.openai.request_plan import plan
from docstring_ls.adapters.tokens import ByteBound, Tiktoken, encoding_of
from docstring_ls.core.prompt import TABLE, Message, MessageRole, Prompt, chat_tokens, schema_tokens
from docstring_ls.errors import TooLarge
from support.azure import AzureServer, answer, error
from support.model import Counted, ask, config_for, request

MODELS = [model.name for model in TABLE] + ["unknown-to-everybody"]
LINES = (
    "    return value + 1\n",
    "def füge_hinzu(größe: int) -> None: ...\n",
    "x = '\U0001f600' * 3  # 表現\n",
    "a=b\t\tc\n",
    "0x1F 1e9 [] {}\n",
    "A" * 97 + "\n",
)


@functools.cache
def _exact(model: str = "") -> Tiktoken:
    return Tiktoken(encoding_of(model))


@st.composite
def _source(draw) -> str:
    line = draw(st.sampled_from(LINES))
    most = draw(st.sampled_from([4_000, 200_000, 5_000_000]))
    size = draw(st.integers(0, most))
    return line * (size // len(line.encode()))


@given(
    source=_source(),
    model=st.sampled_from(MODELS),
    answer_tokens=st.integers(64, 100_000),
    tpm=st.sampled_from([0, 0, 1_000, 20_000, 500_000]),
    form=st.sampled_from([SCHEMA, FUNCTION, TEXT]),
    tokenizer=st.booleans(),
)
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@example("x = 1\n" * 170_000, "gpt-4.1", 1200, 0, SCHEMA, True)
@example("", "gpt-4", 100_000, 1_000, SCHEMA, False)
def test_request_never_exceeds_any_limit(source, model, answer_tokens, tpm, form, tokenizer):
    config = config_for("http://127.0.0.1:9", deployment=model, answer_tokens=answer_tokens)
    (deployment,) = deployments_of(config)
    manners = profile_for(deployment, config.options)
    manners.form = form
    counter = _exact(model) if tokenizer else ByteBound()
    prompt = Prompt((Message(MessageRole.SYSTEM, "Write."), Message(MessageRole.USER, source)))
    try:
        body, size = plan(prompt, deployment, manners, config.options, counter, tpm=tpm)
    except TooLarge as problem:
        assert problem.advice
        return
    assert all(len(each["content"]) <= 1_048_576 for each in body["messages"])
    assume(len(source) < 400_000)
    sent = chat_tokens(_exact(model), body["messages"]) + _extra(body, _exact(model))
    limits = deployment.model
    assert sent <= limits.input
    assert body[manners.cap] <= limits.output
    assert sent + body[manners.cap] <= limits.window
    assert not tpm or sent + body[manners.cap] <= tpm
    assert size.charge >= sent + body[manners.cap]


def _extra(body, exact: Tiktoken) -> int:
    if "tools" in body:
        return exact.count(json.dumps(body["tools"], separators=(",", ":")))
    shape = body.get("response_format", {}).get("json_schema", {}).get("schema")
    return schema_tokens(exact, shape) if shape else 0


@given(
    size=st.integers(0, 3_000_000),
    model=st.sampled_from(MODELS),
    tpm=st.sampled_from([0, 9_000]),
)
@settings(max_examples=60, deadline=None)
def test_prompt_of_the_size_that_an_error_names_fits(size, model, tpm):
    """The pipeline composes again with this budget; it must not fail a second time."""
    config = config_for("http://127.0.0.1:9", deployment=model)
    (deployment,) = deployments_of(config)
    manners = profile_for(deployment, config.options)

    def planned(text: str):
        prompt = Prompt((Message(MessageRole.USER, text),))
        return plan(prompt, deployment, manners, config.options, Counted(), tpm=tpm)

    try:
        planned("x" * size)
    except TooLarge as problem:
        assert problem.prompt_budget > 0
        planned("x" * ((problem.prompt_budget - 10) * 4))


async def test_real_window_is_learned_and_the_next_prompt_is_refused_before_sending(opened):
    message = (
        "This model's maximum context length is 4096 tokens. However, you requested 6200 tokens "
        "(5000 in the messages, 1200 in the completion)."
    )
    rejection = error(400, "context_length_exceeded", message, param="messages")
    async with AzureServer([rejection, answer("{}")]) as server:
        provider = opened(server, counter=Counted())
        first = await ask(provider, request("x" * 12_000))
        second = await ask(provider, request("x" * 12_000))
        assert isinstance(first.error, TooLarge) and isinstance(second.error, TooLarge)
        assert first.error.window == 4096 and 0 < first.error.prompt_budget < 4096
        assert len(server.requests) == 1
        third = await ask(provider, request("x" * (first.error.prompt_budget - 600) * 3))
        assert third.kind == "ok", third.error
    sent = server.requests[1].json
    assert len(sent["messages"][1]["content"]) // 4 + sent["max_completion_tokens"] <= 4096


async def test_service_that_counts_more_than_we_do_is_believed(opened):
    """The difference of the last answers is added to what is counted next."""
    async with AzureServer(answer("{}", usage={"prompt_tokens": 5_000})) as server:
        provider = opened(server, counter=Counted())
        await ask(provider)
        assert provider.pool.members[0].wire.limits.correction > 4_000
        outcome = await ask(provider, request("x" * 4 * 122_000))
    assert outcome.kind == "TooLarge" and len(server.requests) == 1


async def test_models_of_the_options_correct_the_table(opened):
    async with AzureServer(answer("{}")) as server:
        provider = opened(
            server, counter=Counted(), models=["gpt-4o;window=2000;output=500"], retries=0
        )
        assert (await ask(provider, request("x" * 400))).kind == "ok"
        assert (await ask(provider, request("x" * 9_000))).kind == "TooLarge"
    assert [each.json["max_completion_tokens"] for each in server.requests] == [500]


@pytest.mark.parametrize(
    "model, version, expected",
    [
        ("gpt-4o", "2024-10-21", {"max_completion_tokens": 1200, "temperature": 0.2}),
        ("gpt-4o", "2024-06-01", {"max_tokens": 1200, "temperature": 0.2}),
        ("gpt-5-mini", "v1", {"max_completion_tokens": 1712, "reasoning_effort": "minimal"}),
        ("gpt-5.1", "v1", {"max_completion_tokens": 1200, "reasoning_effort": "none"}),
        ("o3", "2024-06-01", {"max_completion_tokens": 3248, "reasoning_effort": "low"}),
        ("gpt-5-chat", "v1", {"max_completion_tokens": 1200, "temperature": 0.2}),
    ],
)
async def test_each_family_gets_the_parameters_that_it_takes(model, version, expected, opened):
    async with AzureServer(answer("{}")) as server:
        await ask(opened(server, deployment="d", model=model, api_version=version))
    body = server.requests[0].json
    names = {"max_tokens", "max_completion_tokens", "temperature", "reasoning_effort"}
    assert {name: body[name] for name in names & set(body)} == expected


async def test_model_behind_a_deployment_is_learned_from_its_answer(opened):
    async with AzureServer(answer("{}", model="gpt-4-32k")) as server:
        provider = opened(server, deployment="prod")
        assert provider.pool.members[0].wire.limits.model.window == 128_000
        await ask(provider)
    assert dataclasses.astuple(provider.pool.members[0].wire.limits.model)[:2] == (
        "gpt-4-32k",
        32_768,
    )
