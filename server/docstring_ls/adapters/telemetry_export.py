"""Sends metrics and spans where the user's standard OTEL environment says, and nowhere else."""

from __future__ import annotations

import importlib
import importlib.util
import logging
import os
from collections.abc import Mapping
from importlib.metadata import entry_points
from typing import Any

NAME = "docstring-ls"
WISHES = ("OTEL_EXPORTER_OTLP", "OTEL_TRACES_EXPORTER", "OTEL_METRICS_EXPORTER", "OTEL_CONFIG_FILE")
PATIENCE = "3"
log = logging.getLogger(__name__)


def wanted(environ: Mapping[str, str]) -> bool:
    """Whether the environment asks for any export."""
    if environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return False
    return any(
        value not in ("", "none") for name, value in environ.items() if name.startswith(WISHES)
    )


def start_export(environ: Mapping[str, str]) -> bool:
    """Configure the OpenTelemetry SDK from the environment; whether it is running.

    Does nothing where nothing is asked for, or where ``opentelemetry-instrument`` has done it.
    A wrong configuration is one warning.
    """
    if not wanted(environ) or _configured():
        return False
    if importlib.util.find_spec("opentelemetry.sdk") is None:
        log.warning("OTEL_… is set, but the OpenTelemetry SDK is missing: docstring-ls[otel]")
        return False
    # A collector that does not answer must not hold up the end of a command for long.
    os.environ.setdefault("OTEL_EXPORTER_OTLP_TIMEOUT", PATIENCE)
    logging.getLogger("opentelemetry").setLevel(logging.ERROR)
    try:
        sdk: Any = importlib.import_module("opentelemetry.sdk._configuration")
        # The SDK wants to be configured through a subclass.
        configurator = type("Configurator", (sdk._OTelSDKConfigurator,), {})
        configurator().configure(**_arguments(environ))
    except Exception as error:
        # Exporters are foreign plug-ins: whatever they raise must not stop the server.
        log.warning("telemetry is off: %s", error)
        return False
    return True


def _configured() -> bool:
    from opentelemetry.trace import ProxyTracerProvider, get_tracer_provider

    return not isinstance(get_tracer_provider(), ProxyTracerProvider)


def _arguments(environ: Mapping[str, str]) -> dict[str, object]:
    arguments: dict[str, object] = {}
    named = environ.get("OTEL_SERVICE_NAME") or "service.name=" in environ.get(
        "OTEL_RESOURCE_ATTRIBUTES", ""
    )
    if not named:
        arguments["resource_attributes"] = {"service.name": NAME}
    for signal, group in (("trace", "traces"), ("metric", "metrics")):
        if _only_endpoint(environ, group):
            arguments[f"{signal}_exporter_names"] = _otlp(group)
            if not arguments[f"{signal}_exporter_names"]:
                log.warning("no OTLP exporter of %s is installed: docstring-ls[otel]", group)
    return arguments


def _only_endpoint(environ: Mapping[str, str], group: str) -> bool:
    """By the specification an endpoint alone means the OTLP exporter."""
    upper = group.upper()
    endpoint = environ.get("OTEL_EXPORTER_OTLP_ENDPOINT") or environ.get(
        f"OTEL_EXPORTER_OTLP_{upper}_ENDPOINT"
    )
    return bool(endpoint) and not environ.get(f"OTEL_{upper}_EXPORTER")


def _otlp(group: str) -> list[str]:
    installed = {point.name for point in entry_points(group=f"opentelemetry_{group}_exporter")}
    return sorted(installed & {"otlp_proto_http", "otlp_proto_grpc"})[-1:]
