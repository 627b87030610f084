"""How work grows with a file, and what one long function costs everybody else.

    python benchmarks/scaling.py [SHAPE]... [--resolver] [--server]

Each shape is one file in three sizes, n, 2n and 4n, documented by the draft through the pipeline.
Beside its CPU stands `ast.parse` and a walk of the same text, and behind both the exponent that
fits the last doublings: 1 is linear, 2 quadratic. `--resolver` asks jedi's process too and counts
its time. `--server` generates in a document of 1,600 raise lines and asks for code actions in
another one meanwhile; read the ratio to those of an idle server.
"""

from __future__ import annotations

import argparse
import ast
import asyncio
import contextlib
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from latency import Client

from docstring_ls.adapters.resolver import client
from docstring_ls.cli.run import Plan, Run, Watcher
from docstring_ls.core.docstrings import Mode

FUNCTION = (
    "def {name}(a, b):\n    if a > b:\n        raise ValueError(a)\n    return helper(a)\n\n\n"
)
DOCUMENTED = (
    'def f{0}(a, b):\n    """Do it.\n\n    Args:\n        c: It.\n    """\n'
    "    if a > b:\n        raise ValueError(a)\n    return a\n\n\n"
)
CAUGHT = (
    "    try:\n        x.a{0}()\n    except E{0} as error:\n        raise F{0}({0}) from error\n"
)


def _repeated(head: str, line: str, tail: str = "") -> Callable[[int], str]:
    return lambda n: head + "".join(line.format(i) for i in range(n)) + tail


# What is repeated, and the n of the smallest file.
SHAPES: dict[str, tuple[Callable[[int], str], int]] = {
    "equal functions": (_repeated("", FUNCTION.format(name="f")), 200),
    "distinct functions": (_repeated("", FUNCTION.format(name="f{0}")), 200),
    "functions to update": (_repeated("", DOCUMENTED), 100),
    "methods": (
        _repeated("class A:\n", "    def m{0}(self, a):\n        return self.m0(a)\n\n"), 200,
    ),
    "classes of one base": (
        _repeated("class C:\n    pass\n\n\n", "class C{0}(C):\n    def f(self): ...\n\n\n"),
        150,
    ),
    "properties": (
        _repeated("class A:\n", "    @property\n    def p{0}(self):\n        return self._p{0}\n\n"
                  "    @p{0}.setter\n    def p{0}(self, value):\n        self._p{0} = value\n\n"),
        100,
    ),
    "raise lines": (_repeated("def f(x):\n", "    if x == {0}:\n        raise E{0}(x)\n"), 400),
    "except clauses": (_repeated("def f(x):\n", CAUGHT), 300),
    "return lines": (_repeated("def f(x):\n", "    if x == {0}:\n        return {0}\n"), 800),
    "calls": (_repeated("def g(x):\n    raise E(x)\n\n\ndef f(x):\n", "    g(x)\n"), 1_000),
    "elif chain": (
        _repeated("def f(x):\n    if x:\n        pass\n", "    elif x == {0}:\n        pass\n"),
        1_000,
    ),
    "parameters": (_repeated("def f(", "p{0}=None, ", "):\n    pass\n"), 500),
    "attributes": (
        _repeated("class A:\n    def __init__(self, x):\n", "        self.x{0} = x\n"), 800,
    ),
    "decorators": (_repeated("", "@d{0}\n", "def f(x):\n    return x\n"), 1_000),
    "operands": (_repeated("def f(x):\n    return x", " + x{0}", "\n"), 2_000),
    "chained calls": (_repeated("def f(x):\n    return x", ".a{0}(x)", "\n"), 300),
    "assignments": (_repeated("def f():\n    pass\n\n\n", "x{0} = {0}\n"), 10_000),
    "dictionary": (
        _repeated("def f():\n    pass\n\n\nD = {\n", "    'k{0}': [{0}],\n", "}\n"), 10_000,
    ),
    "docstring lines": (
        _repeated('def f(a):\n    """Do it.\n\n    Args:\n        b: It.\n\n', "    Line {0}.\n",
                  '    """\n    return a\n'), 1_000,
    ),
    "nested functions": (
        lambda n: "".join("    " * i + f"def f{i}(x):\n" for i in range(n)) + "    " * n + "pass\n",
        20,
    ),
}  # fmt: skip


def documented(path: Path, mode: Mode) -> int:
    """Document one file with the draft; returns how many docstrings it got."""
    run = Run(Plan((str(path),), {"provider": "draft"}, mode))
    return len(asyncio.run(run.files(Watcher()))[0].proposals)


def walked(path: Path) -> int:
    """The linear peer; returns how many nodes there are."""
    try:
        return sum(1 for _ in ast.walk(ast.parse(path.read_text())))
    except (RecursionError, MemoryError, SyntaxError):
        return 0


def seconds(work: Callable[[], object]) -> float:
    """CPU of this process and of its children that ended."""

    def now() -> float:
        import resource

        used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(each.ru_utime + each.ru_stime for each in used)

    begun = now()
    work()
    return now() - begun


def exponent(costs: list[float]) -> float:
    """The power of n that fits the last two doublings; noise of a few milliseconds is left out."""
    return math.log2(max(costs[-1], 0.005) / max(costs[0], 0.005)) / (len(costs) - 1)


def grow(name: str, folder: Path) -> None:
    """Print one row."""
    text_of, smallest = SHAPES[name]
    mode = Mode.UPDATE if name in ("functions to update", "docstring lines") else Mode.GENERATE
    ours, peer, written = [], [], 0
    for size in (smallest, 2 * smallest, 4 * smallest):
        path = folder / "sample.py"
        path.write_text(text_of(size))
        counts: list[int] = []
        ours.append(seconds(lambda path=path, counts=counts: counts.append(documented(path, mode))))
        peer.append(seconds(lambda path=path: walked(path)))
        written = counts[0]
    shown = "  ".join(f"{cost:6.2f}" for cost in ours)
    print(
        f"{name:20} {smallest:6,} {shown}  n^{exponent(ours):4.2f}   "
        f"ast {peer[-1]:5.2f}  n^{exponent(peer):4.2f}   {written} docstrings",
        flush=True,
    )


def meanwhile(folder: Path) -> None:
    """Ask for code actions in one document while another, long one is documented."""
    text = SHAPES["raise lines"][0](1_600)
    uris = {}
    client = Client([sys.executable, "-m", "docstring_ls", "serve"], folder, "utf-8")
    for name, body in (("long.py", text), ("other.py", "def f(x):\n    return x\n")):
        uris[name] = (folder / name).as_uri()
        item = {"uri": uris[name], "languageId": "python", "version": 1, "text": body}
        client.tell("textDocument/didOpen", {"textDocument": item})
    time.sleep(2)
    idle = [_asked(client, uris["other.py"]) for _ in range(100)]
    found = _actions(client, uris["long.py"])
    command = next(item["command"] for item in found if item["title"].startswith("Generate"))
    call = {"command": command["command"], "arguments": command["arguments"]}
    client.ask("workspace/executeCommand", call)
    end = time.perf_counter() + 6
    busy = []
    while time.perf_counter() < end:
        busy.append(_asked(client, uris["other.py"]))
    client.close()
    for label, times in (("idle", idle), ("meanwhile", busy)):
        high = statistics.quantiles(times, n=20)[-1]
        print(
            f"code action elsewhere, {label:10} p50 {statistics.median(times):6.1f} ms   "
            f"p95 {high:6.1f}   most {max(times):6.1f}   {max(times) / max(idle):4.1f} times idle"
        )


def _actions(client: Client, uri: str) -> list[dict]:
    here = {"line": 0, "character": 4}
    params = {"textDocument": {"uri": uri}, "range": {"start": here, "end": here}}
    return client.ask("textDocument/codeAction", params | {"context": {"diagnostics": []}})[
        "result"
    ]


def _asked(client: Client, uri: str) -> float:
    begun = time.perf_counter()
    _actions(client, uri)
    return 1000 * (time.perf_counter() - begun)


def main() -> None:
    """Print a row for each shape."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("shapes", nargs="*", metavar="SHAPE", help=", ".join(SHAPES))
    parser.add_argument("--resolver", action="store_true", help="ask jedi's process too")
    parser.add_argument("--server", action="store_true", help="measure requests meanwhile")
    options = parser.parse_args()
    without = mock.patch.object(client, "JediResolver", lambda *_, **__: client.NoResolver())
    with tempfile.TemporaryDirectory() as folder:
        if options.server:
            meanwhile(Path(folder))
            return
        print(f"{'shape':20} {'n':>6} {'CPU s at n':>6}      2n      4n")
        with contextlib.nullcontext() if options.resolver else without:
            for name in options.shapes or SHAPES:
                grow(name, Path(folder))


if __name__ == "__main__":
    main()
