"""Pairs of claims about one piece of code: one that it contradicts, and the same put right.

A file of ``tests/cases/claims`` holds one class of claims::

    === unless given
    def redirect$0(url, code=302):
        return Response(url, code)
    --- parameter code
    lie: Status of the answer, «301 unless given».
    true: Status of the answer, 302 unless given.
    passes: The wording "unless given" is not known.

``$0`` marks the symbol, the line behind ``---`` the place of the statement in the answer, ``«»``
what is false of it; ``\\n`` stands for a new line. ``passes:`` tells why the lie reaches the
document today, ``lost:`` why the truth does not: such a test must fail until the engine is mended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from support.answers import Statement
from support.sections import golden_files

_LINE = re.compile(r"^(lie|true|passes|lost): (.*)$", re.MULTILINE)
_FALSE = re.compile(r"«(.*?)»", re.DOTALL)


@dataclass(frozen=True)
class Pair:
    """One pair.

    Attributes:
        name: File and name, for test ids.
        code: The code with its mark.
        lie: The statement with the false words in it.
        false: The false words alone.
        truth: The statement put right.
        passes: Why the lie is let through today; empty where it is not.
        lost: Why the truth is lost today; empty where it is not.
    """

    name: str
    code: str
    lie: Statement
    false: str
    truth: Statement
    passes: str
    lost: str


def pairs() -> list[Pair]:
    """All pairs of ``tests/cases/claims``."""
    found = []
    for path in golden_files("claims"):
        for piece in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            title, _, body = piece.partition("\n")
            found.append(_pair(f"{path.stem}: {title.strip()}", body))
    return found


def _pair(name: str, body: str) -> Pair:
    code, _, rest = body.partition("\n--- ")
    place, _, lines = rest.partition("\n")
    said = {key: text.replace("\\n", "\n") for key, text in _LINE.findall(lines)}
    marked = _FALSE.search(said["lie"])
    assert marked, f"{name}: «» marks what is false"
    return Pair(
        name=name,
        code=code,
        lie=Statement(place, _FALSE.sub(r"\1", said["lie"])),
        false=marked[1],
        truth=Statement(place, said["true"]),
        passes=said.get("passes", ""),
        lost=said.get("lost", ""),
    )
