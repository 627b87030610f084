"""The problems of docstrings on the command line, each with the line of code that proves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..adapters.files import read_file
from ..core.problems import Problem, Severity
from ..core.text import Source, after_edits, code_line, is_line, visible
from ..errors import SourceError
from ..ports import Proposal
from .report import FileReport
from .terminal import echo_error


@dataclass(frozen=True)
class EvidenceLine:
    """A line of code that proves something.

    Attributes:
        path: Its file, as the user named it where they did.
        line: 1-based, in the file as it is when the run is over.
        code: The code's own words, shortened; empty where they can't be read.
    """

    path: str
    line: int
    code: str


class EvidenceLines:
    """Finds the lines of a run's files and of others.

    Args:
        reports: What became of each file.
        written: Whether the docstrings are in the files by now.
    """

    def __init__(self, reports: Sequence[FileReport], written: bool) -> None:
        self._written = written
        self._reports = {
            item.source.path: (item.source, report)
            for report in reports
            for item in (*report.proposals, *report.unchanged)[:1]
        }
        self._others: dict[str, Source | None] = {}

    def of(self, problem: Problem) -> EvidenceLine | None:
        """The line that proves a problem; None where it is about no place."""
        place = problem.evidence
        if place is None or not is_line(place):
            return None
        if place.path not in self._reports:
            source = self._other(place.path)
            words = "" if source is None else code_line(source, place)
            return EvidenceLine(_shown(place.path), place.line, words)
        source, report = self._reports[place.path]
        edits = [item.edit for item in report.proposals if item.edit is not None]
        now = after_edits(place, source, edits if self._written else ())
        return EvidenceLine(str(report.path), now.line, code_line(source, place))

    def plain(self, problem: Problem) -> dict[str, Any]:
        """The problem and its line as plain data."""
        line = self.of(problem)
        return {
            "code": problem.code,
            "message": problem.message,
            "severity": problem.severity,
            "evidence": None if line is None else asdict(line),
        }

    def _other(self, path: str) -> Source | None:
        if path not in self._others:
            try:
                self._others[path] = read_file(Path(path)).source
            except SourceError:
                self._others[path] = None
        return self._others[path]


def print_problems(reports: Sequence[FileReport], lines: EvidenceLines, quiet: bool) -> None:
    """Print the problems of every docstring as a compiler does; quiet, without what is INFO."""
    for report in reports:
        told = [(proposal, proposal.problems) for proposal in report.proposals]
        told += [(proposal, proposal.mended) for proposal in report.unchanged]
        for proposal, problems in told:
            for problem in dict.fromkeys(problems):
                if not (quiet and problem.severity is Severity.INFO):
                    _print(report, proposal, problem, lines.of(problem))


def _print(
    report: FileReport, proposal: Proposal, problem: Problem, line: EvidenceLine | None
) -> None:
    place = f"{report.path}" if line is None else f"{line.path}:{line.line}"
    name = proposal.symbol.qualname or "module"
    # What a model wrote must not look like a line of ours.
    echo_error(visible(f"{place}: {name}: {problem.message}"))
    if line is not None and line.code:
        echo_error(visible(f"    {line.code}"))


def _shown(path: str) -> str:
    """The path from here, where that is no longer."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return path
