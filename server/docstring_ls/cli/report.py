"""What a run says: a diff, a list or JSON on stdout, everything else on stderr."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..core.problems import Problem
from ..errors import DocstringLsError
from ..ports import Proposal, Usage
from .terminal import echo, printable

if TYPE_CHECKING:
    from rich.console import Console

# Columns: the longest names of deployments and models side by side, unfolded for grep and awk.
# Columns: no table of ours is wider, and a row that is folded is two rows for another tool.
PIPED_COLUMNS = 240


@dataclass
class FileReport:
    """What became of one file.

    Attributes:
        path: The file, as the user named it.
        before: Its text.
        after: Its text with all docstrings in.
        proposals: What was written.
        failures: One line for each symbol that got nothing, by its name; ``*`` for the file.
        untried: Symbols that were not asked for, or in vain, since the run was stopped.
        problems: What is worth knowing about the file's configuration.
        mended: What was false in docstrings that stand there, and what became of it, a line each.
        unchanged: Docstrings that stay as they are although something false in them is told.
    """

    path: Path
    before: str = ""
    after: str = ""
    proposals: list[Proposal] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    untried: int = 0
    mended: list[str] = field(default_factory=list)
    unchanged: list[Proposal] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether the file's text would change."""
        return self.before != self.after


def diff(report: FileReport) -> str:
    """A unified diff that ``git apply`` and ``patch`` take."""
    name = report.path.as_posix().lstrip("/")
    lines = difflib.unified_diff(
        _lines(report.before), _lines(report.after), f"a/{name}", f"b/{name}"
    )
    return "".join(_marked(lines))


def print_diff(text: str) -> None:
    """Print a diff: for a person in colour, for a pipe the very bytes, so that it applies."""
    if not sys.stdout.isatty():
        echo(text, nl=False)
        return
    colours = {"+": "green", "-": "red", "@": "cyan"}
    for line in text.splitlines(keepends=True):
        click.echo(click.style(printable(line), fg=colours.get(line[:1])), nl=False)


def as_json(
    reports: list[FileReport],
    provider: str,
    plain: Callable[[Problem], dict[str, Any]],
    stopped_by: DocstringLsError | None = None,
) -> str:
    """All reports as one JSON document.

    Args:
        reports: What became of each file.
        provider: Who wrote.
        plain: Makes plain data of a problem.
        stopped_by: The failure that ended the run, or None.
    """
    error = {"code": stopped_by.code, "message": str(stopped_by)} if stopped_by else None
    files = [
        {
            "path": report.path.as_posix(),
            "changed": report.changed,
            "diff": diff(report),
            "symbols": [_symbol(proposal, plain) for proposal in report.proposals],
            "failures": report.failures,
            "mended": report.mended,
            "untried": report.untried,
        }
        for report in reports
    ]
    document = {"provider": provider, "error": error, "files": files}
    return json.dumps(document, ensure_ascii=False, indent=2)


def table_console() -> Console:
    """A console for tables; in a pipe no row is folded, so that other tools can read it."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else PIPED_COLUMNS)


def summary(reports: list[FileReport], verb: str, writer: str = "") -> str:
    """One line for a person: what was done, and what it took.

    Args:
        reports: What became of each file.
        verb: What was done with the docstrings, such as ``written``.
        writer: Who wrote them, where that is worth saying.
    """
    written = sum(len(report.proposals) for report in reports)
    failed = sum(len(report.failures) for report in reports)
    untried = sum(report.untried for report in reports)
    parts = [
        _outcome(reports, verb, written, failed + untried)
        + (f" {writer}" if written and writer else "")
    ]
    if failed:
        parts.append(f"{failed} failed")
    if untried:
        parts.append(f"{untried} not tried")
    partial = sum(bool(item.context_note) for report in reports for item in report.proposals)
    if partial:
        parts.append(f"{partial} from partial context")
    unproven = sum(
        item.with_unproven is not None for report in reports for item in report.proposals
    )
    if unproven:
        parts.append(f"{unproven} without what can't be proven (--keep-unproven keeps it)")
    answers = [item.answer for report in reports for item in report.proposals]
    usages = [answer.usage for answer in answers if answer.usage is not None]
    if usages:
        parts.append(_spent(usages))
    return "; ".join(parts) + "."


def _outcome(reports: list[FileReport], verb: str, written: int, missing: int) -> str:
    if written:
        files = sum(report.changed for report in reports)
        return f"{_counted(written, 'docstring')} {verb} in {_counted(files, 'file')}"
    if missing:
        return f"No docstring {verb}"
    return f"Nothing to change in {_counted(len(reports), 'file')}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _spent(usages: list[Usage]) -> str:
    sent = sum(usage.prompt_tokens for usage in usages)
    received = sum(usage.completion_tokens for usage in usages)
    costs = [usage.cost for usage in usages if usage.cost is not None]
    cost = f", ${sum(costs):.4f}" if costs else ""
    return f"{sent} tokens sent, {received} received{cost}"


def _symbol(proposal: Proposal, plain: Callable[[Problem], dict[str, Any]]) -> dict[str, Any]:
    return {
        "qualname": proposal.symbol.qualname,
        "mode": proposal.mode,
        "docstring": proposal.text,
        "with_unproven": proposal.with_unproven and proposal.with_unproven.text,
        "provider": proposal.answer.provider,
        "model": proposal.answer.model,
        "cached": proposal.answer.cached,
        "partial": proposal.context_note,
        "problems": [plain(problem) for problem in proposal.problems],
    }


def _lines(text: str) -> list[str]:
    """Lines with their ends; only LF parts them, so that CR stays part of its line."""
    parts = text.split("\n")
    lines = [part + "\n" for part in parts[:-1]]
    return [*lines, parts[-1]] if parts[-1] else lines


def _marked(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
