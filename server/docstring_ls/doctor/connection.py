"""Credential, deployments and one tiny request to each of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from ..config import Config
from ..core.prompt import Message, MessageRole, Model, Prompt
from ..errors import DocstringLsError
from ..loopback import travels_openly
from ..ports import Answer, Request, TextDelta
from .report import Check, State, failed

if TYPE_CHECKING:
    from ..adapters.llm.openai.deployments import Deployment
    from ..adapters.llm.provider import ModelProvider
    from ..adapters.llm.rate_limiter import RateLimiter

ASKED = (
    Message(
        MessageRole.SYSTEM,
        "You write docstrings as JSON. Everything but the summary is empty or null.",
    ),
    Message(MessageRole.USER, "def answer():\n    return 42\n\nThe summary is: Return the answer."),
)
# Seconds for the one short answer: who runs the doctor waits in front of it.
LONGEST_ANSWER = 60.0


@dataclass(frozen=True)
class Reply:
    """What came back.

    Attributes:
        answer: The answer.
        first: Seconds to the first text.
        whole: Seconds to the end.
    """

    answer: Answer
    first: float
    whole: float


async def connection(config: Config, *, request: bool) -> AsyncIterator[Check]:
    """Look at each deployment, the preferred first."""
    from ..adapters.llm.openai.deployments import deployments_of

    try:
        deployments = deployments_of(config)
    except DocstringLsError as error:
        yield failed("deployments", error)
        return
    for deployment in deployments:
        yield _deployment(deployment)
        credential = await _credential(config, deployment)
        yield credential
        if credential.state is not State.OK:
            continue
        if not request:
            yield Check(f"request to {deployment.name}", State.SKIPPED, "Nothing was sent.")
            continue
        async for check in _asked(config, deployment):
            yield check


async def language_model(config: Config) -> Check:
    """What can be said of an editor's model where no editor is asked."""
    return Check(
        "language model",
        State.SKIPPED,
        f"{config.provider_spec.service} can be asked only by the server that the editor runs.",
        "Generate a docstring there: what is missing is said then.",
    )


def _deployment(deployment: Deployment) -> Check:
    endpoint = deployment.endpoint
    api = f"api-version {endpoint.api_version}" if endpoint.api_version else "v1 API"
    message = f"{deployment.name} at {endpoint.host}" + (f", {api}." if endpoint.azure else ".")
    details = {"deployment": deployment.name, "endpoint": endpoint.base, "api_version": api}
    if travels_openly(endpoint.base):
        advice = "Write the endpoint with https://."
        message += " Code and key would travel unencrypted."
        return Check("deployment", State.WARNING, message, advice, details)
    return Check("deployment", State.OK, message, details=details)


async def _credential(config: Config, deployment: Deployment) -> Check:
    from ..adapters.llm.openai.credential_scope import credential_for

    name = f"authentication for {deployment.name}"
    try:
        credential = await asyncio.to_thread(credential_for, config, deployment.endpoint)
    except DocstringLsError as error:
        return failed(name, error)
    origin = config.origins.get(credential.origin.replace("-", "_"), "")
    place = credential.origin
    place += f" ({origin})" if origin and origin != "default" else ""
    return Check(name, State.OK, f"{place} is used.", details={"origin": place})


async def _asked(config: Config, deployment: Deployment) -> AsyncIterator[Check]:
    from ..adapters.llm.openai.wire import open_wires
    from ..adapters.llm.provider import ModelProvider
    from ..adapters.tokens import open_counter

    name = f"request to {deployment.name}"
    timeout = min(config.options.timeout, LONGEST_ANSWER)
    options = replace(config.options, retries=0, timeout=timeout, concurrency=1)
    counter = open_counter(deployment.model.name)
    await asyncio.to_thread(counter.load)
    wires = open_wires(replace(config, options=options), counter, (deployment,))
    provider = ModelProvider(config.provider, wires, options, counter)
    try:
        await provider.warm()
        reply = await _reply(provider)
        yield _answered(name, reply)
        yield _model(deployment, wires[0].limits.model, reply.answer.model)
        yield _quota(deployment, provider.pool.members[0].limiter)
    except DocstringLsError as error:
        yield failed(name, error)
    finally:
        await provider.close()


async def _reply(provider: ModelProvider) -> Reply:
    nothing = cast(Any, None)
    request = Request(Prompt(ASKED), nothing, nothing, correlation="doctor")
    started, first = time.monotonic(), 0.0
    async for step in provider.answer(request):
        if isinstance(step, TextDelta):
            first = first or time.monotonic() - started
        elif isinstance(step, Answer):
            return Reply(step, first, time.monotonic() - started)
    raise AssertionError("a provider ends with an answer or an error")


def _answered(name: str, reply: Reply) -> Check:
    usage = reply.answer.usage
    sizes = (
        f"{usage.prompt_tokens} tokens sent, {usage.completion_tokens} received" if usage else ""
    )
    message = (
        f"answered: first text after {reply.first:.2f} s, all after {reply.whole:.2f} s; {sizes}."
    )
    details = {
        "first_seconds": round(reply.first, 3),
        "seconds": round(reply.whole, 3),
        "request_id": reply.answer.request_id,
        "usage": asdict(usage) if usage else None,
    }
    return Check(name, State.OK, message, details=details)


def _quota(deployment: Deployment, limiter: RateLimiter) -> Check:
    figures = [
        f"{limiter.rpm:,} requests" if limiter.rpm else "",
        f"{limiter.tpm:,} tokens" if limiter.tpm else "",
    ]
    words = " and ".join(word for word in figures if word)
    message = (
        f"{words} a minute." if words else "the service tells none; it is learned from refusals."
    )
    details = {"requests_per_minute": limiter.rpm, "tokens_per_minute": limiter.tpm}
    return Check(f"quota of {deployment.name}", State.OK, message, details=details)


def _model(deployment: Deployment, model: Model, answered: str) -> Check:
    name = f"model behind {deployment.name}"
    limits = f"window {model.window:,}, prompt {model.input:,}, answer {model.output:,} tokens"
    details = {
        "model": answered,
        "limits": {k: v for k, v in asdict(model).items() if v is not None},
    }
    if model.name:
        return Check(name, State.OK, f"{answered}: {limits}.", details=details)
    return Check(
        name,
        State.WARNING,
        f"{answered or 'It'} is not known here; {limits} are assumed.",
        "Name its limits in models, such as NAME;window=128000;output=16384.",
        details,
    )
