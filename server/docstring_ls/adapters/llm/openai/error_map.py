"""Every exception of openai and its transport → a failure; the only place that maps them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ....errors import Incomplete, Unreachable
from ..failure import Failure, RetryDecision, code_of
from ..stream_failures import Oversized, failure_of_stream, oversized, stalled
from .deployments import Deployment
from .error_responses import failure_of_response
from .response_headers import quota_of, request_id
from .service_error import service_error_of
from .stream import NoStream, ServiceFailed

if TYPE_CHECKING:
    import openai

Make = Callable[[Any, Deployment], Failure]


def failure_of(problem: Exception, deployment: Deployment) -> Failure:
    """The failure behind any exception of an attempt.

    Raises:
        Exception: The problem itself where it is a fault of ours.
    """
    make = next((make for kind, make in _error_map().items() if isinstance(problem, kind)), None)
    failure = make(problem, deployment) if make else failure_of_stream(problem, deployment.label)
    if failure is None:
        raise problem
    return failure


@functools.cache
def _error_map() -> Mapping[type[Exception], Make]:
    """The first that fits counts, so the special ones stand before the general."""
    import httpx2
    import openai

    return {
        Oversized: lambda _, to: oversized(to.label, check=to.endpoint.option),
        NoStream: _no_stream,
        ServiceFailed: lambda it, to: failure_of_response(service_error_of(0, it.body), {}, to),
        openai.APIStatusError: _status,
        openai.APITimeoutError: lambda _, to: _unreachable(
            to, "did not accept a connection in time"
        ),
        openai.APIConnectionError: lambda it, to: _connection(it.__cause__ or it, to),
        httpx2.TimeoutException: lambda _, to: stalled(to.label),
        httpx2.HTTPError: lambda _, to: _cut(to),
    }


def _status(problem: openai.APIStatusError, deployment: Deployment) -> Failure:
    headers = problem.response.headers
    rejected = service_error_of(problem.status_code, problem.body)
    failure = failure_of_response(rejected, headers, deployment)
    failure.error.request_id = request_id(headers)
    failure.quota = quota_of(headers)
    return failure


def _connection(cause: BaseException, deployment: Deployment) -> Failure:
    import httpx2

    text = str(cause)
    if "CERTIFICATE" in text.upper():
        error = Unreachable(
            f"The certificate of {deployment.endpoint.host} is not trusted by this machine.",
            "Add your company's certificate to the system's store or set SSL_CERT_FILE.",
        )
        error.ends_run = True
        return Failure(error)
    if isinstance(cause, (httpx2.ReadError, httpx2.RemoteProtocolError, httpx2.WriteError)):
        return _unreachable(deployment, "closed the connection without an answer")
    if "WRONG_VERSION_NUMBER" in text or "RECORD_LAYER" in text:
        return _unreachable(deployment, "does not speak TLS (https)")
    if "getaddrinfo" in text or "Name or service" in text or "nodename" in text:
        return _unreachable(deployment, "is not known under this name")
    return _unreachable(deployment, "can't be reached")


def _unreachable(deployment: Deployment, what: str) -> Failure:
    option = deployment.endpoint.option
    error = Unreachable(
        f"{deployment.endpoint.host} {what}.",
        f"Check {option}, the network and the proxy (HTTPS_PROXY).",
    )
    return Failure(error, RetryDecision.AGAIN)


def _cut(deployment: Deployment) -> Failure:
    text = f"The connection to {deployment.label} broke in the middle of the answer."
    return Failure(Incomplete(text, "Try again.", code="cut"), RetryDecision.AGAIN)


def _no_stream(problem: NoStream, deployment: Deployment) -> Failure:
    option = deployment.endpoint.option
    kind = code_of(str(problem)) or "something"
    error = Unreachable(
        f"{deployment.endpoint.host} answered with {kind}, not with a model's answer.",
        f"Check {option}: it seems to lead to a web page or a proxy.",
        code="no-stream",
    )
    error.ends_run = True
    return Failure(error)
