"""``docstring-ls doctor``: is everything there that an answer needs?"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from .. import __version__, app
from ..core.problems import Problem
from ..doctor.checks import run_checks
from ..doctor.masked_options import shown_options
from ..doctor.report import Check, Report, State
from ..options import kebab
from .terminal import echo, printable

SIGNS = {
    State.OK: ("ok", "green"),
    State.WARNING: ("!!", "yellow"),
    State.FAILED: ("failed", "red"),
    State.WRONG: ("wrong", "red"),
    State.SKIPPED: ("--", "dim"),
}


@click.command(
    "doctor",
    epilog="Exit codes: 0 all well, 1 the service failed, 2 the configuration is wrong.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--no-request", is_flag=True, help="Send nothing; look only at what is here.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Workspace folder whose pyproject.toml counts.  [default: here]",
)
def doctor_command(as_json: bool, no_request: bool, root: Path) -> None:
    """Check configuration, sign-in, deployments, limits and tools; sends one tiny request."""
    config, problems = app.load_config(str(root.resolve()))
    report = asyncio.run(_report(Report(config, ()), problems, not no_request, as_json))
    if as_json:
        echo(json.dumps(_document(report), indent=2, ensure_ascii=False))
    sys.exit(report.exit_code)


async def _report(
    report: Report, problems: tuple[Problem, ...], request: bool, quiet: bool
) -> Report:
    checks = []
    async for check in run_checks(report.config, problems, request=request):
        checks.append(check)
        if not quiet:
            _print(report, check)
    return Report(report.config, tuple(checks))


def _print(report: Report, check: Check) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    sign, colour = SIGNS[check.state]
    console.print(
        Text.assemble(
            (f"{sign:>6}  ", colour), (check.name, "bold"), f": {printable(check.message)}"
        )
    )
    if check.advice:
        console.print(
            Text(f"        {printable(check.advice)}", "dim" if check.state is State.OK else "")
        )
    if check.name == "configuration":
        for line in _origins(report):
            console.print(Text(f"        {printable(line)}", "dim"))


def _origins(report: Report) -> list[str]:
    """Every option that somebody set, and where."""
    return [
        f"{kebab(option.name)} = {option.value}  ({option.origin})"
        for option in shown_options(report.config)
        if option.origin != "default"
    ]


def _document(report: Report) -> dict[str, Any]:
    return {
        "version": __version__,
        "python": sys.version.split()[0],
        "provider": report.config.provider,
        "exit_code": report.exit_code,
        "checks": [asdict(check) for check in report.checks],
    }
