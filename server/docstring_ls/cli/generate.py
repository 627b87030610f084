"""``docstring-ls generate``: docstrings for symbols, files and folders."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from ..core.docstrings import STYLES, Mode
from ..core.problems import Problem, Severity
from ..core.text import path_of, visible
from ..errors import UsageError
from ..package_run import RunWatcher
from ..providers import ProviderKind, command_line_kinds
from ..tasks import Task
from . import report
from .problems import EvidenceLines, print_problems
from .run import Plan, Run
from .terminal import echo, echo_error


@click.command(
    "generate",
    epilog="Exit codes: 0 done or nothing to do; 1 with --check: something would change, else some "
    "symbols failed; 2 wrong use or configuration; 130 interrupted.",
)
@click.argument("targets", nargs=-1, required=True, metavar="PATH[::QUALNAME|:LINE]...")
@click.option(
    "--diff", "action", flag_value="diff", default="diff", help="Print a unified diff (default)."
)
@click.option("--write", "action", flag_value="write", help="Write the docstrings into the files.")
@click.option(
    "--check", "action", flag_value="check", help="List what would change; exit 1 if anything."
)
@click.option(
    "--in-place",
    is_flag=True,
    help="With --write: write into the files themselves, where a new file in a file's place "
    "would lose hard links, owner or attributes.",
)
@click.option("--update", is_flag=True, help="Also mend what is false in docstrings that exist.")
@click.option(
    "--complete", is_flag=True, help="As --update, and add what these docstrings leave out."
)
@click.option("--rewrite", is_flag=True, help="Also replace docstrings that exist; needs a model.")
@click.option(
    "--keep-unproven",
    is_flag=True,
    help="Also keep what a model says and the code can't prove; what is false is left out.",
)
@click.option("--all", "everything", is_flag=True, help="Private symbols too.")
@click.option("--provider", type=click.Choice(command_line_kinds()), help="Who writes the prose.")
@click.option("--style", type=click.Choice(["auto", *STYLES]))
@click.option("--jobs", type=click.IntRange(1, 64), help="Requests under way at once.")
@click.option("--max-cost", type=click.FloatRange(min=0), help="US dollars this run may spend.")
@click.option("--max-tokens", type=click.IntRange(min=0), help="Tokens this run may spend.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
def generate_command(
    targets: tuple[str, ...],
    action: str,
    in_place: bool,
    update: bool,
    complete: bool,
    rewrite: bool,
    keep_unproven: bool,
    everything: bool,
    provider: str | None,
    style: str | None,
    jobs: int | None,
    max_cost: float | None,
    max_tokens: int | None,
    form: str,
    quiet: bool,
) -> None:
    """Write docstrings for what has none, and print them as a diff.

    A folder is searched for .py and .pyw files; links out of it are not followed, and empty files
    stay empty. Stubs (.pyi) and scripts with a Python shebang are documented when they are named.
    """
    if in_place and action != "write":
        raise UsageError("--in-place says how files are written.", "Add --write.")
    if (update or complete) and rewrite:
        kept = "--update" if update else "--complete"
        raise UsageError(f"{kept} and --rewrite exclude each other.", "Give one of them.")
    flags: dict[str, Any] = {
        "provider": provider,
        "style": style,
        "concurrency": jobs,
        "max_cost": max_cost,
        "max_tokens": max_tokens,
    }
    kept = Mode.COMPLETE if complete else Mode.UPDATE if update else Mode.GENERATE
    mode = Mode.REWRITE if rewrite else kept
    plan = Plan(targets, flags, mode, everything, action == "write", in_place, keep_unproven)
    run = Run(plan)
    with _watching(quiet) as watcher:
        reports = asyncio.run(run.files(watcher))
    _warn(run.problems, quiet)
    lines = EvidenceLines(reports, written=action == "write")
    _print_reports(reports, action, form, run, lines)
    if form == "text":
        print_problems(reports, lines, quiet)
    _print_outcome(reports, action, quiet, run)
    sys.exit(_exit_code(reports, action, run))


def _exit_code(reports: list[report.FileReport], action: str, run: Run) -> int:
    if run.stopped_by is not None:
        return 2 if run.stopped_by.fault == "user" else 1
    failed = any(item.failures for item in reports)
    is_missing = action == "check" and any(item.changed for item in reports)
    return 1 if failed or is_missing else 0


def _writer(run: Run) -> str:
    """Who wrote, where a person may take it for a model's words."""
    if run.unconfigured:
        return "by the draft, for no model is configured (docstring-ls doctor tells more)"
    return "by the draft" if run.provider == ProviderKind.DRAFT else ""


def _print_reports(
    reports: list[report.FileReport], action: str, form: str, run: Run, lines: EvidenceLines
) -> None:
    if form == "json":
        echo(report.as_json(reports, run.provider, lines.plain, run.stopped_by))
    elif action == "check":
        for item in reports:
            for proposal in item.proposals:
                echo(_location_line(item.path, proposal))
    elif action == "diff":
        for item in reports:
            text = report.diff(item)
            if text:
                report.print_diff(text)


def _location_line(path: Path, proposal: Any) -> str:
    line = proposal.source.line_of(proposal.symbol.header.start) + 1
    verb = "misses a docstring" if proposal.mode is Mode.GENERATE else "has a docstring to mend"
    return f"{path}:{line}: {proposal.symbol.qualname or 'module'} {verb}"


def _print_outcome(reports: list[report.FileReport], action: str, quiet: bool, run: Run) -> None:
    for item in reports:
        for name, why in item.failures.items():
            echo_error(why if name == "*" else f"{item.path}::{name}: {why}")
    if run.stopped_by is not None:
        echo_error(f"docstring-ls: {run.stopped_by}")
    if not quiet:
        writer = _writer(run) if action != "check" else ""
        verb = {"write": "written", "check": "missing or stale"}.get(action, "proposed")
        echo_error(report.summary(reports, verb, writer))


def _warn(problems: tuple[Problem, ...], quiet: bool) -> None:
    for problem in problems:
        if not (quiet and problem.severity is Severity.INFO):
            echo_error(f"docstring-ls: {problem.message}")


@contextmanager
def _watching(quiet: bool) -> Iterator[RunWatcher]:
    """A progress bar on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield RunWatcher()
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("docstrings", total=None)

        def planned(total: int) -> None:
            bar.update(task, total=total)

        def begun(asked: Task) -> None:
            name = asked.symbol.qualname or Path(path_of(asked.syntax.source.uri)).name
            bar.update(task, description=escape(visible(name)))

        def ended(asked: Task) -> None:
            bar.advance(task)

        yield RunWatcher(planned, begun, ended)
