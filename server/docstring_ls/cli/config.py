"""``docstring-ls config``: every option, its value and where it came from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from .. import app
from ..config import DEFAULT, Config
from ..core.problems import Problem
from ..doctor.masked_options import shown_options
from ..options import kebab
from .report import table_console
from .terminal import echo, echo_error, printable


@click.command("config")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Workspace folder whose pyproject.toml counts.  [default: here]",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def config_command(root: Path, as_json: bool) -> None:
    """Show every option, its value and where it came from; secrets are masked."""
    config, problems = app.load_config(str(root.resolve()))
    problems += config.connection_problems
    if as_json:
        echo(json.dumps(_document(config, problems), indent=2, ensure_ascii=False))
        return
    for problem in problems:
        echo_error(f"docstring-ls: {problem.message}")
    _print(config)


def _document(config: Config, problems: tuple[Problem, ...]) -> dict[str, Any]:
    return {
        "provider": config.provider,
        "options": {
            kebab(option.name): {
                "value": option.value,
                "origin": option.origin,
                "scope": option.scope,
                "help": option.help,
            }
            for option in shown_options(config)
        },
        "problems": [{"code": each.code, "message": each.message} for each in problems],
    }


def _print(config: Config) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table("option", "value", "from", box=None, pad_edge=False)
    for option in shown_options(config):
        style = "dim" if option.origin == DEFAULT else "bold"
        cells = (kebab(option.name), _words(option.value), option.origin)
        table.add_row(*(Text(printable(cell), style=style, overflow="fold") for cell in cells))
    console = table_console()
    console.print(table)
    console.print(f"\nprovider in force: {config.provider}", highlight=False)


def _words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
