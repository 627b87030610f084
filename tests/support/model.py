"""Requests and configurations for tests of providers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docstring_ls.adapters.llm.backoff import Timings
from docstring_ls.adapters.llm.openai.wire import open_wires
from docstring_ls.adapters.llm.provider import ModelProvider
from docstring_ls.config import Config, Layer, build
from docstring_ls.core.analysis import Facts
from docstring_ls.core.docstrings import Style
from docstring_ls.core.problems import Location
from docstring_ls.core.prompt import Message, MessageRole, Prompt
from docstring_ls.core.syntax import SymbolKind
from docstring_ls.errors import DocstringLsError
from docstring_ls.ports import Answer, Counter, Provider, Request, Restarted, TextDelta
from support.azure import AzureServer

KEY = "key-that-nobody-may-see"
SOURCE = "def source_that_nobody_may_see(): ..."
DOCSTRING = '{"summary": "Add two numbers.", "description": ""}'


class Bytes:
    """An upper bound: bytes."""

    def count(self, text: str) -> int:
        return len(text.encode())


class Counted:
    """A quick stand-in for a tokenizer, for both sides of the wire."""

    def count(self, text: str) -> int:
        return len(text) // 4 + 1


def request(text: str = SOURCE, correlation: str = "c0ffee") -> Request:
    """A request whose last message is ``text``."""
    facts = Facts(SymbolKind.FUNCTION, "f", "f", Location("/p/f.py", 1))
    messages = (
        Message(MessageRole.SYSTEM, "You write docstrings."),
        Message(MessageRole.USER, text),
    )
    return Request(Prompt(messages), facts, Style(), correlation)


def config_for(server: AzureServer | str, **options: Any) -> Config:
    """An Azure configuration for a server, with short times."""
    endpoint = server if isinstance(server, str) else server.endpoint
    values: dict[str, Any] = {
        "provider": "azure",
        "endpoint": endpoint,
        "deployment": "gpt-4o",
        "api_version": "2024-10-21",
        "api_key": KEY,
        "timeout": 5,
        "idle_timeout": 0.5,
    }
    config, problems = build((Layer("test", values | options),))
    assert not problems, problems
    return config


def open_provider(
    config: Config, counter: Counter, timings: Timings | None = None
) -> ModelProvider:
    """The provider ``azure`` or ``openai`` alone, without stores, meter and telemetry around it."""
    return ModelProvider(
        config.provider, open_wires(config, counter), config.options, counter, timings
    )


@dataclass
class Outcome:
    """What came of one request."""

    shown: str = ""
    withdrawn: list[str] = field(default_factory=list)
    answer: Answer | None = None
    error: DocstringLsError | None = None

    @property
    def kind(self) -> str:
        """``ok`` or the error's class."""
        return type(self.error).__name__ if self.error else "ok"


async def ask(provider: Provider, asked: Request | None = None) -> Outcome:
    """Everything that a provider yields for one request."""
    outcome = Outcome()
    try:
        async for event in provider.answer(asked or request()):
            if isinstance(event, TextDelta):
                outcome.shown += event.text
            elif isinstance(event, Restarted):
                outcome.shown = ""
                outcome.withdrawn.append(event.reason)
            else:
                outcome.answer = event
    except DocstringLsError as problem:
        outcome.error = problem
    return outcome
