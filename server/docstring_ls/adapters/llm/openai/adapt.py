"""What a rejection teaches about asking a deployment; learned once, used from then on."""

from __future__ import annotations

import re
from dataclasses import replace

from ....errors import TooLarge
from ..failure import Failure
from ..limits import Need, Size, fitting
from .deployment_profile import (
    FUNCTION,
    MAX_COMPLETION,
    MAX_TOKENS,
    RESERVE,
    SCHEMA,
    TEXT,
    DeploymentProfile,
)
from .service_error import Rejection, ServiceError


def adapt(profile: DeploymentProfile, failure: Failure, size: Size) -> bool:
    """Change the profile so that the next attempt may succeed.

    Args:
        profile: What is known; changed in place.
        failure: The rejection; a TooLarge gets the prompt size that would fit.
        size: What was sent.

    Returns:
        Whether sending again makes sense.
    """
    if not isinstance(failure, Rejection):
        return False
    service_error = failure.service_error
    if isinstance(failure.error, TooLarge):
        return _learn_window(profile, failure.error, service_error, size)
    if _too_much_asked(profile, service_error):
        return True
    return _drop(profile, service_error)


def _learn_window(
    profile: DeploymentProfile, error: TooLarge, service_error: ServiceError, size: Size
) -> bool:
    """Learn the real window; true when a smaller answer is enough to fit."""
    message = service_error.message.replace(",", "")
    if service_error.code == "string_above_max_length":
        most = re.search(r"maximum length (\d+)", message)
        profile.characters = int(most[1]) if most else profile.characters // 2
        error.prompt_budget = profile.characters // 4
        return False
    window = re.search(r"(?:context length is|configured limit of) (\d+) tokens", message)
    used = re.search(r"\((\d+) in the messages|resulted in (\d+) tokens", message)
    if not window:
        error.prompt_budget = size.prompt // 2
        return False
    limit = int(window[1])
    total = "context length" in message
    prompt = next((int(each) for each in (used.groups() if used else ()) if each), 0)
    before = profile.model
    profile.model = replace(
        before,
        input=min(before.input, limit),
        window=limit if total else max(before.window, limit),
    )
    profile.correct(prompt - size.counted)
    if total and prompt and limit - prompt >= size.answer // 2 and before.window > limit:
        return True
    error.window = limit
    error.message = f"{error.message.rstrip('.')}: its window is {limit:,} tokens."
    error.prompt_budget = fitting(Need(0, size.beside, size.answer), profile, 0)
    return False


def _too_much_asked(profile: DeploymentProfile, service_error: ServiceError) -> bool:
    most = re.search(r"at most (\d+) completion tokens", service_error.message.replace(",", ""))
    if not most or int(most[1]) >= profile.model.output:
        return False
    profile.model = replace(profile.model, output=int(most[1]))
    return True


def _drop(profile: DeploymentProfile, service_error: ServiceError) -> bool:
    """Leave out, or replace, what the deployment does not know."""
    complaint = f"{service_error.param} {service_error.message}".lower()
    if (
        MAX_TOKENS in complaint and MAX_COMPLETION in complaint
    ) or service_error.param == MAX_TOKENS:
        return _other_cap(profile, service_error)
    if MAX_COMPLETION in complaint:
        return _set(profile, "cap", MAX_TOKENS)
    if "temperature" in complaint:
        return _set(profile, "temperature", False)
    if "stream_options" in complaint or "include_usage" in complaint:
        return _set(profile, "usage", False)
    if "reasoning_effort" in complaint or "reasoning.effort" in complaint:
        return _other_effort(profile, complaint)
    return _simpler_form(profile, complaint)


def _other_cap(profile: DeploymentProfile, service_error: ServiceError) -> bool:
    """The parameter that is complained about decides; the message names both."""
    unknown = service_error.param or MAX_TOKENS
    if profile.cap != unknown:
        return False
    profile.cap = MAX_COMPLETION if unknown == MAX_TOKENS else MAX_TOKENS
    if profile.cap == MAX_COMPLETION:
        profile.reserve = profile.reserve or RESERVE["low"]
    return True


def _other_effort(profile: DeploymentProfile, complaint: str) -> bool:
    if not profile.effort:
        return False
    allowed = [each for each in RESERVE if re.search(rf"['\"]{each}['\"]", complaint)]
    others = [each for each in allowed if each != profile.effort]
    profile.effort = others[0] if others else ""
    profile.reserve = max(profile.reserve, RESERVE[profile.effort or "medium"])
    return True


def _simpler_form(profile: DeploymentProfile, complaint: str) -> bool:
    if profile.form == SCHEMA and re.search(
        r"response_format|json_schema|structured|schema", complaint
    ):
        return _set(profile, "form", FUNCTION)
    if profile.form == FUNCTION and re.search(r"tool|function", complaint):
        return _set(profile, "form", TEXT)
    return False


def _set(profile: DeploymentProfile, name: str, value: object) -> bool:
    if getattr(profile, name) == value:
        return False
    setattr(profile, name, value)
    return True
