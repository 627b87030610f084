"""Golden files: a first paragraph for the reader, then parts that begin with ``--- name``.

The paragraph tells what the case is about and, behind ``Checked:``, what a person held against the
code before keeping what the engine wrote. A part ``defect`` says in one line why the engine does
not produce today what the file rightly expects; the case must fail then, until that is mended.

``UPDATE_CASES=1 pytest …`` rewrites what the code produces, except where a defect is recorded; read
the diff before keeping it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest.mark.structures import ParameterSet

CASES = Path(__file__).parents[1] / "cases"
_HEAD = re.compile(r"^--- (\w+)\n", re.MULTILINE)


def golden_files(folder: str) -> list[Path]:
    """The files of one folder of ``tests/cases``."""
    return sorted((CASES / folder).glob("*.txt"))


def golden_cases(paths: Iterable[Path]) -> list[ParameterSet]:
    """Each file as a parameter of a test; one with a recorded defect must fail."""
    return [known_defect(path, read_parts(path).get("defect", ""), path.stem) for path in paths]


def known_defect(value: object, reason: str, name: str) -> ParameterSet:
    """A parameter of a test that must fail where there is a reason for it."""
    if not reason:
        return pytest.param(value, id=name)
    marks = pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)
    return pytest.param(value, id=name, marks=marks)


def read_head(path: Path) -> str:
    """The first paragraph of a golden file."""
    return _HEAD.split(path.read_text(encoding="utf-8"))[0]


def read_parts(path: Path) -> dict[str, str]:
    """The parts of a golden file by name, each without its last newline."""
    pieces = _HEAD.split(path.read_text(encoding="utf-8"))
    return {name: text.rstrip("\n") for name, text in zip(pieces[1::2], pieces[2::2], strict=True)}


def check_parts(path: Path, produced: dict[str, str]) -> None:
    """Hold what was produced against the file, or write it there when asked to."""
    if os.environ.get("UPDATE_CASES") and "defect" not in read_parts(path):
        _rewrite(path, produced)
    recorded = read_parts(path)
    for name, text in produced.items():
        assert text.rstrip("\n") == recorded.get(name, ""), f"{path.name}: {name}"


def _rewrite(path: Path, produced: dict[str, str]) -> None:
    parts = {**read_parts(path), **{name: text.rstrip("\n") for name, text in produced.items()}}
    body = "".join(f"--- {name}\n{text}\n" for name, text in parts.items())
    path.write_text(read_head(path) + body, encoding="utf-8")
