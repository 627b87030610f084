"""Update in place, held against what people wrote: signatures mutate, docstrings follow.

Downloads packages into a temporary folder (or takes ``--folder``), reads every docstring that
documents parameters, changes its signature at random, updates, and checks that

- every line that is not about the change is byte-identical,
- a second update changes nothing,
- taking the change back gives the docstring back.

    python benchmarks/update.py                      # all packages
    python benchmarks/update.py --most 300 networkx  # a few docstrings of one
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
from pathlib import Path

from docstring_ls.core.analysis import SectionKind

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from docstring_ls.core.analysis import Facts, facts_of
from docstring_ls.core.docstrings import parse
from docstring_ls.core.syntax import parse as parse_source
from docstring_ls.core.syntax import symbols
from docstring_ls.core.text import Source
from support.mutations import failures

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
                facts = facts_of(syntax, symbol)
                text = facts.docstring
                if documented and not facts.parameters:
                    continue
                if not text or (documented and not parse(text).names(SectionKind.PARAMETERS)):
                    continue
                yield Case(package, f"{path.relative_to(folder)}:{facts.place.line}", text, facts)


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
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=5, help="examples of each failure")
    options = parser.parse_args()
    options.folder.mkdir(exist_ok=True)
    download(options.folder, tuple(options.packages))
    counts: Counter[str] = Counter()
    began = time.perf_counter()
    chance = random.Random(options.seed)
    for package in options.packages:
        for number, case in enumerate(cases(options.folder, (package,))):
            if options.most and number >= options.most:
                break
            for failure in failures(
                case.text, case.facts, chance, lambda what: counts.update([what])
            ):
                word = "reworded" if failure.promise == "reworded" else f"FAILED {failure.promise}"
                kind = f"{word}, {failure.sort}"
                counts[kind] += 1
                if counts[kind] <= options.show:
                    print(f"{case.where}: {kind}\n{failure.told}\n", flush=True)
    print(f"{time.perf_counter() - began:.0f} s")
    for name, count in sorted(counts.items()):
        print(f"{count:7} {name}")


if __name__ == "__main__":
    main()
