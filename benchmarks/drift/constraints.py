"""The second table: constraints over several parameters, of ``ParsifalXu/MPChecker-Benchmark``.

A case is a class or function whose docstring states a constraint such as *ignored when solver is
'auto'*; its authors mark whether the code bears it out. They spliced classes with functions that
are none of theirs, so what is said of single names and defaults there counts for nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from drift import judge
from drift.histories import Blobs, git
from drift.index import locate

REPOSITORY = "ParsifalXu/MPChecker-Benchmark"


def table(mirror: Path) -> list[str]:
    """How many false constraints are seen, and how many true ones are called false."""
    place = locate(mirror, REPOSITORY)
    if place is None:
        return [f"{REPOSITORY} is not in the mirror"]
    counts: Counter[tuple[str, str]] = Counter()
    listing, _ = git(place, "ls-tree", "-r", "--name-only", "HEAD", "files").communicate()
    files = {path.split("/")[1]: path for path in listing.decode().splitlines()}
    with Blobs(place) as blobs:
        for case in json.loads(blobs.text("HEAD:benchmark.json") or "[]"):
            text = blobs.text(f"HEAD:{files[case['id']]}") or ""
            verdict = _verdict(text, case["params"])
            counts[case["oracle"], verdict] += 1
    words = {"False": "false constraints", "True": "true constraints"}
    return [
        f"{words[oracle]}: {verdict} {number}"
        for (oracle, verdict), number in sorted(counts.items())
    ]


def _verdict(text: str, parameters: list[str]) -> str:
    about = tuple(parameters)
    found = judge.complaints(text)
    seen = any(item.means("constraint", about, judge.KINDS) for item in found)
    return "seen" if seen else "not seen"
