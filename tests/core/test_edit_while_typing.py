"""While a file is being typed, in any state, nothing raises and no edit would damage it."""

from __future__ import annotations

import inspect
import random
import textwrap

import pytest

from docstring_ls.core.docstrings import Style
from docstring_ls.core.edit import place
from docstring_ls.core.syntax import Buffer, symbol_at
from docstring_ls.core.text import Encoding, apply
from support.damage import damage

# A real file of the standard library: classes, properties, docstrings, nested functions, regexes.
FILE = inspect.getsource(textwrap)
TEXTS = ("Do it.", 'Say "hi"', "Match \\d.\n\nArgs:\n    a: One.", '"""', "Both ''' and \"\"\".")
# The judge is slower than what it judges.
ASKED, JUDGED = 6, 4


def regions(text: str) -> list[str]:
    """Pieces of some ten lines, which together are the file."""
    lines = text.splitlines(keepends=True)
    return ["".join(lines[at : at + 11]) for at in range(0, len(lines), 11)]


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
def test_every_keystroke(seed: int) -> None:
    rng = random.Random(seed)
    pieces = regions(FILE)[seed * 12 : seed * 12 + 14]
    typed = [""] * len(pieces)
    buffer, asked, placed = Buffer("file:///m.py", 0, "", Encoding.UTF16), 0, 0
    for index in rng.sample(range(len(pieces)), len(pieces)):
        for char in pieces[index]:
            start = "".join(typed[:index]) + typed[index]
            place_ = (start.count("\n"), len(start) - start.rfind("\n") - 1)
            buffer.change((place_, place_), char, asked)
            typed[index] += char
            asked += 1
            if asked % ASKED == 0:
                offset = len((start + char).encode()) - rng.choice((0, 0, 0, 5, 50))
                placed += ask(buffer, offset, asked)
    assert buffer.source.text == "".join(pieces)
    assert placed > 100


def ask(buffer: Buffer, offset: int, turn: int) -> int:
    placed = 0
    for symbol in symbol_at(buffer.syntax, offset):
        text = TEXTS[turn // ASKED % len(TEXTS)]
        edit, problems = place(buffer.syntax, symbol, text, Style())
        if edit is None:
            assert problems[0].message
            continue
        placed += 1
        if turn // ASKED % JUDGED == 0:
            after = apply(buffer.source, [edit])
            assert damage(buffer.source.text, after) == "", (symbol, edit)
    return placed
