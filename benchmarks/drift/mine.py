"""Candidates for the index, printed to be read.

PYTHONPATH=benchmarks python -m drift.mine ~/mirror/pallets+click/repo > click.jsonl
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from drift.corrections import corrections
from drift.histories import Blobs, changes
from drift.pairs import docstring_changes


def candidates(repository: Path) -> Iterator[dict[str, str]]:
    """Everything in a history that may be a correction."""
    seen: set[tuple[str, str]] = set()
    with Blobs(repository) as blobs:
        for change in filter(lambda item: item.may_be_prose(), changes(repository)):
            before = blobs.text(f"{change.commit}^:{change.path}")
            after = blobs.text(f"{change.commit}:{change.path}")
            if not before or not after:
                continue
            for pair in docstring_changes(before, after):
                for found in corrections(pair):
                    if (pair.old, pair.new) not in seen or found.kind != "rename":
                        yield {
                            "commit": change.commit,
                            "path": change.path,
                            "name": pair.name,
                            "kind": found.kind,
                            "old": found.old,
                            "new": found.new,
                            "before": pair.old,
                            "after": pair.new,
                            "code": pair.code,
                        }
                seen.add((pair.old, pair.new))


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        for candidate in candidates(Path(argument)):
            print(json.dumps(candidate), flush=True)
