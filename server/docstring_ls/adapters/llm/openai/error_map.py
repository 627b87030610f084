"""Every foreign exception, and every end of an answer → a failure; the only place that maps."""

from __future__ import annotations

from collections.abc import Mapping

from ....errors import Incomplete, ProviderError, Refused, Unreachable
from ..failure import Failure, RetryDecision, ServiceError, code_of, service_error_of
from .deployments import Deployment
from .error_responses import failure_of_response, filtered
from .stream import DeadlineExceeded, Malformed, NoStream, Oversized, ServiceFailed, StreamResult


def failure_of(problem: BaseException, deployment: Deployment) -> Failure:
    """The failure behind any exception of an attempt."""
    if isinstance(problem, Failure):
        return problem
    if isinstance(problem, ProviderError):
        return Failure(problem)
    if isinstance(problem, DeadlineExceeded):
        text = f"{deployment.label} did not finish its answer in time."
        return Failure(Incomplete(text, "Try again, or raise timeout.", code="overdue"))
    if isinstance(problem, TimeoutError):
        return _stalled(deployment)
    if isinstance(problem, Malformed):
        text = f"{deployment.label} sent an answer that can't be read."
        return Failure(Incomplete(text, "Try again.", code="malformed"), RetryDecision.AGAIN)
    if isinstance(problem, Oversized):
        return _oversized(deployment)
    if isinstance(problem, NoStream):
        return _no_stream(problem, deployment)
    if isinstance(problem, ServiceFailed):
        return failure_of_response(service_error_of(0, problem.body), {}, deployment)
    return _foreign(problem, deployment)


def failure_of_result(result: StreamResult, text: str, deployment: Deployment) -> Failure | None:
    """The failure of an answer that ended, or None when it is complete."""
    name = deployment.label
    if result.finish == "content_filter":
        return Failure(filtered("answer", result.filtered, deployment))
    if result.refusal:
        return Failure(Refused(f"{name} declined to answer.", "Write this docstring by hand."))
    if not result.finish:
        return Failure(
            Incomplete(f"The answer of {name} broke off.", "Try again."), RetryDecision.AGAIN
        )
    if result.finish == "length":
        error = Incomplete(
            f"The answer of {name} was longer than answer-tokens allows.",
            "Raise answer-tokens, or choose detail brief.",
            code="length",
        )
        return Failure(error, RetryDecision.ADAPT, service_error=ServiceError(code="length"))
    if not text.strip():
        return Failure(
            Incomplete(f"{name} sent an empty answer.", "Try again."), RetryDecision.AGAIN
        )
    return None


def _foreign(problem: BaseException, deployment: Deployment) -> Failure:
    import httpx2
    import openai

    if isinstance(problem, openai.APIStatusError):
        service_error = service_error_of(problem.status_code, problem.body)
        failure = failure_of_response(service_error, problem.response.headers, deployment)
        failure.error.request_id = request_id(problem.response.headers)
        return failure
    if isinstance(problem, openai.APITimeoutError):
        return _unreachable(deployment, "did not accept a connection in time")
    if isinstance(problem, openai.APIConnectionError):
        return _connection(problem.__cause__ or problem, deployment)
    if isinstance(problem, httpx2.TimeoutException):
        return _stalled(deployment)
    if isinstance(problem, httpx2.HTTPError):
        text = f"The connection to {deployment.label} broke in the middle of the answer."
        return Failure(Incomplete(text, "Try again.", code="cut"), RetryDecision.AGAIN)
    raise problem


def request_id(headers: Mapping[str, str]) -> str:
    """The id that Azure's support asks for."""
    return code_of(headers.get("apim-request-id") or headers.get("x-request-id"))


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


def _stalled(deployment: Deployment) -> Failure:
    error = Incomplete(
        f"{deployment.label} stopped sending.",
        "Try again, or raise idle-timeout.",
        code="stalled",
    )
    return Failure(error, RetryDecision.AGAIN)


def _oversized(deployment: Deployment) -> Failure:
    error = Incomplete(
        f"{deployment.label} sent far more than answer-tokens allows; its answer was cut off.",
        f"Check {deployment.endpoint.option}, or raise answer-tokens.",
        code="oversized",
    )
    return Failure(error, RetryDecision.ELSEWHERE)


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
