"""Every foreign exception, and every ending of an answer → a fault; the only place that maps."""

from __future__ import annotations

from collections.abc import Mapping

from ...errors import Incomplete, ProviderError, Refused, Unreachable
from .deployments import Deployment
from .fault import Fault, Remedy, Said, code_of, said_of
from .statuses import fault_of_answer, filtered
from .stream import Ending, Malformed, NoStream, Overdue, Oversized, ServiceSaid


def fault_of(problem: BaseException, deployment: Deployment) -> Fault:
    """The fault behind any exception of an attempt."""
    if isinstance(problem, Fault):
        return problem
    if isinstance(problem, ProviderError):
        return Fault(problem)
    if isinstance(problem, Overdue):
        text = f"{deployment.label} did not finish its answer in time."
        return Fault(Incomplete(text, "Try again, or raise timeout.", code="overdue"))
    if isinstance(problem, TimeoutError):
        return _stalled(deployment)
    if isinstance(problem, Malformed):
        text = f"{deployment.label} sent an answer that can't be read."
        return Fault(Incomplete(text, "Try again.", code="malformed"), Remedy.AGAIN)
    if isinstance(problem, Oversized):
        return _oversized(deployment)
    if isinstance(problem, NoStream):
        return _no_stream(problem, deployment)
    if isinstance(problem, ServiceSaid):
        return fault_of_answer(said_of(0, problem.body), {}, deployment)
    return _foreign(problem, deployment)


def fault_of_ending(ending: Ending, text: str, deployment: Deployment) -> Fault | None:
    """The fault of an answer that ended, or None when it is complete."""
    name = deployment.label
    if ending.finish == "content_filter":
        return Fault(filtered("answer", ending.filtered, deployment))
    if ending.refusal:
        return Fault(Refused(f"{name} declined to answer.", "Write this docstring by hand."))
    if not ending.finish:
        return Fault(Incomplete(f"The answer of {name} broke off.", "Try again."), Remedy.AGAIN)
    if ending.finish == "length":
        error = Incomplete(
            f"The answer of {name} was longer than answer-tokens allows.",
            "Raise answer-tokens, or choose detail brief.",
            code="length",
        )
        return Fault(error, Remedy.ADAPT, said=Said(code="length"))
    if not text.strip():
        return Fault(Incomplete(f"{name} sent an empty answer.", "Try again."), Remedy.AGAIN)
    return None


def _foreign(problem: BaseException, deployment: Deployment) -> Fault:
    import httpx2
    import openai

    if isinstance(problem, openai.APIStatusError):
        said = said_of(problem.status_code, problem.body)
        fault = fault_of_answer(said, problem.response.headers, deployment)
        fault.error.request_id = request_id(problem.response.headers)
        return fault
    if isinstance(problem, openai.APITimeoutError):
        return _unreachable(deployment, "did not accept a connection in time")
    if isinstance(problem, openai.APIConnectionError):
        return _connection(problem.__cause__ or problem, deployment)
    if isinstance(problem, httpx2.TimeoutException):
        return _stalled(deployment)
    if isinstance(problem, httpx2.HTTPError):
        text = f"The connection to {deployment.label} broke in the middle of the answer."
        return Fault(Incomplete(text, "Try again.", code="cut"), Remedy.AGAIN)
    raise problem


def request_id(headers: Mapping[str, str]) -> str:
    """The id that Azure's support asks for."""
    return code_of(headers.get("apim-request-id") or headers.get("x-request-id"))


def _connection(cause: BaseException, deployment: Deployment) -> Fault:
    import httpx2

    text = str(cause)
    if "CERTIFICATE" in text.upper():
        error = Unreachable(
            f"The certificate of {deployment.endpoint.host} is not trusted by this machine.",
            "Add your company's certificate to the system's store or set SSL_CERT_FILE.",
        )
        error.ends_run = True
        return Fault(error)
    if isinstance(cause, (httpx2.ReadError, httpx2.RemoteProtocolError, httpx2.WriteError)):
        return _unreachable(deployment, "closed the connection without an answer")
    if "WRONG_VERSION_NUMBER" in text or "RECORD_LAYER" in text:
        return _unreachable(deployment, "does not speak TLS (https)")
    if "getaddrinfo" in text or "Name or service" in text or "nodename" in text:
        return _unreachable(deployment, "is not known under this name")
    return _unreachable(deployment, "can't be reached")


def _unreachable(deployment: Deployment, what: str) -> Fault:
    option = deployment.endpoint.option
    error = Unreachable(
        f"{deployment.endpoint.host} {what}.",
        f"Check {option}, the network and the proxy (HTTPS_PROXY).",
    )
    return Fault(error, Remedy.AGAIN)


def _stalled(deployment: Deployment) -> Fault:
    error = Incomplete(
        f"{deployment.label} stopped sending.",
        "Try again, or raise idle-timeout.",
        code="stalled",
    )
    return Fault(error, Remedy.AGAIN)


def _oversized(deployment: Deployment) -> Fault:
    error = Incomplete(
        f"{deployment.label} sent far more than answer-tokens allows; its answer was cut off.",
        f"Check {deployment.endpoint.option}, or raise answer-tokens.",
        code="oversized",
    )
    return Fault(error, Remedy.ELSEWHERE)


def _no_stream(problem: NoStream, deployment: Deployment) -> Fault:
    option = deployment.endpoint.option
    kind = code_of(str(problem)) or "something"
    error = Unreachable(
        f"{deployment.endpoint.host} answered with {kind}, not with a model's answer.",
        f"Check {option}: it seems to lead to a web page or a proxy.",
        code="no-stream",
    )
    error.ends_run = True
    return Fault(error)
