"""How many false statements reach the document, and how many true ones are lost, by class.

    python benchmarks/lies.py                                  # tuned packages and phrasings
    python benchmarks/lies.py --split held-out --phrasings held-out
    python benchmarks/lies.py --show default 15                # pairs to read, with their code
    python benchmarks/lies.py --examples reached type-returned # what got through
    python benchmarks/lies.py --round-trip 500                 # human docstrings there and back

False statements are made about real code from human docstrings, each with its true twin; both go
the way of a model's answer (``lies/judge.py``). The same seed gives the same pairs.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

from lies.cases import CASES
from lies.phrasings import phrasings
from lies.round_trip import round_trip
from lies.run import PER_PACKAGE, Result, jobs_of, results, sample
from lies.table import shown, table

WANTED = {"reached": lambda item: item.has_reached, "lost": lambda item: item.is_lost,
          "as-false": lambda item: item.is_lost_as_false}  # fmt: skip


def main() -> None:
    """Run and print."""
    options = _options()
    options.cache.mkdir(parents=True, exist_ok=True)
    if options.round_trip:
        print(round_trip(options.split, options.round_trip, options.seed, options.cache))
        return
    begun = time.perf_counter()
    jobs = jobs_of(
        options.split, options.phrasings, options.seed, options.cache, options.per_package
    )
    if options.show:
        kind, count = options.show[0], int(options.show[1])
        chosen = [job for job in sample(jobs, count, options.seed) if job.pair.kind == kind]
        print("\n\n".join(shown(job) for job in chosen))
        return
    if not phrasings(options.phrasings):
        print(f"{options.phrasings} phrasings: none yet, so authors' sentences alone are reworded")
    chosen = sample(jobs, options.most, options.seed)
    if options.classes:
        chosen = [job for job in chosen if job.pair.kind in options.classes]
    found = results(chosen, options.jobs)
    if options.examples:
        _print_examples(found, *options.examples)
    print(f"{options.split} packages, {options.phrasings} phrasings, seed {options.seed}")
    print(table(found))
    print(f"{time.perf_counter() - begun:.0f} s")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    sides = ("tuned", "held-out")
    parser.add_argument("--split", choices=sides, default="tuned", help="which packages")
    parser.add_argument(
        "--phrasings",
        default="tuned",
        help="which wordings: tuned, held-out or a file of one's own",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=60, help="most pairs of a class")
    parser.add_argument("--per-package", type=int, default=PER_PACKAGE, help="most definitions")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument(
        "--classes", nargs="*", choices=sorted({name.partition("/")[0] for name in CASES})
    )
    parser.add_argument("--show", nargs=2, metavar=("CLASS", "N"), help="print pairs, judge none")
    parser.add_argument("--examples", nargs=2, metavar=("WHAT", "CLASS"),
                        help="print pairs that were reached, lost or lost as-false")  # fmt: skip
    parser.add_argument("--round-trip", type=int, default=0, metavar="N")
    cache = Path(tempfile.gettempdir()) / "docstring-lies"
    parser.add_argument("--cache", type=Path, default=cache, help="folder for packages")
    return parser.parse_args()


def _print_examples(found: list[Result], what: str, kind: str) -> None:
    fitting = [item for item in found if WANTED[what](item) and item.job.pair.kind == kind]
    random.Random(1).shuffle(fitting)
    print("\n\n".join(shown(item.job, item) for item in fitting[:10]))


if __name__ == "__main__":
    main()
