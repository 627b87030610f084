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
import re
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
from functools import lru_cache
from pathlib import Path

from docstring_ls.core.edit import amend, apply, docstring_of, place
from docstring_ls.core.source import Source
from docstring_ls.core.styles.style import Style
from docstring_ls.core.symbols import symbol_at, symbols
from docstring_ls.core.syntax import parse

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
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
WINDOW = 400


@dataclass
class Tally:
    """What one file gave."""

    targets: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unread: int = 0
    seconds: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Target:
    """One definition, as ``ast`` sees it; ``path`` leads to it by indices of bodies."""

    node: ast.Module | Definition
    path: tuple[tuple[str, int], ...]


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


def judge(text: str, tree: ast.Module, target: Target, new: str, wanted: str, turn: int) -> str:
    """What is wrong with the new text, or nothing."""
    try:
        after = ast.parse(new)
    except (SyntaxError, ValueError) as error:
        return f"Python can't read it: {error}"
    node = followed(after, target.path, tree, target.node)
    if node is None or type(node) is not type(target.node):
        return "the definition is not where it was"
    if getattr(node, "name", "") != getattr(target.node, "name", ""):
        return "the definition has another name"
    if ast.get_docstring(node, clean=True) != wanted:
        return f"get_docstring gives {ast.get_docstring(node, clean=True)!r}"
    return (
        outside(text, target.node, new)
        or structure(tree, after, target)
        or tokens(text, target.node, new, node)
        or (whole(tree, target.node, after, node) if turn % 50 == 0 else "")
    )


def followed(
    after: ast.AST, path: tuple[tuple[str, int], ...], before: ast.AST, last: ast.AST
) -> ast.AST | None:
    """The node at the same path; the module's own docstring shifts what stands behind it."""
    node: ast.AST | None = after
    for name, index in path:
        value = getattr(node, name, None)
        items = value if isinstance(value, list) else [value]
        node = items[index] if index < len(items) else None
    return node


@lru_cache(maxsize=2)
def lines_of(data: bytes) -> list[bytes]:
    """Lines with their ends, as Python counts them."""
    return re.split(rb"(?<=\n)|(?<=\r)(?!\n)", data)


def outside(text: str, node: ast.AST, new: str) -> str:
    """Everything but the docstring, or the place where it came, keeps its bytes."""
    old_data, new_data = text.encode("utf-8", "surrogatepass"), new.encode("utf-8", "surrogatepass")
    doc = docstring_node(node)
    if doc is None:
        start = common(old_data, new_data)
        tail = common(old_data[start:][::-1], new_data[start:][::-1])
        gone = old_data[start : len(old_data) - tail]
        return "" if not gone.strip(b" \t\f\\\r\n") else f"lost {gone[:60]!r}"
    lines = lines_of(old_data)
    bom = 3 if text.startswith("\ufeff") else 0
    begin = (
        sum(map(len, lines[: doc.lineno - 1])) + doc.col_offset + (bom if doc.lineno == 1 else 0)
    )
    ends = sum(map(len, lines[: doc.end_lineno - 1])) + doc.end_col_offset
    ends += bom if doc.end_lineno == 1 else 0
    begin, ends = bracketed(old_data, begin, ends)
    if old_data[:begin] != new_data[:begin]:
        return "text before the docstring differs"
    behind = old_data[ends:]
    return "" if new_data.endswith(behind) else "text behind the docstring differs"


def bracketed(data: bytes, begin: int, ends: int) -> tuple[int, int]:
    """The brackets around a docstring belong to it, though not to its node."""
    while True:
        left = len(data[:begin].rstrip(b" \t\r\n\f\\"))
        if data[left - 1 : left] != b"(":
            return begin, ends
        right = ends + len(data[ends:]) - len(data[ends:].lstrip(b" \t\r\n\f\\"))
        while data[right : right + 1] == b"#":
            right = data.find(b"\n", right)
            right += len(data[right:]) - len(data[right:].lstrip(b" \t\r\n\f\\"))
        if data[right : right + 1] != b")":
            return begin, ends
        begin, ends = left - 1, right + 1


def common(one: bytes, other: bytes) -> int:
    """Length of the common beginning, by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def docstring_node(node: ast.AST) -> ast.expr | None:
    first = node.body[0] if node.body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        return first.value if isinstance(first.value.value, str) else None
    return None


def structure(before: ast.Module, after: ast.Module, target: Target) -> str:
    """Siblings along the path are the same; so is the target, but for its string."""
    one, other = before, after
    for name, index in target.path:
        for field_name in one._fields:
            olds, news = getattr(one, field_name), getattr(other, field_name)
            if not isinstance(olds, list):
                continue
            if len(olds) != len(news):
                return f"{field_name} has {len(news)} entries, had {len(olds)}"
            for left, right in zip(olds, news, strict=True):
                if type(left) is not type(right) or extent(left) != extent(right):
                    return "a neighbour changed"
        olds, news = getattr(one, name), getattr(other, name)
        one = olds[index] if isinstance(olds, list) else olds
        other = news[index] if isinstance(news, list) else news
    return "" if bare(one) == bare(other) else "the definition's tree changed"


def extent(node: ast.AST) -> tuple[int, int]:
    """Lines alone move; what a definition gains is looked at when it is entered."""
    if isinstance(node, Definition) or not hasattr(node, "lineno") or hasattr(node, "body"):
        return 0, 0
    return node.end_lineno - node.lineno, node.end_col_offset


def bare(node: ast.AST) -> str:
    """The dump without the docstring; a module's by its statements' own beginnings."""
    cut = node.body[1:] if docstring_node(node) is not None else node.body
    if isinstance(node, ast.Module):
        return str([(type(item).__name__, getattr(item, "name", "")) for item in cut])
    kept, node.body = node.body, cut
    try:
        return ast.dump(node)
    finally:
        node.body = kept


def whole(before: ast.Module, one: ast.AST, after: ast.Module, other: ast.AST) -> str:
    """The whole trees are the same but for the docstring."""
    dumps = []
    for tree, node in ((before, one), (after, other)):
        kept = node.body
        node.body = kept[1:] if docstring_node(node) is not None else kept
        dumps.append(ast.dump(tree))
        node.body = kept
    return "" if dumps[0] == dumps[1] else "the whole tree changed"


def tokens(text: str, one: ast.AST, new: str, other: ast.AST) -> str:
    """Names, numbers, operators, strings and comments are the same but for the docstring."""
    if isinstance(one, ast.Module) or one.end_lineno - one.lineno > WINDOW:
        return ""
    return "" if spelled(text, one) == spelled(new, other) else "tokens differ"


def spelled(text: str, node: ast.AST) -> list[str]:
    lines = [
        line.decode("utf-8", "surrogatepass")
        for line in lines_of(text.encode("utf-8", "surrogatepass"))
    ]
    own = (
        "".join(lines[node.lineno - 1 : node.end_lineno]).replace("\r\n", "\n").replace("\r", "\n")
    )
    doc = docstring_node(node)
    kept = {tokenize.NAME, tokenize.NUMBER, tokenize.OP, tokenize.STRING, tokenize.COMMENT}
    found = []
    for token in tokenize.generate_tokens(io.StringIO(own).readline):
        line = token.start[0] + node.lineno - 1
        if (
            doc is not None
            and doc.lineno <= line <= doc.end_lineno
            and token.type == tokenize.STRING
        ):
            continue
        if token.type in kept and not (doc is not None and doc.lineno <= line <= doc.end_lineno
                                       and token.string in "()"):  # fmt: skip
            found.append(token.string)
    return found


if __name__ == "__main__":
    sys.exit(main())
