"""What would be sent to a deployment, certain to be within every limit; nothing is sent here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...core.prompt import Prompt
from ...core.schema import SCHEMA
from ...core.tokens import chat_tokens, schema_tokens, tool_tokens
from ...options import Options
from ...ports import Counter
from .deployments import Deployment
from .limits import Size, check_characters, size_of
from .manners import TEXT, Manners
from .request import messages_of, payload_of, shape_of


def plan(
    prompt: Prompt,
    deployment: Deployment,
    manners: Manners,
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
        manners: How it wants to be asked.
        options: The options in force.
        counter: Counts tokens, exactly or as an upper bound.
        tpm: The deployment's tokens per minute, 0 where not known.
        room: Tokens that the answer may have beyond ``answer-tokens``.

    Raises:
        TooLarge: When it can't be made to fit; with the prompt size that would.
    """
    messages = messages_of(prompt, manners)
    check_characters(messages, manners, deployment.label)
    tokens = request_tokens(messages, manners, counter)
    wanted = options.answer_tokens + manners.reserve + room
    size = size_of(tokens, wanted, manners, tpm, deployment.label)
    return payload_of(deployment, messages, manners, options, size.answer), size


def request_tokens(messages: list[Mapping[str, Any]], manners: Manners, counter: Counter) -> int:
    """Tokens of the messages and of the schema that goes with them."""
    total = chat_tokens(counter, messages)
    if manners.form == TEXT:
        return total
    tools = shape_of(manners).get("tools", ())
    return total + max(schema_tokens(counter, SCHEMA), tool_tokens(counter, tools))
