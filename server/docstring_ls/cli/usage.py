"""``docstring-ls usage``: what was spent, per day, deployment and kind of caller."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from .. import app
from .report import table_console
from .terminal import echo, shown

if TYPE_CHECKING:
    from ..adapters.cache.ledger import Spent

COLUMNS = ("day", "deployment", "model", "caller", "requests", "sent", "cached", "received", "cost")


@click.command("usage")
@click.option("--days", type=click.IntRange(1, 36_500), help="Only the last so many days.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def usage_command(days: int | None, as_json: bool) -> None:
    """Show tokens and cost per day, deployment and kind of caller (editor, cli, ci)."""
    config, _ = app.load_config("")
    from ..adapters.cache.tiered import open_ledger

    since = (date.today() - timedelta(days=days - 1)).isoformat() if days else ""
    ledger = open_ledger(config.options)
    lines = ledger.lines(since)
    ledger.close()
    if as_json:
        echo(json.dumps([asdict(line) for line in lines], indent=2, ensure_ascii=False))
    elif lines:
        _print(lines)
    else:
        click.echo("No usage is recorded.", err=True)


def _print(lines: tuple[Spent, ...]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_footer=True)
    totals = ("total", "", "", "", *_numbers(lines))
    for name, total in zip(COLUMNS, totals, strict=True):
        words = name in COLUMNS[:4]
        table.add_column(name, total, justify="left" if words else "right", overflow="fold")
    for line in lines:
        table.add_row(
            *map(shown, (line.day, line.deployment, line.model, line.caller)), *_numbers((line,))
        )
    console = table_console()
    console.print(table, highlight=False, markup=False)
    if any(line.unpriced for line in lines):
        console.print("* without requests whose price is not known", highlight=False)


def _numbers(lines: tuple[Spent, ...]) -> tuple[str, ...]:
    unpriced, requests = (sum(getattr(x, n) for x in lines) for n in ("unpriced", "requests"))
    known = f"${sum(line.cost for line in lines):.4f}" if unpriced < requests else "not known"
    return (
        f"{requests:,}",
        f"{sum(line.prompt_tokens for line in lines):,}",
        f"{sum(line.cached_tokens for line in lines):,}",
        f"{sum(line.completion_tokens for line in lines):,}",
        known + ("*" if unpriced and unpriced < requests else ""),
    )
