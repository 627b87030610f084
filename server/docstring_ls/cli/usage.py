"""``docstring-ls usage``: what was spent, per day, deployment and kind of caller."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from .. import app
from ..spent import Spent
from .report import table_console
from .terminal import echo, printable

if TYPE_CHECKING:
    from ..adapters.cache.ledger import LedgerLine

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
        echo(json.dumps([_document(line) for line in lines], indent=2, ensure_ascii=False))
    elif lines:
        _print(lines)
    else:
        click.echo("No usage is recorded.", err=True)


def _document(line: LedgerLine) -> dict[str, Any]:
    """One flat object, without what the ledger does not keep."""
    document = asdict(line)
    return document | {k: v for k, v in document.pop("spent").items() if k != "estimated"}


def _print(lines: tuple[LedgerLine, ...]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_footer=True)
    total = sum((line.spent for line in lines), Spent())
    totals = ("total", "", "", "", *_figures(total))
    for name, footer in zip(COLUMNS, totals, strict=True):
        words = name in COLUMNS[:4]
        table.add_column(name, footer, justify="left" if words else "right", overflow="fold")
    for line in lines:
        names = (line.day, line.deployment, line.model, line.caller)
        table.add_row(*map(printable, names), *_figures(line.spent))
    console = table_console()
    console.print(table, highlight=False, markup=False)
    if total.unpriced:
        console.print("* without requests whose price is not known", highlight=False)


def _figures(spent: Spent) -> tuple[str, ...]:
    is_known = spent.unpriced < spent.requests
    cost = f"${spent.cost:.4f}" if is_known else "not known"
    return (
        f"{spent.requests:,}",
        f"{spent.prompt_tokens:,}",
        f"{spent.cached_tokens:,}",
        f"{spent.completion_tokens:,}",
        cost + ("*" if spent.unpriced and is_known else ""),
    )
