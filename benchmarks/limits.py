"""Random sources of up to 5 MB, budgets and models: nothing would be sent beyond a limit.

python benchmarks/limits.py [--draws 100] [--seed 1]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from support.composed import MODELS, check


def main(draws: int, seed: int) -> None:
    dice = random.Random(seed)
    began, sent, largest = time.perf_counter(), 0, 0
    for _ in range(draws):
        size = int(5_000_000 ** dice.random())
        body = int(4_000 ** dice.random())
        budget = int(200 * 5_000 ** dice.random())
        sent += check(size, body, dice.choice(MODELS), budget, dice.random() < 0.7)
        largest = max(largest, size)
    seconds = time.perf_counter() - began
    print(
        f"{draws} draws, sources up to {largest:,} bytes: {sent} would be sent, "
        f"{draws - sent} refused, none beyond a limit ({seconds:.0f} s)"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    main(**vars(parser.parse_args()))
