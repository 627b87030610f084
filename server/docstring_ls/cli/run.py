"""One run over files: which symbols, in which mode, and all edits of a file put in together."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from .. import app, pipeline
from ..adapters.files import File, read_file, write_file
from ..adapters.logs import configure
from ..core.coverage import wanted
from ..core.problems import Problem
from ..core.symbols import Symbol
from ..core.syntax import Syntax, parse
from ..errors import FATAL, DocstringLsError, SourceError, UsageError
from ..ports import Project
from ..untrusted.gitignore import patterns
from .report import FileReport
from .targets import Target, choose, read_target

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
        mode: What happens to docstrings that exist: ``generate`` leaves them alone.
        everything: Whether private symbols count.
        write: Whether files are changed.
    """

    targets: tuple[str, ...]
    flags: dict[str, Any]
    mode: str = "generate"
    everything: bool = False
    write: bool = False


@dataclass(frozen=True)
class Watcher:
    """Who is told how far the run is."""

    planned: Callable[[int], None] = lambda total: None
    begun: Callable[[str], None] = lambda name: None
    ended: Callable[[], None] = lambda: None


@dataclass(frozen=True)
class Job:
    """One file and the symbols in it that get a docstring."""

    file: File
    shown: Path
    syntax: Syntax
    symbols: tuple[tuple[Symbol, str], ...]


class Run:
    """A run; ``problems`` holds what is wrong in the configuration."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._targets = [read_target(text) for text in plan.targets]
        self._root = root_of([target.path for target in self._targets])
        self._config, self.problems = app.load_config(self._root, plan.flags)
        configure(self._config.options.log_level, self._config.options.log_format)
        if plan.mode == "rewrite" and self.provider == "draft":
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

        Raises:
            DocstringLsError: When nothing can be done at all.
        """
        project = app.open_project(self._config)
        jobs = merged(job for target in self._targets for job in self._jobs(target, project))
        watcher.planned(sum(len(job.symbols) for job in jobs))
        parts = app.open_parts(self._config)
        try:
            engine = app.open_engine(self._config, parts, project)
            limit = asyncio.Semaphore(self._config.options.concurrency)
            return await _all(self._file(engine, job, limit, watcher) for job in jobs)
        finally:
            await parts.close()

    def _jobs(self, target: Target, project: Project) -> list[Job]:
        if not target.path.is_dir():
            return [self._job(target, project)]
        paths = python_files(target.path, self._config.options.exclude)
        if not paths:
            raise UsageError(f"{target.path} holds no Python files.")
        jobs = []
        for path in paths:
            try:
                jobs.append(self._job(Target(path), project))
            except SourceError as error:
                self.problems += (Problem("unreadable", f"{error} It is passed over."),)
        return jobs

    def _job(self, target: Target, project: Project) -> Job:
        file = read_file(target.path)
        syntax = parse(file.source)
        named = choose(syntax, target)
        if named is not None and named.docstring is not None and self._plan.mode == "generate":
            self.problems += (Problem("documented", _documented(target, named)),)
        chosen = (named,) if named is not None else self._wanted(syntax, project)
        modes = [(symbol, mode) for symbol in chosen if (mode := self._mode(symbol))]
        return Job(file, target.path, syntax, tuple(modes))

    def _wanted(self, syntax: Syntax, project: Project) -> tuple[Symbol, ...]:
        style, problems = project.style(syntax.source, self._root)
        self.problems += tuple(item for item in problems if item not in self.problems)
        return wanted(syntax, style, self._plan.everything)

    def _mode(self, symbol: Symbol) -> str:
        """How a symbol is treated, or empty where it is passed over."""
        if symbol.docstring is None:
            return "generate"
        return "" if self._plan.mode == "generate" else self._plan.mode

    async def _file(
        self, engine: pipeline.Engine, job: Job, limit: asyncio.Semaphore, watcher: Watcher
    ) -> FileReport:
        report = FileReport(job.shown, job.file.source.text, job.file.source.text)

        async def one(symbol: Symbol, mode: str) -> None:
            async with limit:
                watcher.begun(symbol.qualname or job.shown.name)
                try:
                    task = pipeline.Task(job.syntax, symbol, self._root, mode, alone=False)
                    proposal = await pipeline.propose(engine, task)
                except DocstringLsError as error:
                    if error.code in FATAL:
                        raise
                    report.failures[symbol.qualname or "module"] = str(error)
                else:
                    if proposal.edit is not None:
                        report.proposals.append(proposal)
                watcher.ended()

        await _all(one(symbol, mode) for symbol, mode in job.symbols)
        self._finish(report, job)
        return report

    def _finish(self, report: FileReport, job: Job) -> None:
        joined = pipeline.together(job.syntax, report.proposals)
        # The jobs of a run are held to its end; what was read of each need not be.
        job.syntax.kept.clear()
        report.proposals[:] = joined.written
        report.failures |= {item.symbol.qualname or "module": why for item, why in joined.refused}
        try:
            if self._plan.write and joined.text != report.before:
                write_file(job.file, joined.text)
        except SourceError as error:
            report.failures["*"] = str(error)
            report.proposals.clear()
        else:
            report.after = joined.text


def merged(jobs: Iterable[Job]) -> list[Job]:
    """One job a file, however often and under however many names it was given."""
    found: dict[Path, Job] = {}
    for job in jobs:
        path = job.file.path.resolve()
        known = found.get(path, job)
        symbols = tuple(dict.fromkeys((*known.symbols, *job.symbols)))
        found[path] = replace(known, symbols=symbols)
    return list(found.values())


async def _all(work: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """Results in order; the first failure ends the rest and is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(each) for each in work]
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]


def _documented(target: Target, symbol: Symbol) -> str:
    name = symbol.qualname or target.path.name
    return f"{name} has a docstring already: --update mends it, --rewrite replaces it."


def root_of(paths: list[Path]) -> str:
    """The project around the paths: the nearest folder with a pyproject.toml or a repository."""
    common = Path(os.path.commonpath([str(path.absolute()) for path in paths]))
    start = common if common.is_dir() else common.parent
    for folder in (start, *start.parents):
        if any((folder / mark).exists() for mark in ("pyproject.toml", "setup.cfg", ".git")):
            return str(folder)
    return str(start)


def python_files(folder: Path, exclude: tuple[str, ...]) -> list[Path]:
    """Python files below a folder, but for hidden and environment folders and ``exclude``."""
    spec = patterns([*SKIPPED, *exclude])
    found = []
    for parent, folders, names in os.walk(folder):
        here = Path(parent).relative_to(folder)
        folders[:] = sorted(name for name in folders if not spec.match_file(f"{here / name}/"))
        found += [
            Path(parent) / name
            for name in sorted(names)
            if name.endswith(".py") and not spec.match_file(str(here / name))
        ]
    return found


SKIPPED = (".*/", "__pycache__/", "node_modules/", "venv/", "site-packages/", "build/", "dist/")

__all__ = ["FileReport", "Plan", "Problem", "Run", "Watcher"]
