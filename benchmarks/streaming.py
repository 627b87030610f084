"""What streaming costs: time to the first visible text, CPU per 1,000 chunks, beside the bare SDK.

    python benchmarks/streaming.py [--chunks 2000] [--runs 15]

Both clients ask the same server on loopback, which runs in a process of its own, in the same
run and in turn. ``late`` is the time from the server's write of the first content byte to the
client's first text; clocks are the same machine's monotonic one.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import multiprocessing
import statistics
import sys
import time
from collections.abc import AsyncIterator
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from docstring_ls.adapters.model import open_provider
from docstring_ls.ports import Piece
from support.azure import AzureServer, answer
from support.model import KEY, Counted, config_for, request

TEXT = '{"summary": "' + "word " * 8000 + '"}'
PACED = 0.01


def serve(pipe: Connection, chunks: int) -> None:
    """A server whose odd requests come in a burst and whose even ones are paced."""
    burst, paced = answer(TEXT, chunks=chunks), answer(TEXT[:500], chunks=40, seconds=40 * PACED)
    with AzureServer(lambda got: burst if "BURST" in got.text else paced) as server:
        pipe.send(server.endpoint)
        while pipe.recv() == "answered":
            pipe.send(server.requests[-1].answered)


async def ours(endpoint: str) -> AsyncIterator[tuple[object, AsyncIterator[float]]]:
    """Our provider: yields a function that streams one answer and yields arrival times."""
    provider = open_provider(config_for(endpoint, timeout=60), Counted())
    await provider.warm()

    async def stream(text: str) -> AsyncIterator[float]:
        async for event in provider.answer(request(text)):
            if isinstance(event, Piece):
                yield time.monotonic()

    yield stream
    await provider.close()


async def sdk(endpoint: str) -> AsyncIterator[object]:
    """The SDK as its README shows it."""
    import openai

    client = openai.AsyncAzureOpenAI(
        api_key=KEY, azure_endpoint=endpoint, api_version="2024-10-21", max_retries=0
    )

    async def stream(text: str) -> AsyncIterator[float]:
        messages = [{"role": "user", "content": text}]
        async with await client.chat.completions.create(
            model="gpt-4o", messages=messages, stream=True, stream_options={"include_usage": True}
        ) as chunks:
            async for chunk in chunks:
                if chunk.choices and chunk.choices[0].delta.content:
                    yield time.monotonic()

    yield stream
    await client.close()


async def measure(name: str, make: object, pipe: Connection, endpoint: str, chunks: int, runs: int):
    """Print one client's row; the first answer of each kind is not counted."""
    late, cpu, wall = [], [], []
    async with contextlib.aclosing(make(endpoint)) as clients:
        stream = await anext(clients)
        for run in range(runs + 1):
            times = [at async for at in stream("PACED")]
            pipe.send("answered")
            late += [times[0] - pipe.recv()] if run else []
            began, used = time.perf_counter(), time.process_time()
            count = len([at async for at in stream("BURST")])
            if run:
                cpu.append((time.process_time() - used) / chunks * 1000)
                wall.append((time.perf_counter() - began) / chunks * 1000)
    print(
        f"{name:10} first text {statistics.median(late) * 1e3:6.2f} ms late"
        f" (max {max(late) * 1e3:6.2f})   CPU per 1,000 chunks {statistics.median(cpu) * 1e3:7.1f} ms"
        f"   wall {statistics.median(wall) * 1e3:7.1f} ms   pieces {count}"
    )
    return statistics.median(late), statistics.median(cpu)


async def main(chunks: int, runs: int) -> None:
    """Both clients, one after the other, twice."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=serve, args=(there, chunks))
    process.start()
    endpoint = here.recv()
    rows = {}
    for _ in range(2):
        for name, make in (("ours", ours), ("bare SDK", sdk)):
            rows[name] = await measure(name, make, here, endpoint, chunks, runs)
    (late, cpu), (sdk_late, sdk_cpu) = rows["ours"], rows["bare SDK"]
    print(f"ratio ours / SDK: first text {late / sdk_late:.2f}, CPU {cpu / sdk_cpu:.2f}")
    here.send("stop")
    process.join()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chunks", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=15)
    asyncio.run(main(**vars(parser.parse_args())))
