"""Every foreign failure → one of our errors and what to do about it; the only place that maps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from ...errors import (
    AuthenticationFailed,
    DeploymentMissing,
    Filtered,
    Incomplete,
    ProviderError,
    RateLimited,
    Refused,
    TooLarge,
    Unreachable,
)
from .credentials import ROLE
from .deployments import Deployment
from .stream import Ending, Malformed, NoStream, ServiceSaid, struck
from .waiting import LONGEST_WAIT, wait_of


class Remedy(Enum):
    """What to do about a fault."""

    NONE = "tell the user"
    AGAIN = "try again, at once with another deployment, else after a pause"
    ELSEWHERE = "only another deployment can help"
    ADAPT = "the deployment wants to be asked differently"


class Fault(Exception):
    """A failed attempt.

    Attributes:
        error: What the user is told when nothing helps.
        remedy: What may help.
        wait: Seconds that the service asks to wait, None where it names none.
        said: The service's own words in numbers and codes, for learning.
    """

    def __init__(
        self,
        error: ProviderError,
        remedy: Remedy = Remedy.NONE,
        wait: float | None = None,
        said: Said | None = None,
    ) -> None:
        super().__init__()
        self.error = error
        self.remedy = remedy
        self.wait = wait
        self.said = said or Said()


@dataclass(frozen=True, slots=True)
class Said:
    """An error answer of the service, reduced to what can be matched.

    Attributes:
        status: HTTP status, 0 inside a stream.
        code: Its code.
        param: The parameter it complains about.
        message: Its message; only for matching, never shown: it may quote what was sent.
        filters: Content filters that struck.
    """

    status: int = 0
    code: str = ""
    param: str = ""
    message: str = ""
    filters: tuple[str, ...] = ()


def fault_of(problem: BaseException, deployment: Deployment) -> Fault:
    """The fault behind any exception of an attempt."""
    if isinstance(problem, Fault):
        return problem
    if isinstance(problem, ProviderError):
        return Fault(problem)
    if isinstance(problem, TimeoutError):
        return _stalled(deployment)
    if isinstance(problem, Malformed):
        text = f"{deployment.label} sent an answer that can't be read."
        return Fault(Incomplete(text, "Try again.", code="malformed"), Remedy.AGAIN)
    if isinstance(problem, NoStream):
        return _no_stream(problem, deployment)
    if isinstance(problem, ServiceSaid):
        return _status(_said(0, problem.body), {}, deployment)
    return _foreign(problem, deployment)


def fault_of_ending(ending: Ending, text: str, deployment: Deployment) -> Fault | None:
    """The fault of an answer that ended, or None when it is complete."""
    name = deployment.label
    if ending.finish == "content_filter":
        return Fault(_filtered("answer", ending.filtered, deployment))
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
        said = _said(problem.status_code, problem.body)
        fault = _status(said, problem.response.headers, deployment)
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
    return _code(headers.get("apim-request-id") or headers.get("x-request-id"))


def _connection(cause: BaseException, deployment: Deployment) -> Fault:
    import httpx2

    text = str(cause)
    if "CERTIFICATE" in text.upper():
        error = Unreachable(
            f"The certificate of {deployment.endpoint.host} is not trusted by this machine.",
            "Add your company's certificate to the system's store or set SSL_CERT_FILE.",
        )
        return Fault(error)
    if isinstance(cause, (httpx2.ReadError, httpx2.RemoteProtocolError, httpx2.WriteError)):
        return _unreachable(deployment, "closed the connection without an answer")
    if "getaddrinfo" in text or "Name or service" in text or "nodename" in text:
        return _unreachable(deployment, "is not known under this name")
    return _unreachable(deployment, "can't be reached")


def _unreachable(deployment: Deployment, what: str) -> Fault:
    option = "endpoint" if deployment.endpoint.azure else "base-url"
    error = Unreachable(
        f"{deployment.endpoint.host} {what}.",
        f"Check {option}, the network and the proxy (HTTPS_PROXY).",
    )
    return Fault(error, Remedy.AGAIN)


def _stalled(deployment: Deployment) -> Fault:
    error = Incomplete(
        f"{deployment.label} stopped sending.",
        "Try again, or raise idle-timeout or timeout.",
        code="stalled",
    )
    return Fault(error, Remedy.AGAIN)


def _no_stream(problem: NoStream, deployment: Deployment) -> Fault:
    option = "endpoint" if deployment.endpoint.azure else "base-url"
    kind = _code(str(problem)) or "something"
    error = Unreachable(
        f"{deployment.endpoint.host} answered with {kind}, not with a model's answer.",
        f"Check {option}: it seems to lead to a web page or a proxy.",
        code="no-stream",
    )
    return Fault(error)


def _status(said: Said, headers: Mapping[str, str], deployment: Deployment) -> Fault:
    """The fault of an error answer."""
    if said.code == "content_filter" or said.filters:
        part = "prompt" if said.status else "answer"
        return Fault(_filtered(part, said.filters, deployment), said=said)
    wait = wait_of(headers, said.message)
    if said.status == 429 or "ratelimit" in said.code.lower().replace("_", ""):
        return _rate_limited(said, wait, deployment)
    if (
        said.status in (408, 409)
        or said.status >= 500
        or (not said.status and not _asked_wrong(said))
    ):
        return Fault(_service_failed(said, deployment), Remedy.AGAIN, wait, said)
    if 300 <= said.status < 400:
        return _redirected(deployment)
    known = {401: _unauthorized, 403: _forbidden, 404: _not_found, 413: _rejected, 431: _rejected}
    return known.get(said.status, _rejected)(said, deployment)


def _asked_wrong(said: Said) -> bool:
    return bool(re.search(r"invalid|unsupported|context_length|above_max", said.code))


def _rate_limited(said: Said, wait: float | None, deployment: Deployment) -> Fault:
    if said.code == "insufficient_quota":
        error = RateLimited(
            f"The quota of {deployment.label} is used up.",
            "Check billing and quota of the subscription, or name another one in deployments.",
            code="quota",
        )
        return Fault(error, Remedy.ELSEWHERE, wait, said)
    seconds = f" It asks to wait {wait:,.0f} seconds." if wait and wait >= 1 else ""
    error = RateLimited(
        f"{deployment.label} has reached its rate limit.{seconds}",
        "Wait a little, ask for a higher quota, lower context-budget, or name a second one "
        "in deployments.",
    )
    error.retry_after = wait or 0.0
    never = wait is not None and wait > LONGEST_WAIT
    return Fault(error, Remedy.ELSEWHERE if never else Remedy.AGAIN, wait, said)


def _service_failed(said: Said, deployment: Deployment) -> ProviderError:
    kind = f"HTTP {said.status}" if said.status else _code(said.code) or "an error in its answer"
    return ProviderError(
        f"{deployment.label} failed ({kind}).",
        "Try again later; https://azure.status.microsoft shows known failures."
        if deployment.endpoint.azure
        else "Try again later.",
        code="service-failed",
    )


def _redirected(deployment: Deployment) -> Fault:
    option = "endpoint" if deployment.endpoint.azure else "base-url"
    error = Unreachable(
        f"{deployment.endpoint.host} redirects to another address, which is not followed.",
        f"Set {option} to the final address.",
        code="redirect",
    )
    return Fault(error)


def _unauthorized(said: Said, deployment: Deployment) -> Fault:
    name = deployment.endpoint.host
    if "Principal does not have access" in said.message or said.code == "PermissionDenied":
        error = AuthenticationFailed(
            f"You are signed in, but have no role that lets you use {name}.",
            f"Ask for the role '{ROLE}' on the resource.",
            code="missing-role",
        )
    elif "audience" in said.message or "token" in said.message.lower():
        error = AuthenticationFailed(
            f"{name} did not accept the Microsoft Entra ID token: it is out of date or of a "
            "wrong scope.",
            "Sign in again with 'az login', or set token-scope to "
            "https://cognitiveservices.azure.com/.default or https://ai.azure.com/.default.",
            code="token",
        )
    else:
        which = "api-key (AZURE_OPENAI_API_KEY)"
        if not deployment.endpoint.azure:
            which = "openai-api-key (OPENAI_API_KEY)"
        error = AuthenticationFailed(
            f"{name} did not accept the key.", f"Check {which} and that it belongs to {name}."
        )
    return Fault(error, said=said)


def _forbidden(said: Said, deployment: Deployment) -> Fault:
    name = deployment.endpoint.host
    if "Network" in said.message or "Firewall" in said.message:
        error: ProviderError = Unreachable(
            f"The firewall of {name} does not let this machine in.",
            "Connect to your company's network, or ask for access from this one.",
            code="firewall",
        )
    elif "treaming" in said.message:
        error = DeploymentMissing(
            f"{deployment.label} does not allow streaming.", "Choose another deployment."
        )
    else:
        error = AuthenticationFailed(
            f"{name} forbids this request.",
            f"Ask for the role '{ROLE}' on the resource, and check that it is not blocked.",
            code="forbidden",
        )
    return Fault(error, said=said)


def _not_found(said: Said, deployment: Deployment) -> Fault:
    if said.code == "DeploymentNotFound" or said.code == "model_not_found":
        option = "deployment" if deployment.endpoint.azure else "model"
        error = DeploymentMissing(
            f"There is no {option} {deployment.name!r} at {deployment.endpoint.host}.",
            f"Correct {option} (AZURE_OPENAI_DEPLOYMENT); a new one takes up to five minutes."
            if option == "deployment"
            else "Correct model.",
        )
        return Fault(error, Remedy.ELSEWHERE, said=said)
    settings = "endpoint and api-version" if deployment.endpoint.azure else "base-url and model"
    error = DeploymentMissing(
        f"{deployment.endpoint.host} does not know the path of the request.",
        f"Check {settings}.",
        code="path",
    )
    return Fault(error, said=said)


def _rejected(said: Said, deployment: Deployment) -> Fault:
    """An answer that says that something in the request is wrong: learning may help."""
    if re.search(
        r"OperationNotSupported|does not work with the specified model", said.code + said.message
    ):
        error: ProviderError = DeploymentMissing(
            f"The model behind {deployment.label} does not chat.",
            "Choose another deployment: docstring-ls uses chat completions.",
        )
        return Fault(error, Remedy.ELSEWHERE, said=said)
    if said.status == 413 or said.code in ("context_length_exceeded", "string_above_max_length"):
        error = TooLarge(
            f"The request is larger than {deployment.label} takes.",
            "Lower context-budget, or document smaller parts.",
        )
        return Fault(error, Remedy.ADAPT, said=said)
    detail = " ".join(part for part in (_code(said.code), _code(said.param)) if part)
    error = ProviderError(
        f"{deployment.label} rejected the request (HTTP {said.status or 200}"
        + (f", {detail})." if detail else ")."),
        "Run docstring-ls doctor; the setting model may not fit the deployment.",
        code="rejected",
    )
    return Fault(error, Remedy.ADAPT, said=said)


def _filtered(part: str, filters: tuple[str, ...], deployment: Deployment) -> Filtered:
    names = ", ".join(sorted({_code(each) for each in filters if _code(each)}))
    because = f" ({names})" if names else ""
    advice = (
        "Use exclude-from-context for the file that triggers it, or ask for a softer filter."
        if part == "prompt"
        else "Try again, or write this docstring by hand."
    )
    return Filtered(
        f"The content filter of {deployment.label} stopped the {part}{because}.", advice
    )


def _said(status: int, body: Any) -> Said:
    """Bodies are a dict, text, or nothing at all."""
    if not isinstance(body, dict):
        return Said(status)
    inner = body.get("innererror")
    inner = inner if isinstance(inner, dict) else {}
    return Said(
        status,
        _text(body.get("code")),
        _text(body.get("param")),
        _text(body.get("message")),
        struck(inner.get("content_filter_result") or inner.get("content_filter_results")),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)[:200]


def _code(value: Any) -> str:
    """A code is shown only if it looks like one: foreign text may quote what was sent."""
    text = _text(value)
    return text if re.fullmatch(r"[A-Za-z0-9_./\[\]-]{1,64}", text) else ""
