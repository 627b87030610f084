"""Golden files: a first paragraph for the reader, then parts that begin with ``--- name``.

``UPDATE_CASES=1 pytest …`` rewrites what the code produces; read the diff before keeping it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

_HEAD = re.compile(r"^--- (\w+)\n", re.MULTILINE)


def read_parts(path: Path) -> dict[str, str]:
    """The parts of a golden file by name, each without its last newline."""
    pieces = _HEAD.split(path.read_text(encoding="utf-8"))
    return {name: text.rstrip("\n") for name, text in zip(pieces[1::2], pieces[2::2], strict=True)}


def check_parts(path: Path, produced: dict[str, str]) -> None:
    """Hold what was produced against the file, or write it there when asked to."""
    if os.environ.get("UPDATE_CASES"):
        _rewrite(path, produced)
    recorded = read_parts(path)
    for name, text in produced.items():
        assert text.rstrip("\n") == recorded.get(name, ""), f"{path.name}: {name}"


def _rewrite(path: Path, produced: dict[str, str]) -> None:
    head = _HEAD.split(path.read_text(encoding="utf-8"))[0]
    parts = {**read_parts(path), **{name: text.rstrip("\n") for name, text in produced.items()}}
    body = "".join(f"--- {name}\n{text}\n" for name, text in parts.items())
    path.write_text(head + body, encoding="utf-8")
