"""A run over many symbols: so many under way at once, failures told apart, a dead service once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from .core.syntax import Symbol, Syntax
from .errors import DocstringLsError, own_fault
from .placing import Together, together
from .ports import Proposal
from .tasks import Task

logger = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True)
class RunWatcher:
    """Who is told how far a run is.

    Attributes:
        planned: Called with the number of symbols by whoever found them, before the first is begun.
        begun: Called when a symbol is asked for.
        ended: Called when it has its proposal, or none.
    """

    planned: Callable[[int], None] = lambda total: None
    begun: Callable[[Task], None] = lambda task: None
    ended: Callable[[Task], None] = lambda task: None


@dataclass
class FileOutcome:
    """What became of the symbols of one file.

    Attributes:
        proposals: By symbol, those that change nothing included.
        failures: By symbol, why there is none.
        untried: Symbols that were not asked for, or in vain, since the run was stopped.
    """

    proposals: dict[Symbol, Proposal] = field(default_factory=dict)
    failures: dict[Symbol, DocstringLsError] = field(default_factory=dict)
    untried: set[Symbol] = field(default_factory=set)

    def join(self, syntax: Syntax) -> Together:
        """The text with every docstring in that the one gate for all of a file lets through."""
        return together(syntax, list(self.proposals.values()))


class PackageRun:
    """One run; what is written of it is its caller's business.

    Args:
        propose: Makes the proposal for one symbol, such as ``pipeline.propose``.
        concurrency: Symbols under way at once, over all files.
        watcher: Who is told how far it is.

    Attributes:
        stopped_by: The failure that every further symbol would have met too, or None. What was
            under way then is waited for; what was not begun is left.
    """

    def __init__(
        self,
        propose: Callable[[Task], Awaitable[Proposal]],
        concurrency: int,
        watcher: RunWatcher | None = None,
    ) -> None:
        self.stopped_by: DocstringLsError | None = None
        self._propose = propose
        self._limit = asyncio.Semaphore(concurrency)
        self._watcher = watcher or RunWatcher()
        self._outages: list[tuple[FileOutcome, Symbol]] = []

    async def file(self, tasks: Iterable[Task]) -> FileOutcome:
        """Ask for symbols of one snapshot; a failure of one does not stop the others.

        Files may run side by side: what bounds and what stops a run holds for all of them.
        """
        outcome = FileOutcome()
        await gathered(self._symbol(task, outcome) for task in tasks)
        return outcome

    async def _symbol(self, task: Task, outcome: FileOutcome) -> None:
        async with self._limit:
            if self.stopped_by is not None:
                outcome.untried.add(task.symbol)
                return
            self._watcher.begun(task)
            try:
                outcome.proposals[task.symbol] = await self._propose(task)
            except DocstringLsError as error:
                self._failed(outcome, task.symbol, error)
            except Exception as error:
                logger.debug("failed", exc_info=True)
                self._failed(outcome, task.symbol, own_fault(error))
            else:
                self._outages.clear()
            self._watcher.ended(task)

    def _failed(self, outcome: FileOutcome, symbol: Symbol, error: DocstringLsError) -> None:
        if error.ends_run:
            self.stopped_by = self.stopped_by or error
            outcome.untried.add(symbol)
        else:
            outcome.failures[symbol] = error
            if error.is_outage:
                self._outages.append((outcome, symbol))
        if self.stopped_by is not None and self.stopped_by.is_outage:
            self._take_back()

    def _take_back(self) -> None:
        """Count as untried what failed by itself, at an endpoint that is dead for all."""
        for outcome, symbol in self._outages:
            if outcome.failures.pop(symbol, None) is not None:
                outcome.untried.add(symbol)
        self._outages.clear()


async def gathered(work: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """Results in order; the first failure ends the rest and is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(each) for each in work]
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]
