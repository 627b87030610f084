"""Sizes as the service bills them: messages, an answer's schema, tools; the chat formula."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from .receipt import Message

# Tokens around a message, its name and the reply: OpenAI cookbook, gpt-4o family.
PER_MESSAGE, PER_NAME, PER_REPLY = 3, 1, 3
# Tokens around a strict answer schema: openai-cookbook#2140; some models bill one or two less.
PER_SCHEMA = 9
# Tokens around tools and enums of their parameters: the same cookbook, same family.
PER_TOOL, PER_TOOL_PROPERTIES, PER_TOOL_PROPERTY, PER_TOOL_LIST = 7, 3, 3, 12
PER_ENUM, PER_ENUM_ITEM = -3, 3  # tokens, from there too
NOT_SHOWN_TO_THE_MODEL = frozenset({"required", "additionalProperties", "$schema"})


class TokenCounter(Protocol):
    """Whatever can count the tokens of a text; ``ports.Counter`` is one."""

    def count(self, text: str) -> int:
        """The number of tokens of ``text``, or an upper bound of it."""
        ...


def chat_tokens(counter: TokenCounter, messages: Iterable[Message | Mapping[str, str]]) -> int:
    """Tokens of all messages together, the reply's opening included.

    Exact for the gpt-4o family, a few tokens off for reasoning models.

    Args:
        counter: Counts the tokens of a text.
        messages: Messages, or mappings as the service takes them.
    """
    return PER_REPLY + sum(_message_tokens(counter, message) for message in messages)


def schema_tokens(counter: TokenCounter, schema: Mapping[str, Any]) -> int:
    """Tokens that a strict answer schema adds to the prompt.

    Args:
        counter: Counts the tokens of a text.
        schema: The JSON schema itself, without the ``response_format`` around it.
    """
    shown = json.dumps(_shown(schema), separators=(",", ":"), ensure_ascii=False)
    return PER_SCHEMA + counter.count(shown)


def tool_tokens(counter: TokenCounter, tools: Iterable[Mapping[str, Any]]) -> int:
    """Tokens that function tools add to the prompt.

    Parameters with an inner structure are outside the published formula and are counted as
    compact JSON.

    Args:
        counter: Counts the tokens of a text.
        tools: Tools as the service takes them, each with its ``function``.
    """
    sizes = [_function_tokens(counter, tool["function"]) for tool in tools]
    return sum(sizes) + PER_TOOL_LIST if sizes else 0


def _message_tokens(counter: TokenCounter, message: Message | Mapping[str, str]) -> int:
    parts = (
        {"role": message.role, "content": message.content}
        if isinstance(message, Message)
        else message
    )
    named = PER_NAME if parts.get("name") else 0
    return PER_MESSAGE + named + sum(counter.count(str(text)) for text in parts.values() if text)


def _shown(schema: Any) -> Any:
    if isinstance(schema, Mapping):
        return {
            name: _named(value) if name in ("properties", "$defs") else _shown(value)
            for name, value in schema.items()
            if name not in NOT_SHOWN_TO_THE_MODEL
        }
    if isinstance(schema, (list, tuple)):
        return [_shown(item) for item in schema]
    return schema


def _named(schemas: Mapping[str, Any]) -> dict[str, Any]:
    """Schemas by name, where a name that looks like a keyword is still a name."""
    return {name: _shown(schema) for name, schema in schemas.items()}


def _function_tokens(counter: TokenCounter, function: Mapping[str, Any]) -> int:
    line = f"{function['name']}:{_unstopped(function.get('description'))}"
    properties = function.get("parameters", {}).get("properties", {})
    total = PER_TOOL + counter.count(line) + (PER_TOOL_PROPERTIES if properties else 0)
    return total + sum(_property_tokens(counter, name, properties[name]) for name in properties)


def _property_tokens(counter: TokenCounter, name: str, schema: Mapping[str, Any]) -> int:
    line = f"{name}:{schema.get('type')}:{_unstopped(schema.get('description'))}"
    total = PER_TOOL_PROPERTY + counter.count(line)
    if "enum" in schema:
        total += PER_ENUM
        total += sum(PER_ENUM_ITEM + counter.count(str(item)) for item in schema["enum"])
    inner = {
        key: value for key, value in schema.items() if key not in ("type", "description", "enum")
    }
    return total + (counter.count(json.dumps(inner, separators=(",", ":"))) if inner else 0)


def _unstopped(text: str | None) -> str:
    return (text or "").removesuffix(".")
