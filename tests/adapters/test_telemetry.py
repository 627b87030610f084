"""OpenTelemetry: the GenAI figures, and never a text."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time

import pytest
from opentelemetry import metrics, trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from docstring_ls.adapters import telemetry, telemetry_export
from docstring_ls.adapters.telemetry import Traced
from docstring_ls.errors import BudgetSpent, RateLimited
from docstring_ls.ports import Restarted, TextDelta, Usage
from support.provider import Scripted, answer, collect, request

USAGE = Usage(120, 30, 64, 8, cost=0.0005)
PLAIN = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "azure.ai.openai",
    "gen_ai.request.model": "prod",
    "server.address": "x.openai.azure.com",
}
ANSWERED = PLAIN | {"gen_ai.response.model": "gpt-4o-2024-11-20"}


@pytest.fixture
def exported(monkeypatch):
    """What reaches exporters: spans, and histogram points by name."""
    reader, spans = InMemoryMetricReader(), InMemorySpanExporter()
    meters, tracers = MeterProvider([reader]), TracerProvider()
    tracers.add_span_processor(SimpleSpanProcessor(spans))
    monkeypatch.setattr(metrics, "get_meter", meters.get_meter)
    monkeypatch.setattr(trace, "get_tracer", tracers.get_tracer)
    telemetry.instruments.cache_clear()
    yield Exported(reader, spans)
    telemetry.instruments.cache_clear()
    meters.shutdown()
    tracers.shutdown()


class Exported:
    def __init__(self, reader, spans):
        self._reader, self._spans = reader, spans

    @property
    def span(self):
        (found,) = self._spans.get_finished_spans()
        return found

    def points(self):
        data = self._reader.get_metrics_data()
        found = {}
        for resource in data.resource_metrics if data else ():
            for scope in resource.scope_metrics:
                for metric in scope.metrics:
                    found[metric.name] = (metric.unit, list(metric.data.data_points))
        return found


def traced(*steps):
    return Traced(Scripted(*steps), model="prod", server="x.openai.azure.com")


@pytest.mark.real_time
async def test_answer_is_measured_in_all_histograms(exported):
    steps = (TextDelta("a"), 0.02, TextDelta("b"), answer("ab", usage=USAGE, request_id="apim-1"))
    began = time.perf_counter()
    await collect(traced(*steps), request())
    took = time.perf_counter() - began
    points = exported.points()
    client = "gen_ai.client"
    assert {name: unit for name, (unit, _) in points.items()} == {
        f"{client}.operation.duration": "s",
        f"{client}.operation.time_to_first_chunk": "s",
        f"{client}.operation.time_per_output_chunk": "s",
        f"{client}.token.usage": "{token}",
        "docstring.cost": "{USD}",
    }
    (duration,) = points[f"{client}.operation.duration"][1]
    assert dict(duration.attributes) == ANSWERED and 0.02 <= duration.sum <= took
    assert duration.explicit_bounds[0] == 0.01 and duration.explicit_bounds[-1] == 81.92
    (chunk,) = points[f"{client}.operation.time_per_output_chunk"][1]
    assert chunk.count == 1 and chunk.sum >= 0.02
    kinds = {p.attributes["gen_ai.token.type"]: p.sum for p in points[f"{client}.token.usage"][1]}
    assert kinds == {"input": 120, "output": 30}
    assert points["docstring.cost"][1][0].sum == 0.0005


async def test_span_ties_our_id_to_the_services(exported):
    await collect(traced(answer("ab", usage=USAGE, request_id="apim-1")), request())
    span = exported.span
    assert span.name == "chat prod" and span.kind is trace.SpanKind.CLIENT
    assert dict(span.attributes) == ANSWERED | {
        "docstring.correlation_id": "c0ffee",
        "azure.request_id": "apim-1",
        "gen_ai.response.finish_reasons": ("stop",),
        "gen_ai.usage.input_tokens": 120,
        "gen_ai.usage.output_tokens": 30,
        "gen_ai.usage.cache_read.input_tokens": 64,
        "gen_ai.usage.reasoning.output_tokens": 8,
    }


async def test_failure_has_its_code_and_no_answer_figures(exported):
    error = RateLimited("The quota is used up: secret")
    error.request_id = "apim-2"
    await asyncio.gather(collect(traced(error), request()), return_exceptions=True)
    assert exported.span.attributes["error.type"] == "rate-limit"
    assert exported.span.attributes["azure.request_id"] == "apim-2"
    assert not exported.span.status.is_ok
    (duration,) = exported.points()["gen_ai.client.operation.duration"][1]
    assert dict(duration.attributes) == PLAIN | {"error.type": "rate-limit"}
    assert "docstring.cost" not in exported.points()


async def test_what_was_never_sent_has_no_duration(exported):
    await asyncio.gather(collect(traced(BudgetSpent("no")), request()), return_exceptions=True)
    assert exported.span.attributes["error.type"] == "budget"
    assert exported.points() == {}


async def test_cancelled_request_ends_its_span(exported):
    task = asyncio.create_task(collect(traced(TextDelta("a"), 30.0), request()))
    await asyncio.sleep(0.02)
    task.cancel()
    await asyncio.wait({task})
    assert exported.span.attributes["error.type"] == "cancelled"


async def test_withdrawn_text_is_an_event(exported):
    steps = (TextDelta("a"), Restarted("secret reason"), TextDelta("b"), answer("b", usage=USAGE))
    await collect(traced(*steps), request())
    assert [event.name for event in exported.span.events] == ["docstring.withdrawn"]


async def test_no_text_of_code_or_answer_is_exported(exported):
    steps = (TextDelta("secret"), answer("secret answer", usage=USAGE))
    await collect(traced(*steps), request("secret source", qualname="secret_name"))
    shown = exported.span.to_json() + str(exported.points())
    assert "secret" not in shown


async def test_without_an_sdk_a_request_costs_next_to_nothing():
    steps = (*[TextDelta("x")] * 5000, answer("x"))
    provider, bare = traced(*steps), Scripted(*steps)
    ours, others = [], []
    for _ in range(5):
        for asked, times in ((provider, ours), (bare, others)):
            started = time.thread_time()
            await collect(asked, request())
            times.append(time.thread_time() - started)
    # 5,000 pieces; measured at 3 µs each, far below one network packet.
    assert min(ours) - min(others) < 0.25


EXPORT = """
import asyncio, os
from docstring_ls.adapters.telemetry_export import start_export
from docstring_ls.adapters.telemetry import ObservedRequest
print(start_export(os.environ))
ObservedRequest({"gen_ai.request.model": "prod"}, "c0ffee").end()
"""


def run_export(**environ):
    return subprocess.run(
        [sys.executable, "-c", EXPORT],
        env={"PATH": "", **environ},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_nothing_is_exported_unless_the_environment_asks():
    done = run_export()
    assert done.stdout == "False\n" and done.stderr == ""


def test_standard_environment_exports_metrics_and_spans():
    done = run_export(OTEL_TRACES_EXPORTER="console", OTEL_METRICS_EXPORTER="console")
    assert done.stdout.startswith("True\n"), done.stderr
    assert '"service.name": "docstring-ls"' in done.stdout
    assert "gen_ai.client.operation.duration" in done.stdout and '"chat prod"' in done.stdout


def test_users_own_service_name_stays():
    done = run_export(OTEL_TRACES_EXPORTER="console", OTEL_SERVICE_NAME="mine")
    assert '"service.name": "mine"' in done.stdout


def test_unknown_exporter_is_a_warning_and_no_crash():
    done = run_export(OTEL_TRACES_EXPORTER="nonsense")
    assert done.returncode == 0 and done.stdout == "False\n"
    assert "telemetry is off" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("environ", "wished"),
    [
        ({}, False),
        ({"OTEL_SERVICE_NAME": "x"}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4318"}, True),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": ""}, False),
        ({"OTEL_TRACES_EXPORTER": "otlp", "OTEL_SDK_DISABLED": "true"}, False),
        ({"OTEL_METRICS_EXPORTER": "prometheus"}, True),
        ({"OTEL_TRACES_EXPORTER": "none"}, False),
    ],
)
def test_what_counts_as_a_wish(environ, wished):
    assert telemetry_export.wanted(environ) is wished
