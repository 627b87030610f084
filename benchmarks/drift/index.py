"""The index of corrections: a line each, without the sources, and the split of its repositories."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from drift.histories import Blobs

INDEX = Path(__file__).parent / "index.jsonl"
REPOSITORIES = Path(__file__).parent / "repositories.toml"


@dataclass(frozen=True)
class Entry:
    """One falsehood that a person put right without touching the file's code.

    Attributes:
        repository: Owner and name at GitHub.
        commit: The one that corrected; its first parent holds the falsehood.
        path: File in the repository.
        name: Dotted name of the symbol in the file.
        kind: ``rename``, ``removed``, ``default``, ``exception``, ``outcome``, ``type`` or
            ``attribute``.
        about: What a finding must name: a documented name, a parameter, an exception, or
            ``returns`` and ``yields``. One of several is enough.
        old: The false words.
        new: What they became; empty where they only went.
        left: Names that the docstring is still wrong about after the correction, as was read.
    """

    repository: str
    commit: str
    path: str
    name: str
    kind: str
    about: tuple[str, ...]
    old: str
    new: str
    left: tuple[str, ...] = ()

    @property
    def split(self) -> str:
        """``tuned`` or ``held-out``, by repository."""
        return splits()[self.repository]


@dataclass(frozen=True)
class Case:
    """An entry with its file before and after the correction."""

    entry: Entry
    before: str
    after: str


def read(path: Path = INDEX) -> list[Entry]:
    """The index, in its order."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    lists = ("about", "left")
    return [Entry(**line | {key: tuple(line.get(key, ())) for key in lists}) for line in lines]


def splits() -> dict[str, str]:
    """For each repository whether it may be tuned to."""
    table = tomllib.loads(REPOSITORIES.read_text("utf-8"))
    return {name: split for split, names in table.items() for name in names}


def cases(entries: list[Entry], mirror: Path) -> tuple[list[Case], list[Entry]]:
    """The entries with their files, and those whose repository the mirror lacks.

    Args:
        entries: What to look for.
        mirror: Folder with a git directory ``OWNER+NAME/repo`` (or ``OWNER/NAME``) for each.
    """
    found, absent = [], []
    for repository in dict.fromkeys(entry.repository for entry in entries):
        mine = [entry for entry in entries if entry.repository == repository]
        place = locate(mirror, repository)
        if place is None:
            absent += mine
            continue
        with Blobs(place) as blobs:
            for entry in mine:
                before = blobs.text(f"{entry.commit}^:{entry.path}")
                after = blobs.text(f"{entry.commit}:{entry.path}")
                if before is None or after is None:
                    absent.append(entry)
                else:
                    found.append(Case(entry, before, after))
    return found, absent


def locate(mirror: Path, repository: str) -> Path | None:
    """The git directory of a repository, if the mirror holds it."""
    folder = mirror / repository.replace("/", "+") / "repo"
    places = (folder, folder / ".git", mirror / repository / ".git", mirror / repository)
    return next((place for place in places if (place / "HEAD").is_file()), None)
