"""Update in place, held against what people wrote.

With ``--sound``, docstrings are updated against the code they stand in: how many change, every
change to be read by a person. Else signatures mutate (a parameter is added, dropped, renamed,
replaced by another, exchanged, retyped, given another default), with and without the earlier text
as evidence. Downloads packages into a temporary folder (or takes ``--folder``), and checks that

- every line that is not about the change is byte-identical, and so is the file outside the
  docstring,
- a second update changes nothing, and nothing that diagnostics call false is passed over silently,
- no sentence ever stands under another name, unless the earlier text shows the rename,
- taking the change back gives the docstring back.

    python benchmarks/update.py                      # all packages
    python benchmarks/update.py --most 300 networkx  # a few docstrings of one
    python benchmarks/update.py --sound --folder site-packages scrapy keras
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from docstring_ls.core.analysis import SectionKind

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from docstring_ls.core.analysis import Facts, facts_of, local_resolution
from docstring_ls.core.docstrings import Style, parse, style_of
from docstring_ls.core.edit import amend
from docstring_ls.core.rules import contradictions, update
from docstring_ls.core.summaries import draft
from docstring_ls.core.syntax import Symbol, Syntax, symbols
from docstring_ls.core.syntax import parse as parse_source
from docstring_ls.core.text import Source
from support.mutations import diff, failures

PACKAGES = (
    "networkx", "pandas", "scikit-learn",  # NumPy
    "langchain-core", "optax", "flax",  # Google
    "requests", "paramiko", "azure-core", "sqlalchemy",  # Sphinx
    "twisted", "pydoctor",  # Epytext
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One human docstring and the facts of its symbol."""

    package: str
    where: str
    text: str
    facts: Facts
    syntax: Syntax
    symbol: Symbol


def download(folder: Path, packages: tuple[str, ...]) -> None:
    """Fetch wheels and unpack their Python files; what is there already stays."""
    for package in packages:
        target = folder / package.replace("-", "_")
        if target.exists():
            continue
        with tempfile.TemporaryDirectory() as wheels:
            command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps",
                       "--only-binary", ":all:", "-d", wheels, package]  # fmt: skip
            subprocess.run(command, check=True)
            for wheel in Path(wheels).glob("*.whl"):
                with zipfile.ZipFile(wheel) as archive:
                    names = [name for name in archive.namelist() if name.endswith(".py")]
                    archive.extractall(target, names)


def cases(folder: Path, packages: tuple[str, ...], documented: bool = True) -> Iterator[Case]:
    """Every docstring of the packages; by default only those that document parameters."""
    for package in packages:
        for path in sorted((folder / package.replace("-", "_")).rglob("*.py")):
            if "/tests/" in path.as_posix() or "/test/" in path.as_posix():
                continue
            try:
                source = Source(path.as_uri(), path.read_text("utf-8"))
            except UnicodeDecodeError:
                continue
            syntax = parse_source(source)
            for symbol in symbols(syntax):
                if symbol.docstring is None:
                    continue
                facts = facts_of(syntax, symbol, local_resolution(syntax, symbol))
                text = facts.docstring
                if documented and not facts.parameters:
                    continue
                if not text or (documented and not parse(text).names(SectionKind.PARAMETERS)):
                    continue
                where = f"{path.relative_to(folder)}:{facts.place.line}"
                yield Case(package, where, text, facts, syntax, symbol)


def sound(case: Case, counts: Counter[str]) -> None:
    """Update a docstring as the command line does without a model, and print what changes."""
    style = Style(name=style_of(parse(case.text)) or "google")
    prose = draft(case.facts, style)
    text, problems = update(case.text, case.facts, style, prose)
    false = {item.code for item in contradictions(text, case.facts, style) if item.contradiction}
    broken = {
        "a second run changes it": update(text, case.facts, style, prose)[0] != text,
        "false and silent": bool(false - {item.code for item in problems}),
        "bytes outside it": text != case.text and not _is_alone(case, text, style),
    }
    counts["docstrings"] += 1
    counts["changed"] += text != case.text
    counts["left with a message"] += bool(false)
    for name, is_broken in broken.items():
        counts[f"FAILED {name}"] += is_broken
    if text != case.text or any(broken.values()):
        found = [name for name, is_broken in broken.items() if is_broken]
        print(f"{case.where} {case.facts.qualname} {found or ''}\n{diff(case.text, text)}")
        print("\n".join(f"  {item.code}: {item.message}" for item in problems), flush=True)


def _is_alone(case: Case, text: str, style: Style) -> bool:
    """Whether nothing but the docstring changes in the file."""
    edit, _ = amend(case.syntax, case.symbol, text, style)
    place = case.symbol.docstring
    return edit is None or (
        place is not None and place.start <= edit.span.start <= edit.span.end <= place.end
    )


def mutated(case: Case, chance: random.Random, counts: Counter[str], most: int) -> None:
    """Hold the updates after each mutation against what was promised."""
    for failure in failures(case.text, case.facts, chance, lambda what: counts.update([what])):
        word = "reworded" if failure.promise == "reworded" else f"FAILED {failure.promise}"
        kind = f"{word}, {failure.sort}"
        counts[kind] += 1
        if counts[kind] <= most:
            print(f"{case.where}: {kind}\n{failure.told}\n", flush=True)


def main() -> None:
    """Run and print what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    parser.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "docstring-corpus"
    )
    parser.add_argument("--most", type=int, default=0, help="most docstrings per package")
    parser.add_argument("--sound", action="store_true", help="no mutations: print what changes")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=5, help="examples of each failure")
    options = parser.parse_args()
    options.folder.mkdir(exist_ok=True)
    download(options.folder, tuple(options.packages))
    counts: Counter[str] = Counter()
    began = time.perf_counter()
    chance = random.Random(options.seed)
    for package in options.packages:
        found = cases(options.folder, (package,), documented=not options.sound)
        for case in islice(found, options.most or None):
            if options.sound:
                sound(case, counts)
            else:
                mutated(case, chance, counts, options.show)
    print(f"{time.perf_counter() - began:.0f} s")
    for name, count in sorted(counts.items()):
        print(f"{count:7} {name}")


if __name__ == "__main__":
    main()
