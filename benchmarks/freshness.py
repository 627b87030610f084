"""What the live findings say about well-documented packages, to be counted by hand.

    python benchmarks/freshness.py                    # all packages, every finding listed
    python benchmarks/freshness.py networkx requests  # some of them

Downloads packages as ``benchmarks/update.py`` does. Every contradiction is printed with its place,
so that a person can say which are false alarms; the last lines count docstrings and findings.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from update import cases, download

from docstring_ls.core.docstrings import Style
from docstring_ls.core.rules import contradictions

PACKAGES = ("networkx", "requests", "rich", "click", "scikit-learn", "pandas", "langchain-core",
            "paramiko", "twisted", "sqlalchemy")  # fmt: skip


def main() -> None:
    """Print every contradiction."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    parser.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "docstring-corpus"
    )
    options = parser.parse_args()
    options.folder.mkdir(exist_ok=True)
    download(options.folder, tuple(options.packages))
    counts: Counter[str] = Counter()
    spent = 0.0
    for package in options.packages:
        for case in cases(options.folder, (package,), documented=False):
            counts[f"{package}: docstrings"] += 1
            began = time.perf_counter()
            findings = contradictions(case.text, case.facts, Style())
            spent += time.perf_counter() - began
            for finding in findings:
                if finding.contradiction:
                    counts[f"{package}: {finding.code}"] += 1
                    line = case.text.split("\n")[finding.line].strip()
                    print(f"{case.where} {case.facts.qualname} [{finding.code}] {finding.message}")
                    print(f"    {line[:110]}")
    for name, count in sorted(counts.items()):
        print(f"{count:6} {name}")
    total = sum(count for name, count in counts.items() if name.endswith("docstrings"))
    print(f"{total} docstrings, {1e6 * spent / max(total, 1):.0f} µs each")


if __name__ == "__main__":
    main()
