"""Where installed packages lie, found by looking; only an interpreter the user chose is run."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from itertools import islice
from pathlib import Path

from ....untrusted.files import CONFIGURATION_BYTES, EntryKind, is_folder, list_folder, read_bytes

_ENVIRONMENTS = (".venv", "venv", "env")
# Seconds in which the chosen interpreter must tell its path; cold ones on slow disks need one.
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
        return paths_of(interpreter)
    own = sysconfig.get_paths()
    found = [place for name in _ENVIRONMENTS for place in _site_packages(Path(root, name))]
    return tuple(dict.fromkeys((*found, own["purelib"], own["platlib"])))


def own_paths() -> tuple[str, ...]:
    """Where the library of the Python that runs us lies."""
    own = sysconfig.get_paths()
    return tuple(dict.fromkeys((own["stdlib"], own["platstdlib"])))


def paths_of(interpreter: str) -> tuple[str, ...]:
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
    library = environment / "lib"
    pythons = [name for name in _names(library) if name.startswith("python3")]
    found = [library / name / "site-packages" for name in reversed(pythons)]
    found.append(environment / "Lib" / "site-packages")
    first = next((folder for folder in found if is_folder(folder)), None)
    return [str(first), *_linked(first)] if first is not None else []


def _linked(folder: Path) -> list[str]:
    """Folders that ``.pth`` files name; their ``import`` lines are code and stay unread."""
    places: list[str] = []
    for name in islice((name for name in _names(folder) if name.endswith(".pth")), 50):
        try:
            text = read_bytes(folder / name, CONFIGURATION_BYTES).decode("utf-8", "replace")
        except OSError:
            continue
        places += islice(map(str.strip, text.splitlines()), 1_000)
    return [place for place in places if Path(place).is_absolute() and is_folder(place)]


def _names(folder: Path) -> list[str]:
    """The names in a folder but those of pipes and devices; none where it can't be listed."""
    try:
        return [entry.name for entry in list_folder(folder) if entry.kind is not EntryKind.OTHER]
    except OSError:
        return []
