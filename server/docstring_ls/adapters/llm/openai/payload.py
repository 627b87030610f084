"""One request to a deployment, in the form that the deployment knows."""

from __future__ import annotations

from typing import Any

from ....core.prompt import SCHEMA, SCHEMA_NAME, Prompt
from ....options import Options
from ..messages import Sent, mappings, with_schema
from .deployment_profile import FUNCTION, TEXT, DeploymentProfile
from .deployment_profile import SCHEMA as SCHEMA_FORM
from .deployments import Deployment


def messages_of(prompt: Prompt, profile: DeploymentProfile) -> list[Sent]:
    """The messages; where no schema can be sent along, it stands in the first one."""
    messages = mappings(prompt.messages)
    return with_schema(messages) if messages and profile.form == TEXT else messages


def shape_of(profile: DeploymentProfile) -> dict[str, Any]:
    """How the answer's shape is asked for."""
    if profile.form == SCHEMA_FORM:
        shape = {"name": SCHEMA_NAME, "strict": True, "schema": SCHEMA}
        return {"response_format": {"type": "json_schema", "json_schema": shape}}
    if profile.form == FUNCTION:
        function = {"name": SCHEMA_NAME, "parameters": SCHEMA}
        chosen = {"type": "function", "function": {"name": SCHEMA_NAME}}
        return {"tools": [{"type": "function", "function": function}], "tool_choice": chosen}
    return {}


def payload_of(
    deployment: Deployment,
    messages: list[Sent],
    profile: DeploymentProfile,
    options: Options,
    cap: int,
) -> dict[str, Any]:
    """The body's fields."""
    payload: dict[str, Any] = {"model": deployment.name, "messages": messages, "stream": True}
    payload |= shape_of(profile)
    payload[profile.cap] = cap
    if profile.usage:
        payload["stream_options"] = {"include_usage": True}
    if profile.temperature:
        payload["temperature"] = options.temperature
    if profile.effort:
        payload["reasoning_effort"] = profile.effort
    return payload
