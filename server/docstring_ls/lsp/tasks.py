"""Every piece of work that a person asked for is a task with an owner and a way to cancel it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any
from weakref import WeakSet

from ..errors import DocstringLsError, own_fault
from .client import Client
from .documents import Documents

logger = logging.getLogger(__name__)

Work = Coroutine[Any, Any, None]

# A client that is going away may never answer an edit that is on its way; users wait for it to go.
CLOSE_SECONDS = 3.0


@dataclass(frozen=True)
class RunningTask:
    """A task of ours.

    Attributes:
        task: It.
        uri: The document whose closing ends it, or empty.
    """

    task: asyncio.Task[None]
    uri: str = ""


class Tasks:
    """The tasks of one session.

    Args:
        client: Who is shown what failed.
        documents: The open documents: nobody is told of work for a document that was closed.
    """

    def __init__(self, client: Client, documents: Documents) -> None:
        self._client = client
        self._documents = documents
        self._running: list[RunningTask] = []
        self._tokens: dict[str, asyncio.Task[None]] = {}
        self._cancelled: WeakSet[asyncio.Task[None]] = WeakSet()

    def start(self, work: Work, name: str, uri: str = "") -> asyncio.Task[None]:
        """Run work that reports its failures itself.

        Args:
            work: What runs.
            name: What it is, for the log.
            uri: The document whose closing ends it, or empty.
        """
        task = asyncio.get_running_loop().create_task(work, name=name)
        running = RunningTask(task, uri)
        self._running.append(running)
        task.add_done_callback(lambda _: self._running.remove(running))
        return task

    def run(self, work: Work, name: str, uri: str = "") -> asyncio.Task[None]:
        """Run work whose failure becomes one message; the arguments are those of ``start``."""
        task = self.start(self._reporting(work, uri), name, uri)
        # A task that is cancelled before it begins would leave the work behind, with a warning.
        task.add_done_callback(lambda _: work.close())
        return task

    async def _reporting(self, work: Work, uri: str) -> None:
        document = self._documents.get(uri)
        try:
            await work
        except Exception as error:
            failure = as_own_error(error)
            if self._documents.get(uri) is document:
                self._client.show_error(failure)

    def register_token(self, token: str) -> None:
        """Let a token cancel the task that runs now."""
        task = asyncio.current_task()
        if token and task is not None:
            self._tokens[token] = task

    def forget_token(self, token: str) -> None:
        """The work shown under a token has ended."""
        self._tokens.pop(token, None)

    def cancel_token(self, token: str) -> None:
        """Cancel the work that is shown under a token."""
        task = self._tokens.get(token)
        if task is not None:
            self.cancel(task)

    def cancel_document(self, uri: str) -> None:
        """Cancel what runs for a document that was closed."""
        for running in list(self._running):
            if running.uri == uri:
                self.cancel(running.task)

    def cancel(self, task: asyncio.Task[None]) -> None:
        """Cancel a task of ours, once: a second time would hit its clean-up, which must end."""
        if task not in self._cancelled:
            self._cancelled.add(task)
            task.cancel()

    def is_cancelled(self, task: asyncio.Task[None]) -> bool:
        """Whether a task of ours was cancelled, even if it has not ended yet."""
        return task in self._cancelled

    async def idle(self) -> None:
        """Wait until what runs now has ended by itself."""
        tasks = [running.task for running in self._running]
        await asyncio.gather(*tasks, return_exceptions=True)

    async def close(self) -> None:
        """Cancel everything and wait until it has ended, but not for long."""
        tasks = [running.task for running in self._running]
        for task in tasks:
            self.cancel(task)
        if tasks:
            await asyncio.wait(tasks, timeout=CLOSE_SECONDS)


def as_own_error(error: Exception) -> DocstringLsError:
    """The failure in the user's words; an unexpected one is logged by its kind."""
    if isinstance(error, DocstringLsError):
        return error
    logger.error("failed: %s", type(error).__name__)
    logger.debug("failed", exc_info=True)
    return own_fault(error)
