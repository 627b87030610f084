"""A prompt as a value: the messages, and the receipt of what went in and what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..context import Fragment


class MessageRole(StrEnum):
    """Who speaks in a chat, in the words of the API."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Message:
    """One chat message."""

    role: MessageRole
    content: str


@dataclass(frozen=True)
class Prompt:
    """What would be sent.

    Attributes:
        messages: From what is shared to what is particular.
        prompt_tokens: Size of all messages by the chat formula.
        schema_tokens: Size of the answer's schema, counted beside it.
        fragments: The receipt.
    """

    messages: tuple[Message, ...]
    prompt_tokens: int = 0
    schema_tokens: int = 0
    fragments: tuple[Fragment, ...] = ()
