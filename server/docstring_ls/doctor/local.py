"""What is on this machine: tokenizer, interpreter, caches, prices, telemetry."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

from ..config import Config
from ..errors import DocstringLsError
from ..ports import Usage
from ..untrusted.files import is_folder, is_there
from .report import Check, State, failed

VERSION_OF_PYTHON = "import sys; print('.'.join(map(str, sys.version_info[:3])))"


async def tokenizer(config: Config) -> Check:
    """Whether tokens are counted exactly."""
    from ..adapters.tokens import open_counter

    counter = open_counter(config.model_name)
    started = time.monotonic()
    if await asyncio.to_thread(counter.load):
        seconds = time.monotonic() - started
        message = f"{counter.encoding}, loaded in {seconds:.2f} s without network."
        return Check("tokenizer", State.OK, message, details={"encoding": counter.encoding})
    return Check(
        "tokenizer",
        State.WARNING,
        f"{counter.failure}; sizes are bounded by bytes, and less context fits.",
        "Install docstring-ls again.",
        {"encoding": counter.encoding},
    )


async def interpreter(config: Config) -> Check:
    """Whose packages jedi looks into."""
    chosen = config.options.jedi_interpreter
    if not chosen:
        own = f"Python {sys.version_info.major}.{sys.version_info.minor}, the server's own"
        advice = "Set jedi-interpreter to your project's Python for its installed packages."
        return Check("interpreter", State.OK, f"none chosen: {own}.", advice)
    try:
        version = await asyncio.to_thread(_version, chosen)
    except (OSError, subprocess.SubprocessError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        return Check(
            "interpreter",
            State.WRONG,
            f"{chosen} can't be run ({reason}).",
            "Correct jedi-interpreter: the path of a python executable.",
        )
    return Check(
        "interpreter", State.OK, f"{chosen}, Python {version}.", details={"version": version}
    )


async def cache(config: Config) -> Check:
    """Whether answers can be kept."""
    from ..adapters.cache.tiered import cache_folder, open_disk

    if not config.options.cache:
        return Check("cache", State.OK, "Nothing is kept on disk (cache = false).")
    store = open_disk(config.options)
    stats = await store.stats()
    await store.close()
    folder = cache_folder(config.options)
    if not _writable(folder):
        return Check(
            "cache",
            State.WARNING,
            f"{folder} can't be written; answers are kept in memory alone.",
            "Set cache-dir to a folder of your own.",
        )
    message = f"{stats.entries:,} answers, {stats.size / 1_000_000:.1f} MB in {stats.place}."
    return Check(
        "cache", State.OK, message, details={"place": stats.place, "entries": stats.entries}
    )


async def shared_cache(config: Config) -> Check | None:
    """Whether the team's cache answers; None where there is none."""
    from ..adapters.cache.redis import DOCTOR_TIMEOUT
    from ..adapters.cache.tiered import open_shared

    if not config.options.cache_url:
        return None
    try:
        store = open_shared(config.options, timeout=DOCTOR_TIMEOUT)
    except DocstringLsError as error:
        return failed("shared cache", error)
    stats = await store.stats()
    reachable = await store.reachable()
    await store.close()
    if reachable:
        return Check("shared cache", State.OK, f"{stats.entries:,} answers at {stats.place}.")
    return Check(
        "shared cache",
        State.WARNING,
        f"{store.place} {store.failure}; going on without it.",
        "Check cache-url.",
    )


async def prices(config: Config) -> Check:
    """Whether costs can be told."""
    from ..adapters.prices import open_prices

    if not config.provider_spec.asks_model:
        return Check("prices", State.OK, "The draft costs nothing.")
    model = config.model_name
    if open_prices(config).cost(model, Usage(1000, 1000)) is not None:
        return Check("prices", State.OK, f"known for {model}.")
    return Check(
        "prices",
        State.WARNING if config.options.max_cost else State.OK,
        f"not known for {model or 'the model'}: no cost is told, and max-cost stops every request.",
        "Name the model in model, or give its price in models (NAME;price-in=…;price-out=…).",
    )


async def telemetry(config: Config) -> Check:
    """Whether figures are exported."""
    from ..adapters.telemetry_export import wanted

    if wanted(os.environ):
        return Check("telemetry", State.OK, "exported as the OTEL_… variables say.")
    return Check("telemetry", State.OK, "not exported (no OTEL_… variable asks for it).")


def _version(python: str) -> str:
    # -I keeps a sitecustomize or a module of the current folder from being run.
    command = [python, "-I", "-c", VERSION_OF_PYTHON]
    process = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    return process.stdout.strip()


def _writable(folder: Path) -> bool:
    """Whether the folder, or the one in which it would be made, can be written."""
    nearest = next(each for each in (folder, *folder.parents) if is_there(each))
    return is_folder(nearest) and os.access(nearest, os.W_OK | os.X_OK)
