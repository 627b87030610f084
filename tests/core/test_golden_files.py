"""What the engine wrote into golden files was read by a person, who says there what was checked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.sections import golden_files, read_head, read_parts

FOLDERS = ("lies", "styles", "update", "complete", "claims")
FILES = [path for folder in FOLDERS for path in golden_files(folder)]


def checked(path: Path) -> str:
    """What a person checked in a file, empty where nobody says so."""
    head = read_head(path).split("\n===")[0]
    line = re.search(r"^Checked: (.+)$", head, re.MULTILINE)
    return line[1] if line else ""


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_says_what_a_person_checked_in_it(folder: str) -> None:
    assert [path.name for path in golden_files(folder) if len(checked(path).split()) < 8] == []


def test_no_two_files_say_the_same() -> None:
    lines = [checked(path) for path in FILES]
    assert [line for line in lines if lines.count(line) > 1] == []


def test_every_lie_has_a_true_twin() -> None:
    assert [path.name for path in golden_files("lies") if not read_parts(path).get("twin")] == []
