"""What a rejection teaches about asking a deployment; learned once, used from then on."""

from __future__ import annotations

import re
from dataclasses import replace

from ...errors import TooLarge
from .deployment_profile import (
    FUNCTION,
    MAX_COMPLETION,
    MAX_TOKENS,
    RESERVE,
    SCHEMA,
    TEXT,
    DeploymentProfile,
)
from .failure import Failure, ServiceError
from .limits import Need, Size, fitting

MOST_RESERVE = 32_768


def wants_more_room(said: ServiceError) -> bool:
    """Whether the answer, or the reasoning before it, ran into the cap."""
    return said.code == "length" or "output limit was reached" in said.message


def reserve_more(manners: DeploymentProfile, size: Size) -> bool:
    """Give hidden reasoning more room from now on; whether there is any."""
    if manners.reserve >= MOST_RESERVE or size.answer >= manners.model.output:
        return False
    manners.reserve = min(MOST_RESERVE, max(1024, manners.reserve * 2, size.answer))
    return True


def adapt(manners: DeploymentProfile, fault: Failure, size: Size) -> bool:
    """Change the manners so that the next attempt may succeed.

    Args:
        manners: What is known; changed in place.
        fault: The rejection; a TooLarge gets the prompt size that would fit.
        size: What was sent.

    Returns:
        Whether sending again makes sense.
    """
    said = fault.said
    if isinstance(fault.error, TooLarge):
        return _learn_window(manners, fault.error, said, size)
    if _too_much_asked(manners, said):
        return True
    return _drop(manners, said)


def _learn_window(
    manners: DeploymentProfile, error: TooLarge, said: ServiceError, size: Size
) -> bool:
    """Learn the real window; true when a smaller answer is enough to fit."""
    message = said.message.replace(",", "")
    if said.code == "string_above_max_length":
        most = re.search(r"maximum length (\d+)", message)
        manners.characters = int(most[1]) if most else manners.characters // 2
        error.prompt_budget = manners.characters // 4
        return False
    window = re.search(r"(?:context length is|configured limit of) (\d+) tokens", message)
    used = re.search(r"\((\d+) in the messages|resulted in (\d+) tokens", message)
    if not window:
        error.prompt_budget = size.prompt // 2
        return False
    limit = int(window[1])
    total = "context length" in message
    prompt = next((int(each) for each in (used.groups() if used else ()) if each), 0)
    before = manners.model
    manners.model = replace(
        before,
        input=min(before.input, limit),
        window=limit if total else max(before.window, limit),
    )
    manners.correct(prompt - size.counted)
    if total and prompt and limit - prompt >= size.answer // 2 and before.window > limit:
        return True
    error.window = limit
    error.message = f"{error.message.rstrip('.')}: its window is {limit:,} tokens."
    error.prompt_budget = fitting(Need(0, size.beside, size.answer), manners, 0)
    return False


def _too_much_asked(manners: DeploymentProfile, said: ServiceError) -> bool:
    most = re.search(r"at most (\d+) completion tokens", said.message.replace(",", ""))
    if not most or int(most[1]) >= manners.model.output:
        return False
    manners.model = replace(manners.model, output=int(most[1]))
    return True


def _drop(manners: DeploymentProfile, said: ServiceError) -> bool:
    """Leave out, or replace, what the deployment does not know."""
    complaint = f"{said.param} {said.message}".lower()
    if (MAX_TOKENS in complaint and MAX_COMPLETION in complaint) or said.param == MAX_TOKENS:
        return _other_cap(manners, said)
    if MAX_COMPLETION in complaint:
        return _set(manners, "cap", MAX_TOKENS)
    if "temperature" in complaint:
        return _set(manners, "temperature", False)
    if "stream_options" in complaint or "include_usage" in complaint:
        return _set(manners, "usage", False)
    if "reasoning_effort" in complaint or "reasoning.effort" in complaint:
        return _other_effort(manners, complaint)
    return _simpler_form(manners, complaint)


def _other_cap(manners: DeploymentProfile, said: ServiceError) -> bool:
    """The parameter that is complained about decides; the message names both."""
    unknown = said.param or MAX_TOKENS
    if manners.cap != unknown:
        return False
    manners.cap = MAX_COMPLETION if unknown == MAX_TOKENS else MAX_TOKENS
    if manners.cap == MAX_COMPLETION:
        manners.reserve = manners.reserve or RESERVE["low"]
    return True


def _other_effort(manners: DeploymentProfile, complaint: str) -> bool:
    if not manners.effort:
        return False
    allowed = [each for each in RESERVE if re.search(rf"['\"]{each}['\"]", complaint)]
    others = [each for each in allowed if each != manners.effort]
    manners.effort = others[0] if others else ""
    manners.reserve = max(manners.reserve, RESERVE[manners.effort or "medium"])
    return True


def _simpler_form(manners: DeploymentProfile, complaint: str) -> bool:
    if manners.form == SCHEMA and re.search(
        r"response_format|json_schema|structured|schema", complaint
    ):
        return _set(manners, "form", FUNCTION)
    if manners.form == FUNCTION and re.search(r"tool|function", complaint):
        return _set(manners, "form", TEXT)
    return False


def _set(manners: DeploymentProfile, name: str, value: object) -> bool:
    if getattr(manners, name) == value:
        return False
    setattr(manners, name, value)
    return True
