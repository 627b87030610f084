"""How long editing and listing take on files of several sizes, beside ``ast`` on the same file.

    python benchmarks/parsing.py

Read the ratios: the milliseconds are this machine's.
"""

from __future__ import annotations

import ast
import random
import re
import statistics
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path

from docstring_ls.core.docstrings import Style
from docstring_ls.core.edit import place
from docstring_ls.core.syntax import Buffer, Position, Syntax, parse, symbol_at, symbols
from docstring_ls.core.text import Source

STDLIB = Path(sysconfig.get_path("stdlib"))
ROUNDS = 16


def main() -> None:
    one = (STDLIB / "argparse.py").read_text(encoding="utf-8")
    for name, text in (
        ("small", (STDLIB / "bisect.py").read_text(encoding="utf-8")),
        ("medium", one),
        ("large", one * 8),
    ):
        row(name, text)


def row(name: str, text: str) -> None:
    source = Source("file:///m.py", text)
    syntax = parse(source)
    every = symbols(syntax)
    rng = random.Random(1)
    offsets = [rng.choice(every).name_span.start for _ in range(ROUNDS)]
    print(f"{name}: {len(source.line_starts)} lines, {len(every)} symbols")
    base = timed(lambda _: ast.parse(text))
    show("ast.parse, whole", base, base)
    show("parse, whole", timed(lambda _: parse(Source("file:///m.py", text))), base)
    buffer, at = Buffer("file:///m.py", 0, text), place_to_type(text)
    _ = buffer.syntax
    show("keystroke", timed(lambda turn: type_at(buffer, at, turn)), base)
    show("keystroke and parse", timed(lambda turn: type_and_parse(buffer, at, turn)), base)
    show("keystroke, parse and list", timed(lambda turn: list_at(buffer, at, turn)), base)
    show("bracket, parse and list", timed(lambda turn: list_at(buffer, at, turn, "(")), base)
    show("list at a point", timed(lambda turn: symbol_at(syntax, offsets[turn])), base)
    show("list all symbols", timed(lambda _: symbols(syntax)), base)
    show("place, gated", timed(lambda turn: put(syntax, offsets[turn])), base)


def place_to_type(text: str) -> Position:
    """The end of a returned name near the middle."""
    lines = text.splitlines()
    ends = re.compile(r"\s+return \w+")
    line = next(at for at in range(len(lines) // 2, len(lines)) if ends.fullmatch(lines[at]))
    return line, len(lines[line])


def type_at(buffer: Buffer, at: Position, turn: int, what: str = "x") -> None:
    """Type one character on even turns and delete it on odd ones."""
    line, character = at
    buffer.change((at, (line, character + turn % 2)), "" if turn % 2 else what, turn)


def type_and_parse(buffer: Buffer, at: Position, turn: int) -> None:
    type_at(buffer, at, turn)
    _ = buffer.syntax.tree


def list_at(buffer: Buffer, at: Position, turn: int, what: str = "x") -> None:
    type_at(buffer, at, turn, what)
    source = buffer.source
    symbol_at(buffer.syntax, source.offset_at(*at))


def put(syntax: Syntax, offset: int) -> None:
    for symbol in symbol_at(syntax, offset)[:1]:
        place(syntax, symbol, "Do it.\n\nMore of it.", Style())


def timed(work: Callable[[int], object]) -> float:
    """Median CPU milliseconds: other processes don't count."""
    spent = []
    for turn in range(ROUNDS):
        begun = time.process_time()
        work(turn)
        spent.append(time.process_time() - begun)
    return statistics.median(spent) * 1e3


def show(what: str, milliseconds: float, base: float) -> None:
    print(f"  {what:28} {milliseconds:9.2f} ms   {milliseconds / base:7.3f} of ast.parse")


if __name__ == "__main__":
    main()
