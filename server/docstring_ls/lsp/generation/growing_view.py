"""Shows a docstring while it grows: its newest state, as often as an eye can follow."""

from __future__ import annotations

import asyncio
import logging
from typing import Self

from ...ports import Growing
from .progress import ProgressReporter

logger = logging.getLogger(__name__)

# Seconds between two states of the growing text: twenty a second look like a flow to a person.
SHOW_EVERY = 0.05


class GrowingView:
    """Asks a growing docstring how far it is, and shows that; nothing where nobody would see it.

    The newest state is shown even where no more follows, for the model may think for a while.
    """

    def __init__(self, reporter: ProgressReporter) -> None:
        self._reporter = reporter
        self._growing: Growing | None = None
        self._grown = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        if self._reporter.shows:
            self._task = asyncio.create_task(self._show(), name="growing docstring")
        return self

    async def __aexit__(self, *exc: object) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})

    def update(self, growing: Growing) -> None:
        """More has come."""
        self._growing = growing
        self._grown.set()

    def retract(self, reason: str) -> None:
        """Take back what was shown; more may come."""
        self._growing = None
        self._reporter.retract(reason)

    async def _show(self) -> None:
        try:
            while True:
                await self._grown.wait()
                self._grown.clear()
                await self._show_newest()
                await asyncio.sleep(SHOW_EVERY)
        except Exception as error:
            # The generation goes on, and tells what is wrong at its end.
            logger.error("a growing docstring can't be shown: %s", type(error).__name__)

    async def _show_newest(self) -> None:
        growing = self._growing
        so_far = None if growing is None else await growing.so_far()
        # It may have been retracted meanwhile.
        if so_far is not None and growing is self._growing:
            self._reporter.update(so_far)
