"""How fast and how safely names are resolved: `python benchmarks/resolving.py [PACKAGE_FOLDER]`.

Without a folder a package of 1,000 modules is generated. Printed are: the first answer of a new
process (with and without trees kept on disk), questions about unchanged text, questions while the
process is killed at random, and the most memory that the process held.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import signal
import statistics
import tempfile
from collections import Counter
from pathlib import Path

from docstring_ls.adapters.resolver.client import JediResolver
from docstring_ls.adapters.resolver.worker.main import resident_of
from docstring_ls.core.analysis import Resolution, local_resolution
from docstring_ls.core.syntax import Symbol, SymbolKind, Syntax, parse, symbols
from docstring_ls.core.text import Source
from docstring_ls.ports import Question

MODULE = '''
from __future__ import annotations

import json
import logging
from dataclasses import dataclass

from .m{before} import Record{before}, load{before}, Missing{before}

log = logging.getLogger(__name__)
LIMIT_{here} = {here}


class Missing{here}(Missing{before}):
    """No record of that key."""


@dataclass
class Record{here}:
    key: str
    parent: Record{before} | None = None
    size: int = LIMIT_{here}

    def save(self, path, *, mode="w"):
        if not self.key:
            raise Missing{here}(path)
        with open(path, mode) as file:
            json.dump(self.as_dict(), file)
        return load{here}(path)

    def as_dict(self) -> dict[str, object]:
        return {{"key": self.key, "parent": self.parent.as_dict() if self.parent else None}}


def load{here}(path: str, depth: int = 0) -> Record{here}:
    if depth > LIMIT_{here}:
        raise ValueError(path)
    with open(path) as file:
        data = json.load(file)
    log.info("loaded %s", path)
    return Record{here}(data["key"], load{before}(path, depth + 1))
'''
FIRST = """
LIMIT_0 = 0


class Missing0(KeyError):
    pass


class Record0:
    key = ""

    def as_dict(self):
        return {}


def load0(path, depth=0):
    if not path:
        raise Missing0(path)
    return Record0()
"""


def generate(folder: Path, count: int) -> Path:
    package = folder / "big"
    package.mkdir()
    (package / "__init__.py").write_text("from .m1 import Record1\n")
    (package / "m0.py").write_text(FIRST)
    chooser = random.Random(7)
    for here in range(1, count):
        before = chooser.randrange(max(0, here - 30), here)
        (package / f"m{here}.py").write_text(MODULE.format(here=here, before=before))
    return package


class Files:
    """Files of a package and the symbols in them."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self.paths = sorted(root.rglob("*.py"))
        self._read: dict[Path, Syntax] = {}

    def syntax(self, path: Path) -> Syntax:
        """The parsed file."""
        if path not in self._read:
            text = path.read_bytes().decode("utf-8", "replace")
            self._read[path] = parse(Source(path.as_uri(), text))
        return self._read[path]

    def draw(self, count: int, seed: int) -> list[tuple[Syntax, Symbol]]:
        """Symbols at random, the same for the same seed."""
        chooser, found = random.Random(seed), []
        while len(found) < count:
            syntax = self.syntax(chooser.choice(self.paths))
            known = [item for item in symbols(syntax) if item.kind is not SymbolKind.MODULE]
            if known:
                found.append((syntax, chooser.choice(known)))
        return found

    def question(self, syntax: Syntax, symbol: Symbol) -> Question:
        """What the resolver is asked about a symbol."""
        return Question(syntax.source, symbol, self.root)


def kind(answer: Resolution) -> str:
    if answer.complete:
        return "whole"
    return "part" if answer.definitions else "syntax only"


def line(title: str, times: list[float], answers: list[Resolution] | None = None) -> None:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    shares = Counter(map(kind, answers or ()))
    told = ", ".join(f"{name} {100 * n // len(times)} %" for name, n in shares.most_common())
    print(
        f"{title:44} p50 {statistics.median(times):7.0f} ms   p95 {p95:7.0f} ms   "
        f"max {ordered[-1]:7.0f} ms   {told}",
        flush=True,
    )


async def cold(files: Files, count: int, deadline: float) -> None:
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        for title in ("cold, nothing on disk", "cold, trees on disk"):
            answers = []
            for syntax, symbol in files.draw(count, 1):
                if title.endswith("nothing on disk"):
                    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(dir=cache)
                resolver = JediResolver(deadline=deadline)
                answers.append(await resolver.resolve(files.question(syntax, symbol)))
                await asyncio.sleep(0 if title.endswith("nothing on disk") else 1)
                await resolver.close()
            line(title, [item.elapsed_ms for item in answers], answers)
    del os.environ["XDG_CACHE_HOME"]


async def warm(files: Files, count: int) -> None:
    resolver = JediResolver(deadline=10)
    drawn, memory = files.draw(count, 2), 0
    first, beside, again, kept = [], [], [], []
    for syntax, symbol in drawn:
        known = [item for item in symbols(syntax) if item.kind is not SymbolKind.MODULE]
        other = known[(known.index(symbol) + 1) % len(known)]
        for answers, wanted in ((first, symbol), (beside, other), (again, symbol)):
            resolver.forget()
            answers.append(await resolver.resolve(files.question(syntax, wanted)))
            if resolver.pid:
                memory = max(memory, resident_of(resolver.pid))
        kept.append(await resolver.resolve(files.question(syntax, symbol)))
    for title, answers in (
        ("a file that was never asked about", first),
        ("the next symbol of that file", beside),
        ("the same question, asked of the process", again),
        ("the same question, from the store", kept),
    ):
        line(title, [item.elapsed_ms for item in answers], answers)
    print(f"{'most memory held':44} {memory / 1e6:.0f} MB, {resolver.starts} processes")
    await resolver.close()


async def killed(files: Files, count: int) -> None:
    resolver = JediResolver(deadline=2)
    kills = 0

    async def kill() -> None:
        nonlocal kills
        chooser = random.Random(3)
        while True:
            await asyncio.sleep(chooser.uniform(0.05, 1.5))
            with contextlib.suppress(ProcessLookupError):
                if resolver.pid:
                    os.kill(resolver.pid, signal.SIGKILL)
                    kills += 1

    killer = asyncio.create_task(kill())
    answers = []
    for syntax, symbol in files.draw(count, 4):
        resolver.forget()
        answer = await resolver.resolve(files.question(syntax, symbol))
        local = local_resolution(syntax, symbol)
        assert answer.complete or answer.note, "an incomplete answer says why"
        assert local.note
        answers.append(answer)
    killer.cancel()
    await resolver.close()
    line(
        f"killed {kills} times in {len(answers)} answers", [a.elapsed_ms for a in answers], answers
    )


async def main() -> None:
    wanted = argparse.ArgumentParser()
    wanted.add_argument("folder", nargs="?", type=Path)
    wanted.add_argument("--modules", type=int, default=1000)
    wanted.add_argument("--warm", type=int, default=200)
    wanted.add_argument("--cold", type=int, default=10)
    wanted.add_argument("--killed", type=int, default=1000)
    wanted.add_argument("--deadline", type=float, default=2.0)
    told = wanted.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if told.folder is None:
            generate(Path(folder), told.modules)
        files = Files((told.folder or Path(folder)).resolve())
        print(f"{len(files.paths)} modules under {files.root}")
        if told.cold:
            await cold(files, told.cold, told.deadline)
        if told.warm:
            await warm(files, told.warm)
        if told.killed:
            await killed(files, told.killed)


if __name__ == "__main__":
    asyncio.run(main())
