"""How much of a quota is used, and how often the service has to say no.

    python benchmarks/quota.py [--generations 200] [--faster 20]

The server counts as Azure does, in sliding windows of a minute and a second, and charges the
prompt and the cap of the answer on arrival; all times are so many times shorter than in
earnest. 1.00 is as fast as these windows allow at all.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from docstring_ls.adapters.llm.backoff import Timings
from docstring_ls.core.prompt import SCHEMA, chat_tokens, schema_tokens
from support.azure import AzureServer, Recorded
from support.model import Counted, ask, config_for, open_provider, request
from support.quota import Quota

CASES = {
    "60 RPM, 20k TPM, told by headers": (60, 20_000, True, False),
    "60 RPM, 20k TPM, configured": (60, 20_000, False, True),
    "60 RPM, 100k TPM (requests are scarce)": (60, 100_000, True, False),
    "600 RPM, 60k TPM": (600, 60_000, True, False),
}


def charged(received: Recorded) -> int:
    counter = Counted()
    return chat_tokens(counter, received.json["messages"]) + schema_tokens(counter, SCHEMA)


async def run(name: str, generations: int, faster: float) -> None:
    rpm, tpm, told, known = CASES[name]
    quota = Quota(rpm, tpm, 60 / faster, charged, told=told)
    options = {"requests_per_minute": rpm, "tokens_per_minute": tpm} if known else {}
    async with AzureServer(quota) as server:
        config = config_for(server, concurrency=8, answer_tokens=128, **options)
        provider = open_provider(config, Counted(), Timings().faster(faster))
        await provider.warm()
        numbered = [request("x " * 40 + f"{number:04}") for number in range(generations)]
        began = time.perf_counter()
        outcomes = await asyncio.gather(*(ask(provider, each) for each in numbered))
        seconds = time.perf_counter() - began
        await provider.close()
    good = sum(outcome.kind == "ok" for outcome in outcomes)
    first: dict[str, float] = {}
    for each in quota.arrived:
        first.setdefault(each.text[-4:], each.at)
    # Two sockets that are written at once may be read in either order.
    kept = all(first[f"{n:04}"] <= first[f"{n + 1:04}"] + 0.005 for n in range(generations - 1))
    print(
        f"{name:40} {good}/{generations} answered in {seconds:5.1f} s, "
        f"429: {len(quota.rejected)}, quota used {quota.used():.2f}, "
        f"order {'kept' if kept else 'LOST'}"
    )


async def main(generations: int, faster: float) -> None:
    for name in CASES:
        await run(name, generations, faster)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--generations", type=int, default=200)
    parser.add_argument("--faster", type=float, default=20.0)
    asyncio.run(main(**vars(parser.parse_args())))
