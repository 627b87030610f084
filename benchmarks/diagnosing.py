"""What an edit costs until its file is diagnosed, beside a tree-sitter parse of the file.

    python benchmarks/diagnosing.py             # three files of about 2,800 lines
    python benchmarks/diagnosing.py FILE...     # others

Read the ratios: the milliseconds are this machine's. *Whole* is an edit with everything that it
takes: the parse, the list of symbols, and the findings of those whose text changed.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import statistics
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path

import tree_sitter_python
from tree_sitter import Language, Parser

from docstring_ls.core.docstrings import Style
from docstring_ls.core.syntax import Buffer, parse, symbols
from docstring_ls.core.text import Source
from docstring_ls.lsp.features.diagnostics import CHUNK, FindingsCache, in_chunks

STDLIB = Path(sysconfig.get_path("stdlib"))
FILES = [STDLIB / name for name in ("tarfile.py", "argparse.py", "turtle.py")]
LOOP = asyncio.new_event_loop()
ROUNDS = 15  # edits of each kind
LINES = 2_800


def main() -> None:
    """One table a file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, default=FILES)
    for path in parser.parse_args().files:
        measure(path)


def measure(path: Path) -> None:
    """Edits inside a function, in a docstring and above everything."""
    text = "".join(path.read_text("utf-8").splitlines(keepends=True)[:LINES])
    source = Source(path.as_uri(), text)
    data = text.encode()
    base = timed(lambda _: Parser(Language(tree_sitter_python.language())).parse(data))
    documented = [item for item in symbols(parse(source)) if item.docstring is not None]
    print(f"{path.name}: {len(source.line_starts)} lines, {len(documented)} docstrings, "
          f"tree-sitter {base:.1f} ms")  # fmt: skip
    for what, place in places(text).items():
        buffer, cache = Buffer(path.as_uri(), 0, text), FindingsCache()
        diagnose(buffer, cache)
        spent = timed(lambda turn, b=buffer, c=cache, at=place: type_at(b, c, at, turn))
        print(f"  {what:22} {spent:8.1f} ms  {spent / base:6.2f} of a parse")


def places(text: str) -> dict[str, tuple[int, int]]:
    """Lines and columns near the middle at which somebody types."""
    lines = text.splitlines()
    middle = range(len(lines) // 2, len(lines))
    body = next(at for at in middle if re.fullmatch(r"\s+return \w+", lines[at]))
    quotes = next(at for at in middle if re.match(r'\s*"""\w', lines[at]))
    inside = lines[quotes].index('"""') + 3
    return {
        "in a function": (body, len(lines[body])),
        "in a docstring": (quotes, inside),
        "above everything": (0, 0),
    }


def type_at(buffer: Buffer, cache: FindingsCache, at: tuple[int, int], turn: int) -> None:
    """Type a character on even turns, delete it on odd ones; diagnose."""
    line, column = at
    what = "#" if at == (0, 0) else "x"
    buffer.change((at, (line, column + turn % 2)), "" if turn % 2 else what, turn)
    diagnose(buffer, cache)


def diagnose(buffer: Buffer, cache: FindingsCache) -> None:
    """What the server does once the typing rests."""
    syntax = buffer.syntax
    documented = [item for item in symbols(syntax) if item.docstring is not None]

    async def all_chunks() -> None:
        for chunk in in_chunks(documented, CHUNK):
            await cache.findings(syntax, chunk, Style())

    LOOP.run_until_complete(all_chunks())


def timed(work: Callable[[int], object]) -> float:
    """Median CPU milliseconds: other processes don't count."""
    spent = []
    for turn in range(ROUNDS):
        begun = time.process_time()
        work(turn)
        spent.append(time.process_time() - begun)
    return statistics.median(spent) * 1e3


if __name__ == "__main__":
    main()
