"""One run over files: every symbol is asked for on one snapshot, then the files are written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from .. import app, pipeline
from ..adapters import atomic_write
from ..adapters.files import encoded
from ..adapters.logs import configure
from ..core.docstrings import Mode
from ..core.problems import Problem
from ..core.syntax import Symbol
from ..errors import DocstringLsError, SourceError, UsageError
from .discovery import root_of
from .jobs import Job, JobFinder
from .report import FileReport
from .targets import read_target

T = TypeVar("T")

MODELS = (
    "--rewrite needs a model: --provider azure with endpoint and deployment, or --provider openai "
    "with base-url and model. --update mends what is false and leaves the rest."
)


@dataclass(frozen=True)
class Plan:
    """What the user asked for.

    Attributes:
        targets: The arguments.
        flags: Options by attribute name, None where not given.
        mode: What happens to docstrings that exist: GENERATE leaves them alone.
        everything: Whether private symbols count.
        write: Whether files are changed.
        in_place: Whether they are written into, rather than replaced.
    """

    targets: tuple[str, ...]
    flags: dict[str, Any]
    mode: Mode = Mode.GENERATE
    everything: bool = False
    write: bool = False
    in_place: bool = False


@dataclass(frozen=True)
class Watcher:
    """Who is told how far the run is."""

    planned: Callable[[int], None] = lambda total: None
    begun: Callable[[str], None] = lambda name: None
    ended: Callable[[], None] = lambda: None


class Run:
    """A run.

    Attributes:
        problems: What is wrong in the configuration, or worth knowing about what was named.
        stopped_by: The failure that every further symbol would have met too, or None.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._targets = [read_target(text) for text in plan.targets]
        self._root = root_of([target.path for target in self._targets])
        self._config, self.problems = app.load_config(self._root, plan.flags)
        self.stopped_by: DocstringLsError | None = None
        self._unreached: list[tuple[FileReport, str]] = []
        configure(self._config.options.log_level, self._config.options.log_format)
        if plan.mode is Mode.REWRITE and self.provider == "draft":
            raise UsageError(pipeline.NO_REWRITE, MODELS)
        app.check_connection(self._config)
        self.problems += self._config.connection_problems

    @property
    def provider(self) -> str:
        """Who writes."""
        return self._config.provider

    @property
    def unconfigured(self) -> bool:
        """Whether the draft writes because nothing else is configured."""
        return self.provider == "draft" and not self._config.options.provider

    async def files(self, watcher: Watcher) -> list[FileReport]:
        """Document everything that was named; a failure of one symbol does not stop the others.

        Nothing is written before everything was asked, so that what is sent does not depend on
        whether files are written.

        Raises:
            DocstringLsError: When nothing can be done at all.
        """
        parts = app.open_parts(self._config)
        try:
            project = app.open_project(self._config)
            jobs = self._jobs(project)
            watcher.planned(sum(len(job.symbols) for job in jobs))
            engine = app.open_engine(self._config, parts, project, snapshot=True)
            limit = asyncio.Semaphore(self._config.options.concurrency)
            reports = await _all(self._file(engine, job, limit, watcher) for job in jobs)
        finally:
            await parts.close()
        for job, report in zip(jobs, reports, strict=True):
            if self._plan.write and report.changed:
                self._write(job, report)
        return reports

    def _jobs(self, project: Any) -> list[Job]:
        plan, exclude = self._plan, self._config.options.exclude
        selection = JobFinder(project, self._root, plan.mode, plan.everything, exclude)
        jobs = selection.jobs(self._targets)
        self.problems += selection.problems
        return jobs

    async def _file(
        self, engine: pipeline.Engine, job: Job, limit: asyncio.Semaphore, watcher: Watcher
    ) -> FileReport:
        report = self._begun(job)
        if not report.failures:
            tasks = [
                pipeline.Task(job.syntax, symbol, self._root, mode, alone=False)
                for symbol, mode in job.symbols
            ]
            await _all(self._symbol(engine, task, report, limit, watcher) for task in tasks)
            self._join(report, job)
        return report

    def _begun(self, job: Job) -> FileReport:
        """The report of a file; nobody is asked for docstrings that can't be written."""
        report = FileReport(job.shown, job.file.source.text, job.file.source.text)
        if self._plan.write and job.symbols:
            try:
                atomic_write.check_writable(job.file.path, self._plan.in_place)
            except SourceError as error:
                report.failures["*"] = str(error)
        return report

    async def _symbol(
        self,
        engine: pipeline.Engine,
        task: pipeline.Task,
        report: FileReport,
        limit: asyncio.Semaphore,
        watcher: Watcher,
    ) -> None:
        async with limit:
            watcher.begun(task.symbol.qualname or report.path.name)
            if self.stopped_by is not None:
                report.untried += 1
                return
            try:
                proposal = await pipeline.propose(engine, task)
            except DocstringLsError as error:
                self._failed(report, task.symbol, error)
            else:
                self._unreached.clear()
                if proposal.edit is not None:
                    report.proposals.append(proposal)
            watcher.ended()

    def _failed(self, report: FileReport, symbol: Symbol, error: DocstringLsError) -> None:
        name = symbol.qualname or "module"
        if error.ends_run:
            self.stopped_by = self.stopped_by or error
            report.untried += 1
        else:
            report.failures[name] = str(error)
            if error.is_outage:
                self._unreached.append((report, name))
        if self.stopped_by is not None and self.stopped_by.is_outage:
            self._count_unreached()

    def _count_unreached(self) -> None:
        """Take back what was said of single symbols about an endpoint that is dead for all."""
        for report, name in self._unreached:
            if report.failures.pop(name, None) is not None:
                report.untried += 1
        self._unreached.clear()

    def _join(self, report: FileReport, job: Job) -> None:
        joined = pipeline.together(job.syntax, report.proposals)
        # The jobs of a run are held to its end; what was read of each need not be.
        job.syntax.kept.clear()
        report.proposals[:] = joined.written
        report.failures |= {item.symbol.qualname or "module": why for item, why in joined.refused}
        report.after = joined.text

    def _write(self, job: Job, report: FileReport) -> None:
        try:
            new = encoded(job.file, report.after)
            atomic_write.write(job.file.path, job.file.raw, new, self._plan.in_place)
        except SourceError as error:
            report.failures["*"] = str(error)
            report.proposals.clear()
            report.after = report.before


async def _all(work: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """Results in order; the first failure ends the rest and is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(each) for each in work]
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]


__all__ = ["FileReport", "Plan", "Problem", "Run", "Watcher", "root_of"]
