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
import itertools
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
from pathlib import Path

from docstring_ls.core.draft import draft
from docstring_ls.core.edit import Edit, apply, place_all
from docstring_ls.core.facts import facts_of
from docstring_ls.core.source import Source, Span
from docstring_ls.core.styles import render
from docstring_ls.core.styles.style import Style
from docstring_ls.core.symbols import Symbol, SymbolKind, symbols
from docstring_ls.core.syntax import parse

PACKAGES = ("django", "sqlalchemy", "pandas", "scikit-learn")
DEMANDED = frozenset({"parameters", "returns", "yields", "raises", "attributes"})
STYLES = {
    "google": Style(name="google", raises="direct", demanded=DEMANDED),
    "numpy": Style(name="numpy", raises="direct", demanded=DEMANDED, types=True),
    "sphinx": Style(name="sphinx", raises="direct", demanded=DEMANDED),
}
REASONS = {
    "DOC106": "about the signature: no parameter is annotated",
    "DOC107": "about the signature: not every parameter is annotated",
    "DOC109": "types are repeated, but the code has none to repeat",
    "DOC110": "types are repeated, but the code does not have one for every parameter",
}
BATCH = 200

Spans = list[tuple[int, int, str, bool]]


@dataclass
class Tally:
    """What was written and what the checkers said."""

    kinds: Counter[str] = field(default_factory=Counter)
    sectioned: int = 0
    refused: list[str] = field(default_factory=list)
    rules: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)


def main() -> int:
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="truth-") as temporary:
        work = Path(arguments.work or temporary)
        work.mkdir(parents=True, exist_ok=True)
        files = [path for name in arguments.packages for path in _package(name, work)]
        if arguments.files:
            files = random.Random(5).sample(files, min(arguments.files, len(files)))
        pydoclint = _pydoclint(work)
        failed = False
        for name, detail in itertools.product(arguments.styles, arguments.details):
            tally = _measure(name, detail, files, work, pydoclint, arguments.jobs)
            failed |= _report(f"{name}, {detail}", tally, arguments.examples)
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


def _measure(
    name: str, detail: str, files: list[Path], work: Path, pydoclint: Path, jobs: int
) -> Tally:
    tally = Tally()
    shutil.rmtree(work / name, ignore_errors=True)
    written: dict[Path, Spans] = {}
    with ProcessPoolExecutor(jobs) as pool:
        for copy, kinds, sectioned, refused, spans in pool.map(
            _write, ((path, work, name, detail) for path in files), chunksize=16
        ):
            tally.kinds.update(kinds)
            tally.sectioned += sectioned
            tally.refused += [f"{copy}: {message}" for message in refused]
            written[copy] = spans
    for path, line, rule, message in (
        *_by_pydoclint(name, written, pydoclint),
        *_by_ruff(name, written),
    ):
        if _is_ours(written.get(path, []), line, rule):
            tally.rules[rule] += 1
            tally.examples.setdefault(rule, []).append(f"{path}:{line}: {message}")
    return tally


def _write(
    job: tuple[Path, Path, str, str],
) -> tuple[Path, Counter[str], int, list[str], Spans]:
    """Write drafts into a copy; gives what was written and the lines of each symbol in it."""
    path, work, name, detail = job
    style = replace(STYLES[name], detail=detail)
    copy = work / name / path.relative_to(work / "packages")
    source = _bare(Source(path.as_uri(), path.read_bytes().decode("utf-8", "surrogateescape")))
    syntax = parse(source)
    chosen = [item for item in symbols(syntax) if not item.refusal and _is_wanted(item, style)]
    kinds: Counter[str] = Counter()
    texts, sectioned = [], 0
    for symbol in chosen:
        docstring = draft(facts_of(syntax, symbol, raises=style.raises), style)
        text = render(docstring, style, _columns(source, symbol))
        texts.append((symbol, text))
        sectioned += "\n" in text
        kinds[symbol.kind] += 1
    edits, problems = place_all(syntax, texts, style)
    copy.parent.mkdir(parents=True, exist_ok=True)
    result = apply(source, edits)
    copy.write_bytes(result.encode("utf-8", "surrogateescape"))
    ast.parse(result.encode("utf-8", "surrogateescape"))
    refused = [item.message for item in problems]
    return copy, kinds, sectioned, refused, _lines(Source(path.as_uri(), result), style)


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


def _is_wanted(symbol: Symbol, style: Style) -> bool:
    """Whether a run over a whole package documents it."""
    return not symbol.accessor and not (style.init_in == "class" and symbol.name == "__init__")


def _columns(source: Source, symbol: Symbol) -> int:
    if symbol.kind is SymbolKind.MODULE:
        return 0
    line = source.slice(source.line_span(source.line_of(symbol.header.start))).expandtabs(8)
    return len(line) - len(line.lstrip()) + 4


def _lines(source: Source, style: Style) -> Spans:
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
    name: str, written: dict[Path, Spans], tool: Path
) -> Iterator[tuple[Path, int, str, str]]:
    types = str(STYLES[name].types)
    command = [
        *(str(tool), "--quiet", "--style", name, "--arg-type-hints-in-docstring", types),
        *("--check-return-types", "False", "--check-yield-types", "False"),
    ]
    for batch in _batches(list(written)):
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


def _by_ruff(name: str, written: dict[Path, Spans]) -> Iterator[tuple[Path, int, str, str]]:
    if name not in {"google", "numpy"}:
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
        *("--config", f"lint.pydocstyle.convention='{name}'"),
        *("--config", "lint.pydoclint.ignore-one-line-docstrings=true"),
    ]
    for batch in _batches(list(written)):
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


def _report(name: str, tally: Tally, examples: int) -> bool:
    total = sum(tally.kinds.values())
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in tally.kinds.most_common())
    print(f"\n{name}: {total:,} docstrings ({kinds}), {tally.sectioned:,} with more than one line")
    if tally.refused:
        print(f"  {len(tally.refused):,} symbols were not written, such as {tally.refused[0]}")
    for rule, count in tally.rules.most_common():
        print(f"  {rule:<10} {count:>7,}  {REASONS.get(rule, 'NOT EXPLAINED')}")
        for example in () if rule in REASONS else tally.examples[rule][:examples]:
            print(f"      {example}")
    return any(rule not in REASONS for rule in tally.rules)


if __name__ == "__main__":
    raise SystemExit(main())
