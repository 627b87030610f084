"""Draft a docstring for everything in real packages and let the checkers of others judge them.

    python benchmarks/truth.py                      # three packages, three styles
    python benchmarks/truth.py --packages flask --styles numpy --examples 5

Packages are downloaded with pip into a work folder (``--work``, a temporary one by default), their
docstrings taken out, a draft written for every module, class, function and method, and each copy
is given to pydoclint (from an environment of its own: it can't share one with docstring-parser)
and, for Google and NumPy, to ruff's D and DOC rules. Violations are counted per rule; those that
no docstring can mend are named in ``REASONS``. The exit status is 1 when any other remains.
"""

from __future__ import annotations

import argparse
import ast
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import venv
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path

from docstring_ls.core.analysis import Facts, RaisesScope, facts_of
from docstring_ls.core.docstrings import Detail, Style, render
from docstring_ls.core.edit import place_all
from docstring_ls.core.summaries import draft
from docstring_ls.core.syntax import Symbol, SymbolKind, Syntax, parse, symbols
from docstring_ls.core.text import Edit, Source, Span, apply

PACKAGES = ("django", "scikit-learn", "google-auth", "celery")
DEMANDED = frozenset({"parameters", "returns", "yields", "raises", "attributes"})
STYLES = {
    "google": Style(name="google", raises=RaisesScope.DIRECT, demanded=DEMANDED),
    "numpy": Style(name="numpy", raises=RaisesScope.DIRECT, demanded=DEMANDED, types=True),
    "sphinx": Style(name="sphinx", raises=RaisesScope.DIRECT, demanded=DEMANDED),
}
REASONS = {
    "DOC102": "pydoclint takes the *args of a method without self for self",
    "DOC103": "pydoclint takes the *args of a method without self for self",
    "DOC202": "pydoclint looks no further than the first return, be it that of a nested function",
    "DOC502": "pydoclint looks no further than the first raise, be it that of a nested function",
    "ruff DOC501": "ruff wants the original name of an exception that the import renames",
    "ruff DOC502": "ruff misses bare raises behind an inner handler, and names it can't resolve",
    "ruff D202": "the blank line stood there; existing blank lines are never changed",
    "DOC106": "about the signature: no parameter is annotated",
    "DOC107": "about the signature: not every parameter is annotated",
    "DOC109": "types are repeated, but the code has none to repeat",
    "DOC110": "types are repeated, but the code does not have one for every parameter",
}
BATCH = 200


Spans = list[tuple[int, int, str, bool]]


@dataclass(frozen=True)
class Variant:
    """One way to write everything."""

    name: str
    detail: str

    @property
    def folder(self) -> str:
        """Name of the folder of its copies."""
        return f"{self.name}-{self.detail}"

    @property
    def style(self) -> Style:
        """The conventions to write in."""
        return replace(STYLES[self.name], detail=Detail(self.detail))


@dataclass(frozen=True)
class Written:
    """What was written into one copy."""

    copy: Path
    kinds: Counter[str]
    sectioned: int
    refused: list[str]
    spans: Spans


@dataclass
class Tally:
    """What was written and what the checkers said."""

    kinds: Counter[str] = field(default_factory=Counter)
    sectioned: int = 0
    refused: list[str] = field(default_factory=list)
    spans: dict[Path, Spans] = field(default_factory=dict)
    rules: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, written: Written) -> None:
        """Count one copy."""
        self.kinds.update(written.kinds)
        self.sectioned += written.sectioned
        self.refused += written.refused
        self.spans[written.copy] = written.spans


def main() -> int:
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="truth-") as temporary:
        work = Path(arguments.work or temporary)
        work.mkdir(parents=True, exist_ok=True)
        files = [path for name in arguments.packages for path in _package(name, work)]
        if arguments.files:
            files = random.Random(5).sample(files, min(arguments.files, len(files)))
        pydoclint = _pydoclint(work)
        variants = [Variant(*item) for item in product(arguments.styles, arguments.details)]
        failed = False
        for variant, tally in zip(
            variants, _measure(files, work, variants, arguments.jobs), strict=True
        ):
            _judge(variant, tally, pydoclint)
            failed |= _report(variant, tally, arguments.examples)
    return int(failed)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packages", nargs="+", default=PACKAGES)
    parser.add_argument("--styles", nargs="+", default=tuple(STYLES), choices=tuple(STYLES))
    parser.add_argument("--details", nargs="+", default=("standard", "full"))
    parser.add_argument("--work", help="folder to keep; a temporary one by default")
    parser.add_argument("--examples", type=int, default=2, help="violations to show per rule")
    parser.add_argument("--files", type=int, default=0, help="take only so many files, at random")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def _package(name: str, work: Path) -> list[Path]:
    """The Python files of a package, downloaded where they are not there yet."""
    target = work / "packages" / name
    if not target.exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        wheels = work / "wheels" / name
        subprocess.run([*command, "--only-binary=:all:", "-d", str(wheels), name], check=True)
        for wheel in wheels.glob("*.whl"):
            zipfile.ZipFile(wheel).extractall(target)
    return sorted(path for path in target.rglob("*.py") if _is_readable(path))


def _is_readable(path: Path) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(path.read_bytes())
    except (SyntaxError, ValueError, RecursionError):
        return False
    return True


def _pydoclint(work: Path) -> Path:
    folder = work / "pydoclint"
    tool = folder / "bin" / "pydoclint"
    if not tool.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([str(folder / "bin" / "pip"), "install", "--quiet", "pydoclint"], check=True)
    return tool


def _measure(files: list[Path], work: Path, variants: list[Variant], jobs: int) -> list[Tally]:
    """Write every variant of every file; what was written, one tally a variant."""
    tallies = [Tally() for _ in variants]
    for variant in variants:
        shutil.rmtree(work / variant.folder, ignore_errors=True)
    with ProcessPoolExecutor(jobs) as pool:
        todo = ((path, work, variants) for path in files)
        for results in pool.map(_write, todo, chunksize=8):
            for tally, written in zip(tallies, results, strict=True):
                tally.add(written)
    return tallies


def _judge(variant: Variant, tally: Tally, pydoclint: Path) -> None:
    said = (*_by_pydoclint(variant, tally, pydoclint), *_by_ruff(variant, tally))
    for path, line, rule, message in said:
        if _is_ours(tally.spans.get(path, []), line, rule):
            tally.rules[rule] += 1
            tally.examples.setdefault(rule, []).append(f"{path}:{line}: {message}")


def _write(job: tuple[Path, Path, list[Variant]]) -> list[Written]:
    """Write drafts into one copy for each variant."""
    path, work, variants = job
    source = _bare(Source(path.as_uri(), path.read_bytes().decode("utf-8", "surrogateescape")))
    syntax = parse(source)
    known = [
        (item, facts_of(syntax, item, raises=RaisesScope.DIRECT))
        for item in symbols(syntax)
        if not item.unsupported_reason and not item.accessor
    ]
    relative = path.relative_to(work / "packages")
    return [
        _variant(syntax, known, variant.style, work / variant.folder / relative)
        for variant in variants
    ]


def _variant(
    syntax: Syntax, known: list[tuple[Symbol, Facts]], style: Style, copy: Path
) -> Written:
    texts = [
        (symbol, render(draft(facts, style), style, _columns(syntax.source, symbol)))
        for symbol, facts in known
        if not (style.init_in == "class" and symbol.name == "__init__")
    ]
    edits, problems = place_all(syntax, texts, style)
    result = apply(syntax.source, edits)
    data = result.encode("utf-8", "surrogateescape")
    ast.parse(data)
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(data)
    return Written(
        copy,
        Counter(str(symbol.kind) for symbol, _ in texts),
        sum("\n" in text for _, text in texts),
        [f"{copy}: {item.message}" for item in problems],
        _lines(Source(syntax.source.uri, result)),
    )


def _bare(source: Source) -> Source:
    """The text without docstrings: each goes with its line, or ``...`` stands where it was."""
    syntax = parse(source)
    edits = [
        _removal(source, item)
        for item in symbols(syntax)
        if item.docstring is not None and item.body is not None
    ]
    return Source(source.uri, apply(source, edits))


def _removal(source: Source, symbol: Symbol) -> Edit:
    span, data = symbol.docstring, source.data
    assert span is not None and symbol.body is not None
    start = data.rfind(b"\n", 0, span.start) + 1
    alone = not data[start : span.start].strip() and re.match(rb"[ \t]*\r?\n", data[span.end :])
    only = not data[span.end : symbol.body.end].strip()
    if not alone or only or symbol.kind is SymbolKind.MODULE:
        return Edit(span, "...")
    blank = re.match(rb"([ \t]*\r?\n)+", data[span.end :])
    assert blank is not None
    return Edit(Span(start, span.end + blank.end()), "")


def _columns(source: Source, symbol: Symbol) -> int:
    if symbol.kind is SymbolKind.MODULE:
        return 0
    line = source.slice(source.line_span(source.line_of(symbol.header.start))).expandtabs(8)
    return len(line) - len(line.lstrip()) + 4


def _lines(source: Source) -> Spans:
    """First line, last line, name and whether a docstring was written, outermost symbol first."""
    return [
        (
            source.line_of(item.span.start) + 1,
            source.line_of(item.span.end) + 1,
            item.name,
            item.docstring is not None,
        )
        for item in symbols(parse(source))
    ]


def _is_ours(spans: Spans, line: int, rule: str) -> bool:
    """Whether a violation is about a docstring that was written, not about one passed over."""
    around = sorted(
        (item for item in spans if item[0] <= line <= item[1]), key=lambda x: x[0] - x[1]
    )
    if around and around[-1][2] == "__init__" and not rule.startswith("ruff"):
        around.pop()  # pydoclint reports what is wrong with a class at its constructor
    return not around or around[-1][3]


def _by_pydoclint(
    variant: Variant, tally: Tally, tool: Path
) -> Iterator[tuple[Path, int, str, str]]:
    types = str(variant.style.types)
    command = [
        *(str(tool), "--quiet", "--style", variant.name, "--arg-type-hints-in-docstring", types),
        *("--check-return-types", "False", "--check-yield-types", "False"),
    ]
    for batch in _batches(list(tally.spans)):
        output = subprocess.run(
            [*command, *map(str, batch)], capture_output=True, text=True, check=False
        )
        yield from _parsed(output.stdout + output.stderr)


def _parsed(output: str) -> Iterator[tuple[Path, int, str, str]]:
    path = Path()
    for line in output.splitlines():
        if match := re.match(r"\s+(\d+): (DOC\d+): (.*)", line):
            yield path, int(match[1]), match[2], match[3]
        elif line.strip().endswith(".py"):
            path = Path(line.strip())


def _by_ruff(variant: Variant, tally: Tally) -> Iterator[tuple[Path, int, str, str]]:
    if variant.name not in {"google", "numpy"}:
        return
    command = [
        *(
            "ruff",
            "check",
            "--isolated",
            "--preview",
            "--select",
            "D,DOC",
            "--output-format",
            "json",
        ),
        *("--no-cache", "--exit-zero", "--ignore-noqa", "--target-version", "py314"),
        *("--config", f"lint.pydocstyle.convention='{variant.name}'"),
        *("--config", "lint.pydoclint.ignore-one-line-docstrings=true"),
    ]
    for batch in _batches(list(tally.spans)):
        output = subprocess.run(
            [sys.executable, "-m", *command, *map(str, batch)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        for item in json.loads(output.stdout):
            rule = f"ruff {item['code']}"
            yield Path(item["filename"]), item["location"]["row"], rule, item["message"]


def _batches(files: list[Path]) -> Iterator[list[Path]]:
    for start in range(0, len(files), BATCH):
        yield files[start : start + BATCH]


def _report(variant: Variant, tally: Tally, examples: int) -> bool:
    total = sum(tally.kinds.values())
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in tally.kinds.most_common())
    print(f"\n{variant.name}, {variant.detail}: {total:,} docstrings ({kinds}),", end=" ")
    print(f"{tally.sectioned:,} with more than one line")
    if tally.refused:
        print(f"  {len(tally.refused):,} symbols were not written, such as {tally.refused[0]}")
    unexplained = False
    for rule, count in tally.rules.most_common():
        reason = REASONS.get(rule) or REASONS.get(f"{variant.name} {rule}", "")
        unexplained |= not reason
        print(f"  {rule:<10} {count:>7,}  {reason or 'NOT EXPLAINED'}")
        for example in tally.examples[rule][:examples] if not reason else ():
            print(f"      {example}")
    return unexplained


if __name__ == "__main__":
    raise SystemExit(main())
