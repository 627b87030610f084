"""What would be sent to a deployment, certain to be within every limit; nothing is sent here."""

from __future__ import annotations

import json
from typing import Any

from ....core.prompt import SCHEMA, Prompt, chat_tokens, schema_tokens, tool_tokens
from ....options import Options
from ....ports import Counter
from ..limits import Need, Size, check_characters, size_of
from .deployment_profile import TEXT, DeploymentProfile
from .deployments import Deployment
from .payload import messages_of, payload_of, shape_of


def plan(
    prompt: Prompt,
    deployment: Deployment,
    profile: DeploymentProfile,
    options: Options,
    counter: Counter,
    *,
    tpm: int = 0,
    room: int = 0,
) -> tuple[dict[str, Any], Size]:
    """The body of the request, and its size.

    Args:
        prompt: The messages.
        deployment: Who is asked.
        profile: How it wants to be asked.
        options: The options in force.
        counter: Counts tokens, exactly or as an upper bound.
        tpm: The deployment's tokens per minute, 0 where not known.
        room: Tokens that the answer may have beyond ``answer-tokens``.

    Raises:
        TooLarge: When it can't be made to fit; with the prompt size that would.
    """
    messages = messages_of(prompt, profile)
    wanted = options.answer_tokens + profile.reserve + room
    beside = _beside(profile, counter)
    check_characters(messages, Need(0, beside, wanted), profile, tpm, deployment.label)
    need = Need(chat_tokens(counter, messages) + beside, beside, wanted)
    size = size_of(need, profile, tpm, deployment.label)
    return payload_of(deployment, messages, profile, options, size.answer), size


def _beside(profile: DeploymentProfile, counter: Counter) -> int:
    """Tokens of the schema that goes with the messages; in plain text it is one of them."""
    if profile.form == TEXT:
        return 0
    schema = schema_tokens(counter, SCHEMA)
    tools = shape_of(profile).get("tools")
    if not tools:
        return schema
    # The published formula knows flat parameters only; the text of the tools is more.
    written = counter.count(json.dumps(tools, separators=(",", ":")))
    return max(schema, written, tool_tokens(counter, tools))
