"""``docstring-ls cache``: what the persistent cache holds, and forgetting it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from .. import app
from .terminal import echo

if TYPE_CHECKING:
    from ..adapters.cache.entry import Stats, Store


@click.group("cache")
def cache_command() -> None:
    """Look into the persistent cache of answers, or clear it."""


@cache_command.command("stats")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def stats_command(as_json: bool) -> None:
    """Show what is kept, where, and since when."""
    statistics = asyncio.run(_stats())
    if as_json:
        click.echo(json.dumps([asdict(stats) for stats in statistics], indent=2))
        return
    for stats in statistics:
        echo(f"{stats.place}: {stats.entries:,} answers{_details(stats)}")
    if not statistics:
        click.echo("The cache is off (cache = false, no cache-url).", err=True)


@cache_command.command("clear")
@click.option("--symbol", default="", help="Only answers for this symbol, such as Cart.total.")
@click.option("--model", default="", help="Only answers of this model.")
@click.option("--shared", is_flag=True, help="In the team's shared cache too.")
def clear_command(symbol: str, model: str, shared: bool) -> None:
    """Forget answers; usage figures stay."""
    click.echo(f"{asyncio.run(_clear(symbol, model, shared)):,} answers forgotten.")


def _stores(shared: bool) -> list[Store]:
    from ..adapters.cache.redis import DOCTOR_TIMEOUT
    from ..adapters.cache.tiered import open_disk, open_shared

    options = app.load_config("")[0].options
    stores: list[Store] = [open_disk(options)] if options.cache else []
    if shared and options.cache_url:
        stores.append(open_shared(options, timeout=DOCTOR_TIMEOUT))
    return stores


async def _stats() -> list[Stats]:
    stores = _stores(shared=True)
    statistics = [await store.stats() for store in stores]
    for store in stores:
        await store.close()
    return statistics


async def _clear(symbol: str, model: str, shared: bool) -> int:
    stores, total = _stores(shared), 0
    for store in stores:
        total += await store.clear(symbol, model)
        await store.close()
    return total


def _details(stats: Stats) -> str:
    size = f", {stats.size / 1_000_000:.1f} MB" if stats.size else ""
    since = datetime.fromtimestamp(stats.oldest).strftime("%Y-%m-%d") if stats.oldest else ""
    return size + (f", the oldest of {since}" if since else "")
