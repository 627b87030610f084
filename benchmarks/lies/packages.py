"""The pinned packages of a side of the split, downloaded and unpacked into a cache folder."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

TABLE = Path(__file__).parent / "packages.toml"


def packages(split: str) -> tuple[str, ...]:
    """The requirements of ``tuned`` or ``held-out``."""
    return tuple(tomllib.loads(TABLE.read_text("utf-8"))[split])


def unpacked(requirement: str, cache: Path) -> Path:
    """The folder with a package's Python files; downloaded where it is not there yet."""
    target = cache / requirement
    if not target.exists():
        with tempfile.TemporaryDirectory() as wheels:
            command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps",
                       "--only-binary", ":all:", "-d", wheels, requirement]  # fmt: skip
            subprocess.run(command, check=True)
            for wheel in Path(wheels).glob("*.whl"):
                with zipfile.ZipFile(wheel) as archive:
                    names = [name for name in archive.namelist() if name.endswith(".py")]
                    archive.extractall(target, names)
    return target
