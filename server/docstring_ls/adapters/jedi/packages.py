"""Where installed packages lie, found by looking; only an interpreter the user chose is run."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from pathlib import Path

_ENVIRONMENTS = (".venv", "venv", "env")
_PATIENCE = 3.0
_TELL = "import sys, json; print(json.dumps([p for p in sys.path if p]))"


def packages_of(root: str, interpreter: str) -> tuple[str, ...]:
    """The folders that hold the packages a workspace may import.

    Args:
        root: Absolute path of the workspace folder.
        interpreter: The Python that the user chose, or empty: then an environment in the
            workspace is read but not run, and our own packages come last.
    """
    if interpreter:
        return told_by(interpreter)
    own = sysconfig.get_paths()
    found = [place for name in _ENVIRONMENTS for place in _site_packages(Path(root, name))]
    return tuple(dict.fromkeys((*found, own["purelib"], own["platlib"])))


def own_paths() -> tuple[str, ...]:
    """Where the library of the Python that runs us lies."""
    own = sysconfig.get_paths()
    return tuple(dict.fromkeys((own["stdlib"], own["platstdlib"])))


def told_by(interpreter: str) -> tuple[str, ...]:
    """The search path of a chosen interpreter; empty where it can't tell."""
    command = [interpreter, "-I", "-c", _TELL]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
            stdin=subprocess.DEVNULL,
            cwd=Path(sys.executable).parent,
        )
        return tuple(str(place) for place in json.loads(done.stdout.splitlines()[-1]))
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        return ()


def _site_packages(environment: Path) -> list[str]:
    found = sorted(environment.glob("lib/python3*/site-packages"), reverse=True)
    found += environment.glob("Lib/site-packages")
    return [place for folder in found[:1] for place in (str(folder), *_linked(folder))]


def _linked(folder: Path) -> list[str]:
    """Folders that ``.pth`` files name; their ``import`` lines are code and stay unread."""
    places = []
    for file in sorted(folder.glob("*.pth"))[:50]:
        try:
            lines = file.read_text("utf-8", "replace").splitlines()
        except OSError:
            continue
        places += [line.strip() for line in lines if Path(line.strip()).is_absolute()]
    return [place for place in places if Path(place).is_dir()]
