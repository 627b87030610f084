"""How a growing docstring is shown: the newest state, not each; nothing that was taken back."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

from docstring_ls.core.docstrings import Docstring, Style
from docstring_ls.lsp.generation.growing_view import GrowingView
from docstring_ls.lsp.generation.progress import SilentReporter
from docstring_ls.ports import DocstringSoFar
from support.azure import AzureServer
from support.bank import SERVICE, azure_environment, half_until, said
from support.editor import PLAIN, editing

STREAMING: dict[str, Any] = {**PLAIN, "initializationOptions": {"stream": True}}
BODY = 6


class Recorder(SilentReporter):
    shows = True

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.changed = asyncio.Event()

    def update(self, so_far: DocstringSoFar) -> None:
        self.seen.append(so_far.text)
        self.changed.set()

    def retract(self, reason: str) -> None:
        self.seen.append(f"retracted: {reason}")


class Answering:
    """A growing docstring that says how often it was asked, and takes its time where wanted."""

    def __init__(self) -> None:
        self.text = ""
        self.asked = 0
        self.open = asyncio.Event()
        self.open.set()

    async def so_far(self) -> DocstringSoFar | None:
        self.asked += 1
        text = self.text
        await self.open.wait()
        return DocstringSoFar(Docstring(text), text, Style())


async def test_pieces_that_come_quickly_are_shown_together_and_the_last_state_always() -> None:
    reporter, growing = Recorder(), Answering()
    async with GrowingView(reporter) as view:
        for number in range(1000):
            growing.text = str(number)
            view.update(growing)
            await asyncio.sleep(0)
        while "999" not in reporter.seen:
            await reporter.changed.wait()
            reporter.changed.clear()
    assert growing.asked == len(reporter.seen) < 100


async def test_nobody_is_asked_where_nobody_sees_it() -> None:
    reporter, growing = SilentReporter(), Answering()
    async with GrowingView(reporter) as view:
        for _ in range(10):
            view.update(growing)
            await asyncio.sleep(0)
    assert growing.asked == 0


async def test_what_was_retracted_while_it_was_built_is_not_shown() -> None:
    reporter, old, new = Recorder(), Answering(), Answering()
    old.text, new.text = "old", "new"
    old.open.clear()
    async with GrowingView(reporter) as view:
        view.update(old)
        while not old.asked:  # noqa: ASYNC110
            await asyncio.sleep(0)
        view.retract("again")
        old.open.set()
        view.update(new)
        await reporter.changed.wait()
    assert reporter.seen == ["retracted: again", "new"]


async def test_a_model_that_pauses_is_shown_as_far_as_it_came(workspace: Path) -> None:
    released = threading.Event()
    with AzureServer([said(hold=half_until(released))]) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, STREAMING, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, "Generate docstring")
            half = "account: The account that receives the money."
            await editor.until(lambda: any(half in item.text for item in editor.streamed), half)
            released.set()
            await editor.until(lambda: editor.streamed[-1].state == "done", "done")
