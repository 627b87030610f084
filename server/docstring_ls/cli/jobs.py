"""What a run works on: one job a file, with the symbols in it that get a docstring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..adapters.files import File, read_file
from ..core.docstrings import Mode
from ..core.problems import Problem
from ..core.rules import is_blank, wanted
from ..core.syntax import Symbol, Syntax, parse
from ..errors import SourceError, UsageError
from ..ports import Project
from ..untrusted import files
from .discovery import identity, python_files, real_file
from .targets import Target, choose


@dataclass(frozen=True)
class Job:
    """One file and the symbols in it that get a docstring, each with how it is treated."""

    file: File
    shown: Path
    syntax: Syntax
    symbols: tuple[tuple[Symbol, Mode], ...]


@dataclass
class JobFinder:
    """Finds the jobs behind targets.

    Attributes:
        project: The reader of the folder's conventions.
        root: Absolute path of the project's folder.
        mode: What happens to docstrings that exist.
        everything: Whether private symbols count.
        exclude: Globs of files that folders are searched without.
        problems: What is worth telling about what was found.
    """

    project: Project
    root: str
    mode: Mode
    everything: bool
    exclude: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    def jobs(self, targets: Iterable[Target]) -> list[Job]:
        """One job a file, however often and under however many names it was given.

        Raises:
            DocstringLsError: When something was named that can't be documented.
        """
        jobs: dict[tuple[int, int], Job] = {}
        for target in targets:
            for job in self._jobs(target):
                known = jobs.setdefault(identity(job.file.path), job)
                # A second name has a text of its own; its symbols are those of the first.
                symbols = dict.fromkeys((*known.symbols, *job.symbols))
                jobs[identity(job.file.path)] = replace(known, symbols=tuple(symbols))
        return list(jobs.values())

    def _jobs(self, target: Target) -> Iterator[Job]:
        if not files.is_folder(target.path):
            yield self._job(target)
            return
        paths = python_files(target.path, self.exclude)
        if not paths:
            raise UsageError(f"{target.path} holds no Python files.")
        for path in paths:
            try:
                yield self._job(Target(path))
            except SourceError as error:
                self.problems += (Problem("unreadable", f"{error} It is passed over."),)

    def _job(self, target: Target) -> Job:
        path = real_file(target.path)
        file = read_file(path)
        syntax = parse(file.source)
        if is_blank(file.source):
            return Job(file, path, syntax, ())
        named = choose(syntax, target)
        if named is not None and named.docstring is not None and self.mode is Mode.GENERATE:
            self.problems += (Problem("documented", _documented(target, named)),)
        chosen = (named,) if named is not None else self._wanted(syntax)
        modes = [(symbol, mode) for symbol in chosen if (mode := self._mode(symbol))]
        return Job(file, path, syntax, tuple(modes))

    def _wanted(self, syntax: Syntax) -> tuple[Symbol, ...]:
        style, problems = self.project.style(syntax.source, self.root)
        self.problems += tuple(item for item in problems if item not in self.problems)
        return wanted(syntax, style, self.everything)

    def _mode(self, symbol: Symbol) -> Mode | None:
        """How a symbol is treated, or None where it is passed over."""
        if symbol.docstring is None:
            return Mode.GENERATE
        return None if self.mode is Mode.GENERATE else self.mode


def _documented(target: Target, symbol: Symbol) -> str:
    name = symbol.qualname or target.path.name
    ways = "--update mends it, --complete adds what it leaves out too, --rewrite replaces it"
    return f"{name} has a docstring already: {ways}."
