"""The messages of a prompt in the forms that places know."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import TypeVar

from ...core.prompt import SCHEMA, Message, Prompt

T = TypeVar("T")

# Characters: counting the tokens of more takes long enough to be felt in the editor.
MANY_CHARACTERS = 100_000
PLAIN = "Answer with one JSON object and nothing else. It follows this JSON schema: "

# A message as it is sent: its role and its content.
Sent = Mapping[str, str]


async def counted(prompt: Prompt, count: Callable[[], T]) -> T:
    """Run what counts a prompt's tokens, in a thread where that would hold the loop up."""
    many = sum(len(each.content) for each in prompt.messages) > MANY_CHARACTERS
    return await asyncio.to_thread(count) if many else count()


def mappings(messages: tuple[Message, ...]) -> list[Sent]:
    """The messages as they are."""
    return [{"role": each.role, "content": each.content} for each in messages]


def with_schema(messages: list[Sent]) -> list[Sent]:
    """The schema in words in the first message, where it can't be sent along."""
    schema = json.dumps(SCHEMA, separators=(",", ":"))
    first, *rest = messages
    return [{**first, "content": f"{first['content']}\n\n{PLAIN}{schema}"}, *rest]


def without_system(messages: list[Sent]) -> list[Sent]:
    """The system's message at the head of the first of the user, where the role is not known."""
    systems = [each["content"] for each in messages if each["role"] == "system"]
    rest = [each for each in messages if each["role"] != "system"]
    if not rest:
        return [{"role": "user", "content": "\n\n".join(systems)}]
    first, *others = rest
    return [{**first, "content": "\n\n".join([*systems, first["content"]])}, *others]
