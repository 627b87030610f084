"""A provider by script, for what stands around providers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, cast

from docstring_ls.core.prompt import Message, MessageRole, Prompt
from docstring_ls.ports import Answer, Request, Restarted, TextDelta, Usage


def request(text: str = "def f(): ...", qualname: str = "f", **more: Any) -> Request:
    """A request whose facts and style nobody looks at."""
    prompt = Prompt(
        (Message(MessageRole.SYSTEM, "Be true."), Message(MessageRole.USER, text)), 20, 100
    )
    nothing = cast(Any, None)
    return Request(prompt, nothing, nothing, "c0ffee", {"qualname": qualname}, **more)


class Scripted:
    """Yields its steps; an exception among them is raised, a number is waited for.

    Attributes:
        calls: Requests so far.
        cancelled: How many were cancelled on the way.
    """

    name = "azure"

    def __init__(self, *steps: TextDelta | Restarted | Answer | Exception | float) -> None:
        self.steps = steps or (TextDelta("{"), TextDelta("}"), answer("{}"))
        self.calls: list[Request] = []
        self.cancelled = 0
        self.closed = False

    async def answer(self, asked: Request) -> AsyncIterator[TextDelta | Restarted | Answer]:
        self.calls.append(asked)
        try:
            for step in self.steps:
                await asyncio.sleep(step if isinstance(step, (int, float)) else 0)
                if isinstance(step, Exception):
                    raise step
                if not isinstance(step, (int, float)):
                    yield step
        except (asyncio.CancelledError, GeneratorExit):
            self.cancelled += 1
            raise

    async def close(self) -> None:
        self.closed = True


def answer(text: str, model: str = "gpt-4o-2024-11-20", **more: Any) -> Answer:
    """An answer as the service gives it."""
    usage = more.pop("usage", Usage(prompt_tokens=120, completion_tokens=30, cached_tokens=64))
    return Answer(text, "azure", model, usage=usage, **more)


async def collect(provider: Any, asked: Request) -> list[Any]:
    """All steps of an answer."""
    return [step async for step in provider.answer(asked)]
