"""Reads and checks the files of phrasings; ``phrasings/FORMAT.md`` tells how they are made.

python -m lies.phrasings FILE      # from benchmarks/: checks a file, prints what is wrong
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .cases import CASES

FOLDER = Path(__file__).parent / "phrasings"
# Places that are entries of a section, each under a name.
ENTRIES = ("parameter", "attribute", "raises")
_SLOT = re.compile(r"\{(\w*)\}")
_LINE = re.compile(r"(both|lie|true): (.+)")
_FALSE = re.compile(r"«(.+?)»")
AUTHOR = "="
# Where a phrasing may be glued to a sentence, and to which where the author's does not lend itself.
GLUED = {
    "summary": "Do what is asked for",
    "parameter": "What is handed in",
    "returns": "What comes out",
    "raises": "If that can't be done",
}
PER_CLASS = 5
"""Phrasings that each class should have at least."""


@dataclass(frozen=True)
class Phrasing:
    """One wording of a false statement and of its twin.

    Attributes:
        case: What it is about.
        place: ``summary``, ``description``, ``returns``, ``parameter``, ``attribute``, ``raises``.
        lie: Template of the lie, with ``«»`` around the false words, if not all of it is false.
        true: Template of the twin; ``=`` for the author's own words.
    """

    case: str
    place: str
    lie: str
    true: str


def phrasings(name: str) -> tuple[Phrasing, ...]:
    """Those of the files ``tuned*`` or ``held-out*``, or of one file that a path names.

    Raises:
        ValueError: When the file is not as the format says, with every reason.
    """
    paths = sorted(FOLDER.glob(f"{name}*.txt")) if "/" not in name else []
    read = [parsed(path.read_text("utf-8")) for path in paths or [Path(name)]]
    wrong = [reason for _, reasons in read for reason in reasons]
    if wrong:
        raise ValueError("\n".join(wrong))
    return tuple(item for found, _ in read for item in found)


def parsed(text: str) -> tuple[tuple[Phrasing, ...], list[str]]:
    """The phrasings of a text, and what is wrong with it."""
    found: list[Phrasing] = []
    wrong: list[str] = []
    case = place = lie = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("=== "):
            case, place = line[4:].strip(), ""
            if case not in CASES:
                wrong.append(f"line {number}: no case is called {case}")
        elif line.startswith("at: "):
            place = line[4:].strip()
        elif not (match := _LINE.fullmatch(line)) or not case or not place:
            wrong.append(f"line {number}: expected === CASE, at: PLACE, both:, lie: or true:")
        elif match[1] == "lie":
            lie = match[2]
        elif match[1] == "true" and not lie:
            wrong.append(f"line {number}: true: without lie: before it")
        else:
            item = Phrasing(case, place, lie or match[2], match[2])
            wrong += [f"line {number}: {reason}" for reason in _wrong(item)]
            found.append(item)
            lie = ""
    counted = Counter(found)
    wrong += [f"twice: {item.lie}" for item, count in counted.items() if count > 1]
    return tuple(found), wrong


def _wrong(item: Phrasing) -> list[str]:
    case = CASES.get(item.case)
    if case is None:
        return []
    wrong = []
    if item.place not in case.places:
        wrong.append(f"{item.case} may stand at {', '.join(case.places)}, not at {item.place}")
    for template in (item.lie, item.true):
        unknown = set(_SLOT.findall(template)) - set(case.slots)
        if unknown:
            wrong.append(f"{item.case} has no slot {', '.join(sorted(unknown))}")
    if unmarked(item.lie).startswith("+") and item.place not in GLUED:
        wrong.append(f"+ has no sentence to be glued to at {item.place}")
    if item.lie.count("«") > 1:
        wrong.append("one pair of «» is enough")
    if item.true != AUTHOR and "«" in item.true and item.lie != item.true:
        wrong.append("«» marks what is false of a lie")
    named = case.by_entry and item.place in ENTRIES
    if item.lie == item.true and not named and not set(_SLOT.findall(item.lie)) & set(case.false):
        wrong.append(f"nothing tells the lie from the truth: use {', '.join(case.false) or 'lie:'}")
    return wrong


def slots_of(template: str) -> set[str]:
    """The slots that a template uses."""
    return set(_SLOT.findall(template))


def filled(template: str, values: dict[str, str]) -> str:
    """The statement, without marks."""
    said = _SLOT.sub(lambda slot: values[slot[1]], unmarked(template)).replace("\\n", "\n")
    return with_article(said)


def with_article(text: str) -> str:
    """The text with "an" before the one word of a type that wants it."""
    return re.sub(r"\b([Aa]) (?=integer\b)", r"\1n ", text)


def unmarked(template: str) -> str:
    return template.replace("«", "").replace("»", "")


def false_words(template: str, values: dict[str, str]) -> str:
    """The words between the marks, else all."""
    marked = _FALSE.search(template)
    return filled(marked[1] if marked else template, values)


def thin(found: tuple[Phrasing, ...]) -> list[str]:
    """Classes with fewer phrasings than they should have."""
    counts = Counter(item.case.partition("/")[0] for item in found)
    classes = dict.fromkeys(name.partition("/")[0] for name in CASES)
    return [
        f"{name}: {counts[name]} of {PER_CLASS}"
        for name in classes
        if counts[name] < PER_CLASS and any(CASES[item].places for item in CASES
                                            if item.partition("/")[0] == name)
    ]  # fmt: skip


def main() -> int:
    """Check the file named on the command line."""
    found, wrong = parsed(Path(sys.argv[1]).read_text("utf-8"))
    print("\n".join(wrong) or f"{len(found)} phrasings, all well-formed")
    print("\n".join(f"too few: {item}" for item in thin(found)))
    return bool(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
