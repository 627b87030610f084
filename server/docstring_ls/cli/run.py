"""A package run on the command line: what was named is asked for, then the files are written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from .. import app, pipeline
from ..adapters import atomic_write
from ..adapters.files import encoded
from ..adapters.logs import configure
from ..core.docstrings import Mode
from ..core.problems import Problem
from ..core.syntax import Symbol
from ..errors import DocstringLsError, SourceError, UsageError
from ..package_run import FileOutcome, PackageRun, RunWatcher, gathered
from ..ports import Proposal
from ..providers import ProviderKind
from .discovery import root_of
from .jobs import Job, JobFinder
from .report import FileReport
from .targets import read_target

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
        keep_unproven: Whether docstrings say what the code can't prove.
    """

    targets: tuple[str, ...]
    flags: dict[str, Any]
    mode: Mode = Mode.GENERATE
    everything: bool = False
    write: bool = False
    in_place: bool = False
    keep_unproven: bool = False


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
        configure(self._config.options.log_level, self._config.options.log_format)
        if plan.mode is Mode.REWRITE and self.provider == ProviderKind.DRAFT:
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
        return self.provider == ProviderKind.DRAFT and not self._config.options.provider

    async def files(self, watcher: RunWatcher) -> list[FileReport]:
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
            concurrency = self._config.options.concurrency
            run = PackageRun(partial(pipeline.propose, engine), concurrency, watcher)
            outcomes = await gathered(self._file(run, job) for job in jobs)
        finally:
            await parts.close()
        self.stopped_by = run.stopped_by
        reports = [_counted(report, outcome) for report, outcome in outcomes]
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

    async def _file(self, run: PackageRun, job: Job) -> tuple[FileReport, FileOutcome]:
        report, outcome = self._begun(job), FileOutcome()
        keeps = self._plan.keep_unproven
        if not report.failures:
            outcome = await run.file(
                pipeline.Task(
                    job.syntax, symbol, self._root, mode, alone=False, keeps_unproven=keeps
                )
                for symbol, mode in job.symbols
            )
            _join(report, job, outcome)
        return report, outcome

    def _begun(self, job: Job) -> FileReport:
        """The report of a file; nobody is asked for docstrings that can't be written."""
        report = FileReport(job.shown, job.file.source.text, job.file.source.text)
        if self._plan.write and job.symbols:
            try:
                atomic_write.check_writable(job.file.path, self._plan.in_place)
            except SourceError as error:
                report.failures["*"] = str(error)
        return report

    def _write(self, job: Job, report: FileReport) -> None:
        try:
            new = encoded(job.file, report.after)
            atomic_write.write(job.file.path, job.file.raw, new, self._plan.in_place)
        except SourceError as error:
            report.failures["*"] = str(error)
            report.proposals.clear()
            report.unchanged.clear()
            report.after = report.before


def _join(report: FileReport, job: Job, outcome: FileOutcome) -> None:
    joined = outcome.join(job.syntax)
    # The jobs of a run are held to its end; what was read of each need not be.
    job.syntax.kept.clear()
    report.proposals[:] = joined.written
    report.failures |= {_name(item.symbol): why for item, why in joined.refused}
    report.after = joined.text
    written = {item.symbol for item in joined.written}
    unchanged = (item for item in outcome.proposals.values() if item.symbol not in written)
    report.unchanged[:] = [item for item in unchanged if item.mended]
    report.mended = [
        f"{_place(report, proposal)}: {problem.message}"
        for proposal in outcome.proposals.values()
        for problem in proposal.mended
    ]


def _place(report: FileReport, proposal: Proposal) -> str:
    line = proposal.source.line_of(proposal.symbol.header.start) + 1
    return f"{report.path}:{line}: {_name(proposal.symbol)}"


def _counted(report: FileReport, outcome: FileOutcome) -> FileReport:
    """The report with what failed, known when the run is over: a dead service takes it back."""
    failures = {_name(symbol): str(error) for symbol, error in outcome.failures.items()}
    report.failures = failures | report.failures
    report.untried = len(outcome.untried)
    return report


def _name(symbol: Symbol) -> str:
    return symbol.qualname or "module"


__all__ = ["FileReport", "Plan", "Problem", "Run", "root_of"]
