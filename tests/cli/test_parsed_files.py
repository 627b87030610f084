"""Parsed files are kept as pickles: only where nobody else can put one."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from support.editor import clean_environment

CODE = "def joined(sep=','):\n    return sep.join([])\n"


def generate(tmp_path: Path, **environ: str) -> None:
    """One run that makes jedi read the library's stubs."""
    target = tmp_path / "a.py"
    target.write_text(CODE)
    caches = {"XDG_CACHE_HOME": str(tmp_path / "caches"), "HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "docstring_ls", "generate", str(target)]
    environment = clean_environment({**caches, **environ})
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "+" in done.stdout


def pickles(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.pkl") if path.is_file()]


def test_they_are_kept_for_us_alone(tmp_path: Path) -> None:
    generate(tmp_path)
    found = pickles(tmp_path / "caches")
    assert found
    for path in found:
        around = [place for place in path.parents if tmp_path / "caches" in place.parents]
        assert any(stat.S_IMODE(place.stat().st_mode) == 0o700 for place in around), path


@pytest.mark.parametrize("name", ["jedi", "parso", "docstring-ls/parsed"])
@pytest.mark.parametrize("kind", ["link", "open to others"])
def test_a_folder_that_others_can_write_to_is_not_used(
    tmp_path: Path, name: str, kind: str
) -> None:
    shared, place = tmp_path / "shared", tmp_path / "caches" / name
    shared.mkdir()
    place.parent.mkdir(parents=True, mode=0o700)
    if kind == "link":
        place.symlink_to(shared, target_is_directory=True)
    else:
        place.mkdir()
        place.chmod(0o777)
    generate(tmp_path)
    assert pickles(shared) == [] and pickles(place) == []
