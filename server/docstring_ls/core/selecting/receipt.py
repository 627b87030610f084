"""A prompt as a value: the messages, and the receipt of what went in and what was left out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One chat message."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """One piece of context.

    Attributes:
        kind: Such as ``type``, ``callee``, ``class``, ``caller``, ``test``, ``sibling``.
        name: What it shows.
        path: Path of its file, relative to the workspace.
        line: 1-based line where it begins.
        text: What the prompt would hold.
        tokens: Its size.
        kept: ``whole``, ``short`` or ``dropped``.
        reason: Why it was kept, shortened or dropped.
    """

    kind: str
    name: str
    path: str
    line: int
    text: str
    tokens: int = 0
    kept: str = "whole"
    reason: str = ""


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
