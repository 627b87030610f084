"""Whatever stands unfinished in a file, what is defined below it is offered and documented."""

from __future__ import annotations

import inspect
import random
import re
import string
import textwrap

import pytest

from docstring_ls.core.docstrings import Style
from docstring_ls.core.edit import place
from docstring_ls.core.syntax import Syntax, docstring_of, parse, symbol_at
from docstring_ls.core.text import Source, apply
from docstring_ls.pipeline import draft
from support.damage import damage

FRAGMENTS = [
    "y = os.", "x = 1 +", "x.", "x..", "x, y.z.", "return", "return x +", "raise", "raise X from",
    "if x ==", "if", "if not", "if (a and", "if x:", "for x", "for x in", "for x in y:", "while x",
    "with", "with open(", "with a, ", "with (a as b,", "x = lambda:", "lambda", "lambda x:",
    "import", "import os.", "from", "from a", "from a import", "from a import (",
    "from a import (b,", "@", "@deco.", "@deco(", "@a\n@b(", "@a(1)\n@b.", "class", "class A",
    "class A(", "class A(B", "class A(x y):", "class A:", "def", "def f", "def f(",
    "def f(a: int = ", "def f(a) ->", "def f(a, , b):", "def f(a = ): return 1", "def f():",
    "def f(): return x +", "async", "async def", "async def f(", "await", "await x.", "try:",
    "try:\n    x\nexcept", "try:\n    x\nexcept X", "elif", "elif x ==", "else", "else:", "except",
    "except X:", "finally", "finally:", "match x:", "match x:\n    case", "match x:\n    case [",
    "match x:\n    case {", "match x:\n    case _:", "x: ", "x: int =", "x :=", "(x :=",
    "x = y = ", "x +=", "x = [", "x = {", "x = {**", "{", "((((", 'x = {"a": (1, [', "x[", "x[1:",
    "x = [i for", "x = [i for i in", "print(", "print(a", "a.b(c,", "f(*", "f(**", "f(]",
    "x = f(\n    1,\n    2", 'x = """a\nb""" +', "not", "x not", "x is not", "x in", "x if",
    "x if y else", "y = x if", "x = a and", "x <", "x @", "*", "x = *", "**", "~", "-", "global",
    "nonlocal", "del", "del x[", "assert", "assert x,", "yield", "yield from", "type X =",
    "type X[", "x = ", "x = 1;", "x; y.", "x = \\", "x \\", '"abc', "'abc", 'x = "abc',
    '"abc" "def', 'f"{', 'x = f"{', "f'{x", "f'{x:", "f'{x!", "f\"{x['", 'f"{x["a"]', 'print(f"{x',
    'x = f"{a["(', "x = `", "$", "?", "!", "->", ",", ")", "]", "}", "x)", "a b c", "x.  # c",
    "# c\nx = foo(  # d", "impo", "pri", "x = 0x", "...", "class Q:\n    a =",
    "class Q:\n    def m(self", "if a:\n    f(", "for a in b:\n    if",
    "def g(x):\n    return x +", "not\nnot", "x.\ny = foo(",
]  # fmt: skip
DEFINITIONS = [
    "def found(a):\n    return a\n",
    "class found:\n    y = 1\n",
    "@deco\ndef found(a):\n    return a\n",
    "async def found(a):\n    return a\n",
    "@deco(\n    1,\n)\n@other.x\nasync def found(a):\n    return a\n",
    'def found(a):\n    """Old."""\n    return a\n',
    "class found(Base):\n    def m(self):\n        return 1\n",
    "def found(a): return a\n",
    "@deco\nclass found[T](Base): pass\n",
    "def found(\n    a,\n    b=(1, 2),\n) -> int:\n    return a\n",
]
METHOD = "class K:\n    def before(self):\n        a = 1\n"
# What stands above, how deep the fragment stands, and how deep what follows.
PLACES = [
    ("", 0, 0),
    ("import os\n\n\n", 0, 0),
    ("def before():\n    return 1\n\n\n", 0, 0),
    ("def outer():\n    a = 1\n", 4, 0),
    (METHOD, 8, 4),
    (METHOD, 8, 0),
    ("class K:\n", 4, 4),
    ("def outer():\n    a = 1\n", 4, 4),
    ("if a:\n    a = 1\n", 4, 4),
    ("class K:\n    class L:\n        b = 1\n", 8, 8),
]
BELOW = "\n\nclass Last:\n    def method(self):\n        return 1\n\n\ndef last():\n    return 2\n"
NEWLINES = ("\n", "\r\n", "\r")


def parsed(text: str) -> Syntax:
    return parse(Source("file:///m.py", text))


def offered(syntax: Syntax, name: str) -> str:
    """What goes wrong when the docstring is asked for at the last definition of that name."""
    spots = list(re.finditer(rf"(?:def|class) ({name})\b", syntax.source.text))
    around = symbol_at(syntax, len(syntax.source.text[: spots[-1].start(1)].encode()))
    if not around or around[0].name != name:
        return f"{name} is not offered"
    edit, problems = place(syntax, around[0], "Do it.", Style())
    if edit is None:
        return f"{name} is refused: {problems[0].message}"
    after = parsed(apply(syntax.source, [edit]))
    again = symbol_at(after, len(after.source.text[: spots[-1].start(1)].encode()))
    if not again or docstring_of(after, again[0]) != "Do it.":
        return f"{name} has another docstring"
    return damage(syntax.source.text, after.source.text)


@pytest.mark.parametrize("number", range(len(FRAGMENTS)), ids=FRAGMENTS.__getitem__)
def test_what_stands_below_is_offered(number: int) -> None:
    for turn, (above, depth, below) in enumerate(PLACES, start=number):
        definition = DEFINITIONS[turn % len(DEFINITIONS)]
        text = above + textwrap.indent(FRAGMENTS[number], " " * depth)
        text += "\n" * (1 + turn % 3) + textwrap.indent(definition, " " * below) + BELOW
        syntax = parsed(text.replace("\n", NEWLINES[turn // 3 % 3]))
        for name in ("found", "method"):
            assert offered(syntax, name) == "", text


@pytest.mark.parametrize("depth", [0, 4, 8])
def test_what_stands_above_the_end_is_offered(depth: int) -> None:
    head = f"{METHOD}\n    def here(self):\n        b = 2\n"
    for turn, fragment in enumerate(FRAGMENTS):
        end = ("", "\n", "\n\n")[turn % 3]
        syntax = parsed(head + textwrap.indent(fragment, " " * depth) + end)
        for name in ("before", "here"):
            assert offered(syntax, name) == "", fragment
        typed = len(head.encode()) + depth + len(fragment.splitlines()[0].encode())
        if depth == 8:
            assert "here" in {symbol.name for symbol in symbol_at(syntax, typed)}, fragment


@pytest.mark.parametrize("seed", range(12))
def test_a_fragment_in_a_real_file_hides_nothing(seed: int) -> None:
    rng = random.Random(seed)
    lines = inspect.getsource(rng.choice((textwrap, string))).splitlines(keepends=True)
    # Not inside strings and brackets: what is typed there is no statement.
    spots = [at for at, line in enumerate(lines) if re.match(r" *(def|return|for|if) ", line)]
    at = rng.choice(spots)
    margin = re.match(r" *", lines[at])
    assert margin is not None
    typed = textwrap.indent(rng.choice(FRAGMENTS), margin.group())
    syntax = parsed("".join([*lines[:at], typed, "\n", *lines[at:]]))
    below = re.findall(r"^ *(?:def|class) (\w+)", "".join(lines[at:]), re.MULTILINE)
    for name in set(below):
        assert offered(syntax, name) == "", typed


def test_below_an_open_triple_quoted_string_is_text() -> None:
    syntax = parsed('x = """abc\n\n\n@deco\ndef found(a):\n    return a\n')
    found = symbol_at(syntax, syntax.source.text.index("found"))[0]
    edit, problems = place(syntax, found, "Do it.", Style())
    assert edit is None
    assert "A string that opens on line 1 is not closed" in problems[0].message


def test_nothing_is_said_of_a_condition_that_is_hidden() -> None:
    syntax = parsed("def get(a):\n    if a is\n        raise ValueError\n    return a\n")
    written = draft(syntax, symbol_at(syntax, 5)[0], Style()).text
    assert "If" not in written
