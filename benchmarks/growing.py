"""What a growing answer costs: CPU of our process while 3.4 kB come in 800 pieces over 4 seconds.

    python benchmarks/growing.py [--runs 5] [--client stream]
        [--against /path/of/another/.venv/bin/python]

Four clients: an editor that shows the stream, one that shows work-done progress, one that can show
nothing, and the command line. Each generates alternately for an answer in 800 pieces and for the
same answer in one piece after the same 4 seconds; what a piece costs is the difference. CPU is
user and system time of all threads of the process that serves the editor (or runs the command),
without its children (the resolver) and without the model's server and the client, which are
processes of their own. ``--against`` measures another checkout in the same run, in turn.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import copy
import io
import json
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

PIECES, SECONDS = 800, 4.0
PACE = SECONDS / PIECES
PARAMETERS = ("account", "amount", "currency", "rate", "retries", "timeout", "journal", "strict")
BODY = 12
FUNCTION = '''"""Moving money."""


def {name}(
    {parameters}
) -> int:
    if amount <= 0:
        raise ValueError("amount must be positive")
    if strict and currency not in rate:
        raise KeyError(currency)
    for _ in range(retries):
        cents = round(amount * rate[currency])
        if journal.append(account, cents, timeout):
            account.balance += cents
            return account.balance
    raise TimeoutError("the journal did not take the entry")
'''
SENTENCE = (
    "{} the amount with the rate of its currency and round it to whole cents before it is "
    "written to the `journal`, so that what is booked and what is stored never differ. "
)
VERBS = ("Convert", "Check", "Change", "Book", "Move", "Keep", "Hold", "Store")
TEXT = json.dumps(
    {
        "summary": "Add an amount of money in any currency to the balance of an account.",
        "description": "".join(SENTENCE.format(verb) for verb in VERBS).strip(),
        "parameters": [
            {
                "name": name,
                "description": f"The {name} with which the money is moved. It is taken as it was "
                f"given, and the {name} is looked up in the journal when it is not known.",
            }
            for name in PARAMETERS
        ],
        "returns": "The balance of the account in cents after the entry was taken.",
        "yields": None,
        "raises": [
            {"name": name, "description": "If the entry can't be made as it was asked for."}
            for name in ("ValueError", "KeyError", "TimeoutError")
        ],
        "attributes": [],
        "examples": "",
    }
)
CLIENTS = ("stream", "progress", "silent", "command line")


def code(kind: str, number: int) -> str:
    """A document whose function tells the model's server how to answer."""
    names = ",\n    ".join(f"{name}: object" for name in PARAMETERS)
    return FUNCTION.format(name=f"move_{kind}_{number}", parameters=names)


class Paced:
    """The steps of an answer in pieces, each when it is due, however busy the machine is."""

    def __iter__(self) -> Iterator[bytes | float]:
        from support.azure import DONE, delta, event, usage_chunk

        began = time.monotonic()
        for number in range(PIECES):
            start, end = (len(TEXT) * at // PIECES for at in (number, number + 1))
            yield event(delta({"content": TEXT[start:end]}))
            yield max(0.0, began + (number + 1) * PACE - time.monotonic())
        yield event(delta({}, finish="stop"))
        yield event(usage_chunk(TEXT, "gpt-4o"))
        yield DONE


def serve(pipe: Connection) -> None:
    """The model's server: in pieces over the time, or in one piece at its end."""
    from support.azure import AzureServer, Reply, answer

    pieces, whole = Reply(Paced()), answer(TEXT, chunks=1, first=SECONDS)  # type: ignore[arg-type]
    with AzureServer(lambda got: pieces if "move_pieces" in got.text else whole) as server:
        pipe.send(server.endpoint)
        pipe.recv()


def environment(endpoint: str) -> dict[str, str]:
    """How both ways to run us find the model's server."""
    from support.editor import clean_environment

    return clean_environment(
        {
            "AZURE_OPENAI_ENDPOINT": endpoint,
            "AZURE_OPENAI_API_KEY": "key",
            "AZURE_OPENAI_DEPLOYMENT": "writer",
            "AZURE_OPENAI_API_VERSION": "2024-10-21",
            "DOCSTRING_LS_CACHE": "off",
        }
    )


def announcement(client: str) -> dict[str, Any]:
    """What an editor of each kind announces."""
    from support.editor import PLAIN

    announced: dict[str, Any] = copy.deepcopy(PLAIN)
    if client == "stream":
        announced["initializationOptions"] = {"stream": True}
    if client == "silent":
        announced["capabilities"]["window"] = {}
    return announced


def cpu_of(process: int) -> float:
    """CPU seconds of a process with all its threads (Linux's clock of another process)."""
    return time.clock_gettime((~process << 3) | 2)


async def editor(
    python: str, client: str, folder: Path, endpoint: str
) -> AsyncGenerator[float, str]:
    """Sent a kind of answer, gives the CPU seconds of one generation in a warm server."""
    from support import editor as support

    support.SERVER[0] = python
    arguments = {"environment": environment(endpoint)}
    async with support.editing(folder, announcement(client), **arguments) as opened:
        process = opened.client._server.pid
        number, used = 0, 0.0
        while kind := (yield used):
            number += 1
            uri = opened.open(f"move_{kind}_{number}.py", code(kind, number))
            began = cpu_of(process)
            await opened.choose(uri, BODY, "Preview docstring")
            await opened.until(lambda: _is_done(opened, client), "done")
            used = cpu_of(process) - began
            for told in (opened.streamed, opened.timeline, opened.client.messages):
                told.clear()
            opened.close(uri)


def _is_done(opened: Any, client: str) -> bool:
    if client == "stream":
        return any(item.state == "done" for item in opened.streamed)
    if client == "progress":
        return any(kind == "end" for kind, _ in opened.timeline)
    return any("is ready" in message for message in opened.messages)


async def command_line(python: str, folder: Path, endpoint: str) -> AsyncGenerator[float, str]:
    """Sent a kind of answer, gives the CPU seconds of one run in a process that is warm."""
    process = await asyncio.create_subprocess_exec(
        python, __file__, "--inside",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(endpoint),
    )  # fmt: skip
    assert process.stdin and process.stdout
    number, used = 0, 0.0
    while kind := (yield used):
        number += 1
        path = folder / f"cli_{kind}_{number}.py"
        path.write_text(code(kind, number))
        process.stdin.write(f"{path}\n".encode())
        used = float(await process.stdout.readline())
        path.unlink()
    process.stdin.close()
    await process.wait()


def inside() -> None:
    """The process that is measured for the command line: a run for each path on standard input."""
    from docstring_ls.cli.main import cli

    for line in sys.stdin:
        began = time.process_time()
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.suppress(SystemExit):
            cli.main(["generate", line.strip(), "--quiet"], standalone_mode=False)
        used = time.process_time() - began
        assert "Add an amount of money" in out.getvalue(), out.getvalue()
        print(used, flush=True)


async def measure(
    clients: list[str], pythons: list[str], runs: int, endpoint: str, folder: Path
) -> None:
    """Print the figures of each client, for each checkout."""
    for client in clients:
        rows = {}
        for number, python in enumerate(pythons):
            place = folder / f"{CLIENTS.index(client)}{number}"
            place.mkdir()
            if client == "command line":
                opened = command_line(python, place, endpoint)
            else:
                opened = editor(python, client, place, endpoint)
            rows[python] = opened, {"pieces": [], "whole": []}
            await anext(opened)
        for number in range(runs + 1):
            for opened, times in rows.values():
                for kind in times:
                    used = await opened.asend(kind)
                    times[kind] += [used] if number else []
        for opened, _ in rows.values():
            with contextlib.suppress(StopAsyncIteration):
                await opened.asend("")
        show(client, [times for _, times in rows.values()])


def show(client: str, found: list[dict[str, list[float]]]) -> None:
    """Print one client's figures, in milliseconds of CPU."""
    extra = []
    for times in found:
        pieces, whole = (statistics.median(times[kind]) * 1e3 for kind in ("pieces", "whole"))
        extra.append(pieces - whole)
        who = "this checkout" if times is found[0] else "the other"
        print(
            f"{client:13} {who:14} in {PIECES} pieces {pieces:7.1f} ms, in one {whole:7.1f} ms, "
            f"difference {extra[-1]:7.1f} ms",
            flush=True,
        )
    if len(extra) > 1:
        print(f"{client:13} this / the other: {extra[0] / extra[1]:.3f}", flush=True)


def main(runs: int, against: str, client: list[str]) -> None:
    """Start the model's server, then measure."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(there,))
    process.start()
    endpoint = here.recv()
    print(f"an answer of {len(TEXT):,} characters; median of {runs} runs; CPU of our process")
    with tempfile.TemporaryDirectory() as folder:
        pythons = [sys.executable, *([against] if against else [])]
        asyncio.run(measure(client or list(CLIENTS), pythons, runs, endpoint, Path(folder)))
    here.send("stop")
    process.join()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--against", default="")
    parser.add_argument("--client", action="append", choices=CLIENTS, help="may be given again")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = vars(parser.parse_args())
    inside() if options.pop("inside") else main(**options)
