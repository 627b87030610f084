"""Real files, broken at random: no exception, and no edit that damages what is left."""

from __future__ import annotations

import bisect
import contextlib
import inspect
import random
import string
import textwrap

import pytest

from docstring_ls.core.docstrings import Style
from docstring_ls.core.edit import place
from docstring_ls.core.syntax import parse, symbols
from docstring_ls.core.text import Source, apply
from support.damage import damage

FILES = [inspect.getsource(module) for module in (bisect, string, textwrap, contextlib)]
BITS = [
    "(", ")", "[", "{", '"', "'", '"""', "'''", ":", "\\", "\n", "def ", "class ", "@", "#", 'f"',
    "\t", "    ", ",", "=", "if x:\n", "lambda ", "async ", "\r", "\f", 'r"', '"""doc"""\n',
]  # fmt: skip
TEXTS = ("Do it.", 'So.\n\nSay "hi"', '\\d "')


def broken(rng: random.Random) -> str:
    text = rng.choice(FILES)
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(len(text))
        match rng.randrange(4):
            case 0 | 1:
                text = text[:at] + rng.choice(BITS) + text[at:]
            case 2:
                text = text[:at] + text[at + rng.choice((1, 3, 30, 300)) :]
            case _:
                lines = text.split("\n")
                at = rng.randrange(len(lines))
                lines[at] = rng.choice(("  ", "", "\t")) + lines[at].lstrip()
                text = "\n".join(lines)
    return text


@pytest.mark.parametrize("seed", range(80))
def test_no_damage(seed: int) -> None:
    rng = random.Random(seed)
    text = broken(rng)
    syntax = parse(Source("file:///m.py", text))
    every = symbols(syntax)
    for symbol in rng.sample(every, min(3, len(every))):
        edit, problems = place(syntax, symbol, rng.choice(TEXTS), Style())
        if edit is None:
            assert problems[0].message
        else:
            assert damage(text, apply(syntax.source, [edit])) == "", symbol


def test_a_string_that_turns_code_and_strings_round() -> None:
    text = 'x = """\n\ndef f():\n    """Old."""\n    return 1\n\n\ndef g():\n    """Old."""\n'
    syntax = parse(Source("file:///m.py", text))
    for symbol in symbols(syntax):
        edit, _ = place(syntax, symbol, "Do it.", Style())
        if edit is not None:
            assert damage(text, apply(syntax.source, [edit])) == "", symbol
