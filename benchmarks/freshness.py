"""What the live findings say about well-documented packages, to be counted by hand.

    python benchmarks/freshness.py                    # all packages, every finding listed
    python benchmarks/freshness.py networkx requests  # some of them
    python benchmarks/freshness.py --in FOLDER        # all Python files below a folder

Downloads packages as ``benchmarks/update.py`` does, and judges as the server does. Every
contradiction is printed with its place, so that a person can say which are false alarms; the last
lines count docstrings and findings.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from update import download

from docstring_ls.core.docstrings import Style
from docstring_ls.core.rules import findings_of
from docstring_ls.core.syntax import Symbol, Syntax, docstring_of, parse, symbols
from docstring_ls.core.text import Source

PACKAGES = ("networkx", "requests", "rich", "click", "scikit-learn", "pandas", "langchain-core",
            "paramiko", "twisted", "sqlalchemy")  # fmt: skip
LARGEST = 250_000  # characters of a file: longer ones are data
TESTS = ("tests", "test", "testing")


def documented(folder: Path) -> Iterator[tuple[Syntax, Symbol]]:
    """Every symbol with a docstring below a folder, tests aside."""
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).parts
        if any(part in TESTS or part.startswith("test_") for part in parts):
            continue
        text = path.read_text("utf-8", "replace")
        if len(text) <= LARGEST:
            syntax = parse(Source(path.as_uri(), text))
            yield from ((syntax, item) for item in symbols(syntax) if docstring_of(syntax, item))


def main() -> None:
    """Print every contradiction."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    parser.add_argument("--in", type=Path, dest="place", help="judge what is there")
    parser.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "docstring-corpus"
    )
    options = parser.parse_args()
    places = [options.place] if options.place else []
    if not places:
        options.folder.mkdir(exist_ok=True)
        download(options.folder, tuple(options.packages))
        places = [options.folder / name.replace("-", "_") for name in options.packages]
    counts: Counter[str] = Counter()
    for place in places:
        judge(place, counts)
    spent = counts.pop("microseconds")
    for name, count in sorted(counts.items()):
        print(f"{count:6} {name}")
    total = sum(count for name, count in counts.items() if name.endswith("docstrings"))
    print(f"{total} docstrings, {spent / max(total, 1):.0f} µs each")


def judge(place: Path, counts: Counter[str]) -> None:
    """Print what is said of one package, and count it."""
    for syntax, symbol in documented(place):
        counts[f"{place.name}: docstrings"] += 1
        began = time.perf_counter()
        findings = findings_of(syntax, symbol, Style())
        counts["microseconds"] += round(1e6 * (time.perf_counter() - began))
        lines = (docstring_of(syntax, symbol) or "").split("\n")
        for finding in findings:
            if finding.contradiction:
                counts[f"{place.name}: {finding.code}"] += 1
                where = Path(syntax.source.path).relative_to(place)
                print(f"{where}:{finding.evidence.line} {symbol.qualname} [{finding.code}] "
                      f"{finding.message}\n    {lines[finding.line].strip()[:110]}")  # fmt: skip


if __name__ == "__main__":
    main()
