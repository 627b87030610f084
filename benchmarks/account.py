"""What stands between us and the model: CPU per 1,000 pieces, and a kept answer beside diskcache.

    python benchmarks/account.py

The first table streams the same scripted pieces through each wrapper, without any network. The
second writes and reads 2,000 answers of 1 kB; diskcache is measured where it is installed (it is
not a dependency: its last release is of 2023 and it unpickles what it reads).
"""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from docstring_ls.adapters.cache.caching_provider import CachingProvider
from docstring_ls.adapters.cache.disk import DiskStore
from docstring_ls.adapters.cache.entry import CachedAnswer
from docstring_ls.adapters.cache.memory import MemoryStore
from docstring_ls.adapters.prices import Prices
from docstring_ls.adapters.telemetry import Traced
from docstring_ls.adapters.tokens import ByteBound
from docstring_ls.adapters.usage import Metered
from docstring_ls.adapters.usage_budget import SpendingBudget
from docstring_ls.ports import TextDelta
from support.provider import Scripted, answer, request

PIECES, RUNS, ENTRIES = 1000, 20, 2000


def wrappers() -> dict[str, Callable[[Any], Any]]:
    """Each wrapper around the bare script, then all of them as the app wires them."""

    def metered(inner: Any) -> Any:
        return Metered(inner, SpendingBudget(), Prices(), ByteBound(), model="gpt-4o")

    return {
        "bare": lambda inner: inner,
        "telemetry": lambda inner: Traced(inner, "gpt-4o"),
        "meter": metered,
        "store": lambda inner: CachingProvider(inner, MemoryStore()),
        "all": lambda inner: CachingProvider(Traced(metered(inner), "gpt-4o"), MemoryStore()),
    }


async def streaming() -> None:
    """CPU milliseconds per 1,000 pieces."""
    print(f"CPU per {PIECES:,} pieces, ms (median of {RUNS})")
    for name, wrap in wrappers().items():
        provider = wrap(Scripted(*[TextDelta("word ")] * PIECES, answer("word " * PIECES)))
        times = []
        for number in range(RUNS + 1):
            started = time.process_time()
            async for _ in provider.answer(request(str(number))):
                pass
            times.append((time.process_time() - started) * 1000)
        print(f"  {name:10} {statistics.median(times[1:]):7.2f}")


async def keeping(folder: Path) -> None:
    """Microseconds per write and read, through the event loop as in use."""
    store, entry = DiskStore(folder), CachedAnswer("x" * 1000, "azure", "gpt-4o", "f", 1.0)
    entry = CachedAnswer(entry.text, entry.provider, entry.model, entry.qualname, time.time())
    writes = await timed(lambda number: store.put(f"k{number}", entry))
    reads = await timed(lambda number: store.get(f"k{number}"))
    await store.close()
    print(
        f"\nkept answers, µs each ({ENTRIES:,})\n  ours      write {writes:6.0f}  read {reads:6.0f}"
    )


async def timed(work: Callable[[int], Any]) -> float:
    """Microseconds of one piece of work."""
    started = time.perf_counter()
    for number in range(ENTRIES):
        await work(number)
    return (time.perf_counter() - started) / ENTRIES * 1e6


async def peer(folder: Path) -> None:
    """The same with diskcache, in a thread as well."""
    with contextlib.suppress(ImportError):
        import diskcache

        cache = diskcache.Cache(str(folder), disk=diskcache.JSONDisk)
        entry = {"text": "x" * 1000, "provider": "azure", "model": "gpt-4o"}
        writes = await timed(lambda n: asyncio.to_thread(cache.set, f"k{n}", entry))
        reads = await timed(lambda n: asyncio.to_thread(cache.get, f"k{n}"))
        cache.close()
        print(f"  diskcache  write {writes:6.0f}  read {reads:6.0f}")


async def main() -> None:
    """Print both tables."""
    await streaming()
    with tempfile.TemporaryDirectory() as folder:
        await keeping(Path(folder) / "ours")
        await peer(Path(folder) / "peer")


if __name__ == "__main__":
    asyncio.run(main())
