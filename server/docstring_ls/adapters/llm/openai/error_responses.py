"""Error answers → failures: what is wrong, who has to mend it, which setting to change."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ....errors import (
    AuthenticationFailed,
    DeploymentMissing,
    ProviderError,
    RateLimited,
    TooLarge,
    Unreachable,
)
from ....options import kebab, variable
from ..failure import Failure, RetryDecision, code_of
from ..stream_failures import filtered
from .credentials import ROLE
from .deployments import Deployment
from .response_headers import wait_of
from .service_error import Rejection, ServiceError

_NO_MODEL = ("DeploymentNotFound", "model_not_found")
# Ollama and vLLM name no code: 'model "x" not found, try pulling it first', 'does not exist'.
_NO_MODEL_TOLD = re.compile(r"\bmodel\b.*\b(?:not found|does not exist)", re.I)


def failure_of_response(
    service_error: ServiceError, headers: Mapping[str, str], deployment: Deployment
) -> Failure:
    """The failure of an error answer."""
    if service_error.code == "content_filter" or service_error.filters:
        part = "prompt" if service_error.status else "answer"
        return Failure(filtered(part, service_error.filters, deployment.label))
    wait = wait_of(headers, service_error.message)
    if service_error.status == 429 or "ratelimit" in service_error.code.lower().replace("_", ""):
        return _rate_limited(service_error, wait, deployment)
    if (
        service_error.status in (408, 409)
        or service_error.status >= 500
        or (not service_error.status and not _asked_wrong(service_error))
    ):
        return Failure(_service_failed(service_error, deployment), RetryDecision.AGAIN, wait)
    if 300 <= service_error.status < 400:
        return _redirected(deployment)
    known = {401: _unauthorized, 403: _forbidden, 404: _not_found, 413: _rejected, 431: _rejected}
    return known.get(service_error.status, _rejected)(service_error, deployment)


def _asked_wrong(service_error: ServiceError) -> bool:
    return bool(re.search(r"invalid|unsupported|context_length|above_max", service_error.code))


def _rate_limited(
    service_error: ServiceError, wait: float | None, deployment: Deployment
) -> Failure:
    if service_error.code == "insufficient_quota":
        error = RateLimited(
            f"The quota of {deployment.label} is used up.",
            "Check billing and quota of the subscription, or name another one in deployments.",
            code="quota",
        )
        error.ends_run = True
        return Failure(error, RetryDecision.ELSEWHERE, wait)
    seconds = f" It asks to wait {wait:,.0f} seconds." if wait and wait >= 1 else ""
    error = RateLimited(
        f"{deployment.label} has reached its rate limit.{seconds}",
        "Wait a little, ask for a higher quota, lower context-budget, or name a second one "
        "in deployments.",
    )
    error.retry_after = wait or 0.0
    return Failure(error, RetryDecision.AGAIN, wait)


def _service_failed(service_error: ServiceError, deployment: Deployment) -> ProviderError:
    kind = (
        f"HTTP {service_error.status}"
        if service_error.status
        else code_of(service_error.code) or "an error in its answer"
    )
    error = ProviderError(
        f"{deployment.label} failed ({kind}).",
        "Try again later; https://azure.status.microsoft shows known failures."
        if deployment.endpoint.azure
        else "Try again later.",
        code="service-failed",
    )
    error.is_outage = True
    return error


def _redirected(deployment: Deployment) -> Failure:
    option = deployment.endpoint.option
    error = Unreachable(
        f"{deployment.endpoint.host} redirects to another address, which is not followed.",
        f"Set {option} to the final address.",
        code="redirect",
    )
    error.ends_run = True
    return Failure(error)


def _unauthorized(service_error: ServiceError, deployment: Deployment) -> Failure:
    name = deployment.endpoint.host
    if not deployment.endpoint.azure:
        error = _refused_key(deployment)
    elif (
        "Principal does not have access" in service_error.message
        or service_error.code == "PermissionDenied"
    ):
        error = AuthenticationFailed(
            f"You are signed in, but have no role that lets you use {name}.",
            f"Ask for the role '{ROLE}' on the resource.",
            code="missing-role",
        )
    elif "audience" in service_error.message or "token" in service_error.message.lower():
        error = AuthenticationFailed(
            f"{name} did not accept the Microsoft Entra ID token: it is out of date or of a "
            "wrong scope.",
            "Sign in again with 'az login', or set token-scope to "
            "https://cognitiveservices.azure.com/.default or https://ai.azure.com/.default.",
            code="token",
        )
    else:
        error = _refused_key(deployment)
    return Failure(error)


def _refused_key(deployment: Deployment) -> AuthenticationFailed:
    name = deployment.endpoint.host
    return AuthenticationFailed(f"{name} did not accept the key.", _check_key(deployment))


def _check_key(deployment: Deployment) -> str:
    key = deployment.endpoint.spec.credentials[0]
    return (
        f"Check {kebab(key)} ({variable(key)}) and that it belongs to {deployment.endpoint.host}."
    )


def _forbidden(service_error: ServiceError, deployment: Deployment) -> Failure:
    name = deployment.endpoint.host
    if "Network" in service_error.message or "Firewall" in service_error.message:
        error: ProviderError = Unreachable(
            f"The firewall of {name} does not let this machine in.",
            "Connect to your company's network, or ask for access from this one.",
            code="firewall",
        )
    elif "treaming" in service_error.message:
        error = DeploymentMissing(
            f"{deployment.label} does not allow streaming.", "Choose another deployment."
        )
    else:
        error = AuthenticationFailed(
            f"{name} forbids this request.",
            f"Ask for the role '{ROLE}' on the resource, and check that it is not blocked."
            if deployment.endpoint.azure
            else _check_key(deployment),
            code="forbidden",
        )
    # Whoever may not come in today may not for the next symbol either.
    error.ends_run = True
    return Failure(error)


def _not_found(service_error: ServiceError, deployment: Deployment) -> Failure:
    if service_error.code in _NO_MODEL or _NO_MODEL_TOLD.search(service_error.message):
        option = kebab(deployment.endpoint.spec.target)
        error = DeploymentMissing(
            f"There is no {option} {deployment.name!r} at {deployment.endpoint.host}.",
            f"Correct {option} (AZURE_OPENAI_DEPLOYMENT); a new one takes up to five minutes."
            if deployment.endpoint.azure
            else f"Correct {option}.",
        )
        return Failure(error, RetryDecision.ELSEWHERE)
    endpoint = deployment.endpoint
    other = "api-version" if endpoint.azure else kebab(endpoint.spec.target)
    error = DeploymentMissing(
        f"{deployment.endpoint.host} does not know the path of the request.",
        f"Check {endpoint.option} and {other}.",
        code="path",
    )
    return Failure(error)


def _rejected(service_error: ServiceError, deployment: Deployment) -> Failure:
    """An answer that says that something in the request is wrong: learning may help."""
    if re.search(
        r"OperationNotSupported|does not work with the specified model",
        service_error.code + service_error.message,
    ):
        error: ProviderError = DeploymentMissing(
            f"The model behind {deployment.label} does not chat.",
            "Choose another deployment: docstring-ls uses chat completions.",
        )
        return Failure(error, RetryDecision.ELSEWHERE)
    if service_error.status == 413 or service_error.code in (
        "context_length_exceeded",
        "string_above_max_length",
    ):
        error = TooLarge(
            f"The request is larger than {deployment.label} takes.",
            "Lower context-budget, or document smaller parts.",
        )
        return Rejection(error, service_error, RetryDecision.ADAPT)
    detail = " ".join(
        part for part in (code_of(service_error.code), code_of(service_error.param)) if part
    )
    error = ProviderError(
        f"{deployment.label} rejected the request (HTTP {service_error.status or 200}"
        + (f", {detail})." if detail else ")."),
        "Run docstring-ls doctor; the setting model may not fit the deployment.",
        code="rejected",
    )
    # Reasoning that has used up the cap is told as a bad request.
    reached = "output limit was reached" in service_error.message
    decision = RetryDecision.MORE_ROOM if reached else RetryDecision.ADAPT
    return Rejection(error, service_error, decision)
