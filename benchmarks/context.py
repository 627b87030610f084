"""CPU per prompt and cost of the index, on a folder of real code or on many copies of it.

python benchmarks/context.py FOLDER [--budget 4000] [--symbols 200] [--files 10000]
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from docstring_ls.adapters.tokens import Tiktoken
from docstring_ls.adapters.workspace import WorkspaceFiles
from docstring_ls.core.analysis import SYNTAX_ONLY, facts_of
from docstring_ls.core.docstrings import Style
from docstring_ls.core.prompt import compose
from docstring_ls.core.syntax import parse, symbols
from docstring_ls.core.text import Source
from docstring_ls.options import Options


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--budget", type=int, default=4000)
    parser.add_argument("--symbols", type=int, default=200)
    parser.add_argument("--files", type=int, default=0, help="copy the folder until it has so many")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as spare:
        root = multiplied(args.folder, Path(spare), args.files) if args.files else args.folder
        measure(root.resolve(), args.budget, args.symbols)


def multiplied(folder: Path, spare: Path, wanted: int) -> Path:
    count = max(len(list(folder.rglob("*.py"))), 1)
    for number in range(-(-wanted // count)):
        shutil.copytree(folder, spare / f"part{number}", ignore=shutil.ignore_patterns("*.so"))
    return spare


def measure(root: Path, budget: int, wanted: int) -> None:
    files, counter = WorkspaceFiles(Options()), Tiktoken()
    start = time.perf_counter()
    index = files.index(str(root))
    print(f"index, cold: {time.perf_counter() - start:.2f} s for {len(index.files)} files")
    start = time.perf_counter()
    files.index(str(root))
    print(f"index, warm: {(time.perf_counter() - start) * 1000:.2f} ms")
    times = []
    for source, symbol, syntax in chosen(root, wanted):
        facts = facts_of(syntax, symbol)
        begin = time.process_time()
        index = files.index(str(root))
        prompt, _ = compose(
            syntax, symbol, facts, SYNTAX_ONLY, Style(), index, budget, counter, str(root)
        )
        times.append((time.process_time() - begin) * 1000)
        assert prompt is None or prompt.prompt_tokens <= budget, source.uri
    times = sorted(times[len(times) // 10 :])
    late = times[len(times) * 95 // 100]
    print(f"compose: median {statistics.median(times):.1f} ms, p95 {late:.1f} ms")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


def chosen(root: Path, wanted: int):
    rng = random.Random(1)
    paths = sorted(root.rglob("*.py"))
    for _ in range(wanted):
        path = rng.choice(paths)
        source = Source(path.as_uri(), path.read_text(encoding="utf-8", errors="replace"))
        syntax = parse(source)
        found = [symbol for symbol in symbols(syntax) if symbol.qualname]
        if found:
            yield source, rng.choice(found), syntax


if __name__ == "__main__":
    main()
