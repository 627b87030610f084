"""The fault matrix as a table: what a user gets to see of everything that servers do.

    python benchmarks/faults.py [--faster 10] [--markdown]

Each row is a request over a real socket on loopback. All waits are so many times shorter than
in earnest: at 10, a retry pauses for 50 ms instead of half a second.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from docstring_ls.adapters.llm.backoff import Timings
from support.azure import AzureServer
from support.faults import CASES, Case
from support.model import Bytes, ask, config_for, open_provider


@dataclasses.dataclass
class Row:
    """What came of one behaviour."""

    behaviour: str
    outcome: str
    as_expected: bool
    withdrawn: int
    requests: int
    retries: int
    open: int
    seconds: float
    message: str


async def run(case: Case, faster: float) -> Row:
    async with AzureServer(case.script) as server:
        options = {"idle_timeout": 3 / faster, **case.options}
        provider = open_provider(config_for(server, **options), Bytes(), Timings().faster(faster))
        await provider.warm()
        began = time.perf_counter()
        outcome = await ask(provider)
        seconds = time.perf_counter() - began
        await provider.close()
        left = await server.idle()
    sent, withdrawn = len(server.requests), len(outcome.withdrawn)
    expected = (outcome.kind, sent, withdrawn) == (case.kind, case.requests, case.withdrawn)
    told = str(outcome.error or "").replace(server.endpoint[7:], "HOST")
    told = told.split(" (id c0ffee")[0]
    return Row(case.name, outcome.kind, expected, withdrawn, sent, sent - 1, left, seconds, told)


async def main(faster: float, markdown: bool) -> None:
    rows = [await run(case, faster) for case in CASES]
    line = "{:50} {:21} {:>8} {:>7} {:>9} {:>7}  {}"
    if markdown:
        line = "| {} | {} | {} | {} | {} | {} | {} |"
    titles = "server", "outcome", "requests", "retries", "withdrawn", "seconds", "message"
    print(line.format(*titles))
    if markdown:
        print("|---|---|---|---|---|---|---|")
    for row in rows:
        kind = row.outcome + ("" if row.as_expected else " (!)")
        figures = row.requests, row.retries, row.withdrawn, f"{row.seconds:.2f}"
        print(line.format(row.behaviour, kind, *figures, row.message))
    wrong = sum(not row.as_expected for row in rows)
    left = sum(row.open for row in rows)
    print(f"\n{len(rows)} behaviours, {wrong} not as expected, {left} connections left open")
    sys.exit(bool(wrong or left))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--faster", type=float, default=10.0)
    parser.add_argument("--markdown", action="store_true")
    asyncio.run(main(**vars(parser.parse_args())))
