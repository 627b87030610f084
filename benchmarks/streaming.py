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
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from docstring_ls.ports import TextDelta
from support.azure import AzureServer, answer
from support.model import KEY, Counted, config_for, open_provider, request

TEXT = '{"summary": "' + "word " * 8000 + '"}'
PACED = 0.01


def serve(pipe: Connection, chunks: int) -> None:
    """A server whose odd requests come in a burst and whose even ones are paced."""
    burst, paced = answer(TEXT, chunks=chunks), answer(TEXT[:500], chunks=40, seconds=40 * PACED)
    with AzureServer(lambda got: burst if "BURST" in got.text else paced) as server:
        pipe.send(server.endpoint)
        while pipe.recv() == "answered":
            pipe.send(server.requests[-1].answered)


async def ours(endpoint: str) -> AsyncGenerator[Any, None]:
    """Our provider: yields a function that streams one answer and yields arrival times."""
    provider = open_provider(config_for(endpoint, timeout=60), Counted())
    await provider.warm()

    async def stream(text: str) -> AsyncIterator[float]:
        async for event in provider.answer(request(text)):
            if isinstance(event, TextDelta):
                yield time.monotonic()

    yield stream
    await provider.close()


async def sdk(endpoint: str) -> AsyncGenerator[Any, None]:
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


@dataclass
class Row:
    """One client's figures, in seconds."""

    stream: Callable[[str], AsyncIterator[float]]
    late: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    async def measure(self, pipe: Connection, chunks: int) -> None:
        """One paced answer and one in a burst."""
        times = [at async for at in self.stream("PACED")]
        pipe.send("answered")
        self.late.append(times[0] - pipe.recv())
        began, used = time.perf_counter(), time.process_time()
        assert [at async for at in self.stream("BURST")]
        self.cpu.append((time.process_time() - used) / chunks * 1000)
        self.wall.append((time.perf_counter() - began) / chunks * 1000)

    def show(self, name: str) -> tuple[float, float]:
        """Print it without the first run, which warms up."""
        late, cpu, wall = (sorted(each[1:]) for each in (self.late, self.cpu, self.wall))
        middle = statistics.median
        print(
            f"{name:9} first text late: median {middle(late) * 1e3:5.2f} ms, "
            f"worst {late[-1] * 1e3:6.2f} ms; per 1,000 chunks: CPU {middle(cpu) * 1e3:6.1f} ms, "
            f"wall {middle(wall) * 1e3:6.1f} ms"
        )
        return middle(late), middle(cpu)


async def main(chunks: int, runs: int) -> None:
    """Both clients in turn."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=serve, args=(there, chunks))
    process.start()
    endpoint = here.recv()
    async with (
        contextlib.aclosing(ours(endpoint)) as mine,
        contextlib.aclosing(sdk(endpoint)) as theirs,
    ):
        rows = {"ours": Row(await anext(mine)), "bare SDK": Row(await anext(theirs))}
        for _ in range(runs + 1):
            for row in rows.values():
                await row.measure(here, chunks)
    (late, cpu), (sdk_late, sdk_cpu) = (row.show(name) for name, row in rows.items())
    print(f"ours / SDK: first text {late / sdk_late:.2f}, CPU {cpu / sdk_cpu:.2f}")
    here.send("stop")
    process.join()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chunks", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=15)
    asyncio.run(main(**vars(parser.parse_args())))
