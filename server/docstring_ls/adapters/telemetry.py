"""OpenTelemetry's GenAI metrics and spans: sizes and times, never a word of code or answer."""

from __future__ import annotations

import asyncio
import functools
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import BudgetSpent, DocstringLsError
from ..ports import Answer, Provider, Request, Restarted, TextDelta, Usage
from ..providers import telemetry_id

if TYPE_CHECKING:
    from opentelemetry.metrics import Histogram
    from opentelemetry.trace import Span

NAME = "docstring-ls"
# Ends of buckets, in seconds: those that OpenTelemetry's GenAI conventions give for a request.
SECONDS = tuple(0.01 * 2**n for n in range(14))
# The same in tokens.
TOKENS = tuple(float(4**n) for n in range(14))
# Seconds between two texts of a stream: finest round 20 to 100 ms, where most of them lie.
CHUNKS = (0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 2.5, 5.0)
# From a hundredth of a cent to 26 dollars for one request.
DOLLARS = tuple(0.0001 * 4**n for n in range(10))


@dataclass(frozen=True)
class Instruments:
    """The histograms; without an SDK they do nothing."""

    duration: Histogram
    tokens: Histogram
    first: Histogram
    chunk: Histogram
    cost: Histogram


class Traced:
    """A provider around another that reports each request.

    Args:
        inner: The provider that asks.
        model: The model, or deployment, as configured.
        server: Host of the endpoint.
    """

    def __init__(self, inner: Provider, model: str = "", server: str = "") -> None:
        self.name = inner.name
        self._inner = inner
        self._attributes = {
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": telemetry_id(inner.name),
            "gen_ai.request.model": model,
        }
        if server:
            self._attributes["server.address"] = server

    async def answer(self, request: Request) -> AsyncIterator[TextDelta | Restarted | Answer]:
        """Yield what the inner provider yields.

        Raises:
            ProviderError: As the inner provider does.
        """
        observed = ObservedRequest(self._attributes, request.correlation)
        try:
            async for step in self._inner.answer(request):
                observed.step(step)
                yield step
        except BaseException as error:
            observed.failed(error)
            raise
        finally:
            observed.end()

    async def close(self) -> None:
        """Release the inner provider."""
        await self._inner.close()


@dataclass
class ObservedRequest:
    """One request as it is seen from outside.

    Attributes:
        attributes: What all figures of the request carry.
        correlation: Our own id of the request.
    """

    attributes: Mapping[str, str]
    correlation: str
    started: float = field(default_factory=time.perf_counter)
    _latest: float = 0.0
    _error: str = ""
    _sent: bool = True
    _answer: Answer | None = None

    def __post_init__(self) -> None:
        name = f"chat {self.attributes['gen_ai.request.model']}".strip()
        self._span: Span = _tracer().start_span(name, kind=_client(), attributes=self.attributes)
        self._span.set_attribute("docstring.correlation_id", self.correlation)

    def step(self, step: TextDelta | Restarted | Answer) -> None:
        """See a step of the answer."""
        now = time.perf_counter()
        if isinstance(step, Answer):
            self._answer = step
        elif isinstance(step, Restarted):
            self._span.add_event("docstring.withdrawn")
        elif self._latest:
            instruments().chunk.record(now - self._latest, self.attributes)
        else:
            instruments().first.record(now - self.started, self.attributes)
        self._latest = now if isinstance(step, TextDelta) else self._latest

    def failed(self, error: BaseException) -> None:
        """See how it failed; a caller that went away, having the answer, is no failure."""
        if self._answer is None:
            self._error = _error_type(error)
            self._sent = not isinstance(error, BudgetSpent)
            request_id = getattr(error, "request_id", "")
            if request_id:
                self._span.set_attribute("azure.request_id", request_id)

    def end(self) -> None:
        """Record the request as a whole."""
        attributes = dict(self.attributes)
        if self._error:
            attributes["error.type"] = self._error
            self._fail_span()
        if self._answer:
            attributes["gen_ai.response.model"] = self._answer.model
            self._describe(self._answer)
            self._record(self._answer.usage, attributes)
        if self._sent:
            instruments().duration.record(time.perf_counter() - self.started, attributes)
        self._span.end()

    def _fail_span(self) -> None:
        from opentelemetry.trace import Status, StatusCode

        self._span.set_attribute("error.type", self._error)
        self._span.set_status(Status(StatusCode.ERROR))

    def _describe(self, answer: Answer) -> None:
        more: dict[str, Any] = {
            "gen_ai.response.model": answer.model,
            "gen_ai.response.finish_reasons": ["stop"],
            "azure.request_id": answer.request_id,
        }
        usage = answer.usage
        if usage:
            more["gen_ai.usage.input_tokens"] = usage.prompt_tokens
            more["gen_ai.usage.output_tokens"] = usage.completion_tokens
            more["gen_ai.usage.cache_read.input_tokens"] = usage.cached_tokens
            more["gen_ai.usage.reasoning.output_tokens"] = usage.reasoning_tokens
        self._span.set_attributes({key: value for key, value in more.items() if value != ""})

    def _record(self, usage: Usage | None, attributes: dict[str, str]) -> None:
        if usage is None:
            return
        tokens = instruments().tokens
        tokens.record(usage.prompt_tokens, {**attributes, "gen_ai.token.type": "input"})
        tokens.record(usage.completion_tokens, {**attributes, "gen_ai.token.type": "output"})
        if usage.cost is not None:
            instruments().cost.record(usage.cost, attributes)


@functools.cache
def instruments() -> Instruments:
    """The histograms of the meter provider in force."""
    from opentelemetry.metrics import get_meter

    meter = get_meter(NAME)

    def histogram(name: str, unit: str, help: str, bounds: tuple[float, ...]) -> Histogram:
        return meter.create_histogram(name, unit, help, explicit_bucket_boundaries_advisory=bounds)

    client = "gen_ai.client"
    return Instruments(
        histogram(f"{client}.operation.duration", "s", "Duration of a request.", SECONDS),
        histogram(f"{client}.token.usage", "{token}", "Tokens sent and received.", TOKENS),
        histogram(
            f"{client}.operation.time_to_first_chunk", "s", "Time to the first text.", SECONDS
        ),
        histogram(f"{client}.operation.time_per_output_chunk", "s", "Time between texts.", CHUNKS),
        histogram("docstring.cost", "{USD}", "Cost of a request.", DOLLARS),
    )


def _error_type(error: BaseException) -> str:
    if isinstance(error, DocstringLsError):
        return error.code
    left = isinstance(error, (asyncio.CancelledError, GeneratorExit))
    return "cancelled" if left else type(error).__name__


def _tracer() -> Any:
    from opentelemetry.trace import get_tracer

    return get_tracer(NAME)


def _client() -> Any:
    from opentelemetry.trace import SpanKind

    return SpanKind.CLIENT
