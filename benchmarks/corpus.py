"""Writes docstrings into whole code bases, one at a time, and judges each edit.

    python benchmarks/corpus.py [DIR...] [--targets N] [--jobs N] [--seed N]

Without DIR: the standard library of the running Python and the packages of ``PACKAGES``, which pip
puts into a temporary folder. Nothing is written into any of them. The judge is made of ``ast`` and
``tokenize`` and shares no code with the server. Exit code 1 where anything failed.
"""

from __future__ import annotations

import argparse
import ast
import io
import os
import random
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
import tokenize
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from edit_judge import Definition, Target, judge

from docstring_ls.core.docstrings import Style
from docstring_ls.core.edit import amend, place
from docstring_ls.core.syntax import docstring_of, parse, symbol_at, symbols
from docstring_ls.core.text import Source, apply

PACKAGES = ("django", "sqlalchemy", "sympy", "pandas", "scikit-learn", "networkx")
HOSTILE = (
    "Return it.",
    'Holds """three""" double quotes.',
    "Holds \"\"\"both\"\"\" and '''both'''.",
    'Ends with a quote "',
    "Ends with a backslash \\",
    'Both at the end \\"',
    "A path C:\\new\\table and a \\N{BULLET} and \\u12 and \\x",
    "Braces {0} {name!r} and %s %(x)d and ${y}.",
    "Beyond the plane: \U0001f600 \U00010348 e\u0301 \u4e2d\u6587.",
    "A null \x00 and a bell \x07 and an escape \x1b[0m.",
    "Summary.\n\n    Indented more.\n        And more.",
    "Summary.\n\nArgs:\n    a: One.\n    b: Two\n        more.\n\nReturns:\n    It.",
    "Lines ending in blanks.  \n\nAnd   \nmore.",
    "A form\x0cfeed and a vertical\x0btab.",
    "A carriage\rreturn.",
    "Separators \u2028 and \u2029 and \x85 and \ufeff.",
    "Lone \ud83d surrogate.",
    '"Begins with a quote.',
    "'''Begins with three.\n\nAnd ends \"\"\"",
    "\\",
    '"',
    "# not a comment\n\ndef f():\n    pass",
    "Backslash at a line's end \\\nand the next.",
    "Wide blank.\n\n\u3000Wide blank.",
)


@dataclass
class Tally:
    """What one file gave."""

    targets: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unread: int = 0
    seconds: list[float] = field(default_factory=list)


def main() -> int:
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        places = options.dirs or [Path(sysconfig.get_path("stdlib")), installed(Path(folder))]
        files = [file for one in places for file in one.rglob("*.py") if wanted(one, file)]
        if options.small_first:
            files.sort(key=lambda file: file.stat().st_size)
        else:
            random.Random(options.seed).shuffle(files)
        begun, total, done = time.perf_counter(), Tally(), 0
        with ProcessPoolExecutor(options.jobs) as pool:
            for tally in pool.map(trial, files, range(len(files)), chunksize=4):
                done += 1
                add(total, tally)
                if done % 200 == 0:
                    print(f"{done} files, {total.targets} targets, {len(total.failures)} failures",
                          file=sys.stderr, flush=True)  # fmt: skip
                if total.targets >= options.targets:
                    pool.shutdown(cancel_futures=True)
                    break
    report(total, done, time.perf_counter() - begun)
    return 1 if total.failures else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dirs", nargs="*", type=Path)
    parser.add_argument("--targets", type=int, default=10**9, help="stop after so many")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--small-first", action="store_true", help="small files are quicker")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def wanted(place: Path, file: Path) -> bool:
    """What is installed beside the standard library is not part of it."""
    return file.is_file() and "site-packages" not in file.relative_to(place).parts


def installed(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile"]
    subprocess.run([*command, "--target", folder, *PACKAGES], check=True)
    return folder


def add(total: Tally, tally: Tally) -> None:
    total.targets += tally.targets
    total.kinds.update(tally.kinds)
    total.failures += tally.failures
    total.refused += tally.refused
    total.unread += tally.unread
    total.seconds += tally.seconds


def report(total: Tally, files: int, seconds: float) -> None:
    for line in [*total.failures[:40], *total.refused[:40]]:
        print(line)
    print(f"{total.targets} targets in {files} files, {seconds:.0f} s: {dict(total.kinds)}")
    print(f"failures: {len(total.failures)}, refused: {len(total.refused)}")
    print(f"files that this Python's ast can't read, left out: {total.unread}")
    if total.seconds:
        ordered = sorted(total.seconds)
        print(
            f"per edit: median {statistics.median(ordered) * 1e3:.2f} ms,"
            f" p99 {ordered[int(len(ordered) * 0.99)] * 1e3:.1f} ms,"
            f" worst {ordered[-1] * 1e3:.1f} ms"
        )


def trial(file: Path, number: int) -> Tally:
    """Every target of one file; the texts go round."""
    tally = Tally()
    warnings.simplefilter("ignore")
    try:
        data = file.read_bytes()
        encoding = tokenize.detect_encoding(io.BytesIO(data).readline)[0]
        text = data.decode("utf-8" if encoding == "utf-8-sig" else encoding)
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, LookupError):
        tally.unread += 1
        return tally
    try:
        each_target(file, text, tree, number, tally)
    except Exception as error:
        tally.failures.append(f"{file}: {type(error).__name__}: {error}")
    return tally


def each_target(file: Path, text: str, tree: ast.Module, number: int, tally: Tally) -> None:
    source = Source(file.resolve().as_uri(), text)
    syntax = parse(source)
    by_line = {source.line_of(one.header.start) + 1: one for one in symbols(syntax)[1:]}
    for index, target in enumerate(targets(tree)):
        line = getattr(target.node, "lineno", 0)
        symbol = by_line.get(line) if line else symbols(syntax)[0]
        tally.targets += 1
        where = f"{file}:{line} {getattr(target.node, 'name', '<module>')}"
        if symbol is None:
            tally.refused.append(f"{where}: not found")
            continue
        if line and symbol not in symbol_at(syntax, symbol.name_span.start):
            tally.failures.append(f"{where}: not under its own name")
        wanted, way = text_for(docstring_of(syntax, symbol), number + index)
        begun = time.perf_counter()
        edit, problems = (amend if way == "amend" else place)(syntax, symbol, wanted, Style())
        tally.seconds.append(time.perf_counter() - begun)
        tally.kinds[way] += 1
        if edit is None:
            tally.refused.append(f"{where}: {problems[0].message} [{wanted!r}]")
            continue
        wrong = judge(text, tree, target, apply(source, [edit]), wanted, number + index)
        if wrong:
            tally.failures.append(f"{where}: {wrong} [{way} {wanted!r}]")


def text_for(existing: str | None, turn: int) -> tuple[str, str]:
    hostile = HOSTILE[turn % len(HOSTILE)]
    if existing is None:
        return hostile, "insert"
    lines = existing.split("\n")
    if turn % 3 or "\t" in existing or not existing.strip() or lines[0] != lines[0].lstrip():
        return hostile, "replace"
    hostile = hostile.split("\n")[0].strip() if hostile.isprintable() else "Changed."
    lines[turn % len(lines)] = hostile
    return "\n".join(lines), "amend"


def targets(tree: ast.Module) -> list[Target]:
    found, waiting = [Target(tree, ())], [(tree, ())]
    while waiting:
        node, path = waiting.pop()
        for name, value in ast.iter_fields(node):
            for index, child in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(child, ast.AST) and not isinstance(child, ast.expr):
                    step = (*path, (name, index))
                    waiting.append((child, step))
                    if isinstance(child, Definition):
                        found.append(Target(child, step))
    return found


if __name__ == "__main__":
    sys.exit(main())
