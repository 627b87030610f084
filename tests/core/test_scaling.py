"""No work is quadratic in a file: twice as much code is about twice as many calls."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from docstring_ls.core.analysis import facts_of, local_resolution
from docstring_ls.core.docstrings import Style
from docstring_ls.core.edit import place_all
from docstring_ls.core.syntax import Syntax, find, parse, symbols
from docstring_ls.core.text import Source
from support.work import calls_of

# What grows with the square comes near 4; a little is lost to what is done once.
MOST = 2.5
SMALL = 60


def repeated(head: str, line: str, tail: str = "") -> Callable[[int], str]:
    return lambda count: head + "".join(line.format(i) for i in range(count)) + tail


EQUAL = repeated("", "def f(a):\n    if a:\n        raise ValueError(a)\n    return g(a)\n\n\n")
CAUGHT = "    try:\n        x.a{0}()\n    except E{0} as e:\n        raise F{0}() from e\n"
AGAIN = "    try:\n        x.a{0}()\n    except E{0} as e:\n        log(e)\n        raise e\n"
VARIABLE = "    v{0} = E{0}()\n    if x:\n        raise v{0}\n"
MADE = "    return E{0}()\n"
SHAPES = {
    "equal functions": EQUAL,
    "functions": repeated("", "def f{0}(a):\n    raise E{0}(a)\n\n\n"),
    "methods": repeated("class A:\n", "    def f{0}(self):\n        return self.f0()\n\n"),
    "classes": repeated("", "class C{0}(B):\n    def f(self):\n        pass\n\n\n"),
    "raise lines": repeated("def f(x):\n", "    if x == {0}:\n        raise E{0}(x)\n"),
    "raised variables": repeated("def f(x):\n", VARIABLE),
    "except clauses": repeated("def f(x):\n", CAUGHT),
    "caught and raised again": repeated("def f(x):\n", AGAIN),
    "calls of a generator": repeated(
        "def g(x):\n    yield x\n    raise E(x)\n\n\ndef f(x):\n", "    list(g(x))\n"
    ),
    "raised results": repeated("def g(x):\n", MADE, "\n\ndef f(x):\n" + "    raise g(x)\n" * 9),
    "parameters": repeated("def f(", "p{0}=None, ", "):\n    pass\n"),
    "attributes": repeated("class A:\n    def __init__(self):\n", "        self.x{0} = {0}\n"),
    "operands": repeated("def f(x):\n    return x", " + x{0}", "\n"),
    "uses of one name": repeated("def f(x):\n", "    len(g(x))\n"),
    "elif chain": repeated("def f(x):\n    if x:\n        x()\n", "    elif x:\n        y{0}()\n"),
}  # fmt: skip


def parsed(text: str) -> Syntax:
    return parse(Source("file:///sample.py", text))


def read_all(text: str) -> None:
    syntax = parsed(text)
    for symbol in symbols(syntax):
        facts_of(syntax, symbol, local_resolution(syntax, symbol))


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_code_is_twice_the_work_for_facts(shape: str) -> None:
    text_of = SHAPES[shape]
    read_all(text_of(1))
    small, large = (calls_of(lambda n=n: read_all(text_of(n))) for n in (SMALL, 2 * SMALL))
    assert large < MOST * small


def place_and_join(text: str) -> None:
    syntax = parsed(text)
    wanted = [(symbol, "Do it.") for symbol in symbols(syntax)]
    edits, problems = place_all(syntax, wanted, Style())
    assert (len(edits), problems) == (len(wanted), ())


LONG = "\n" * 2_100
BROKEN = "x = (\n"


@pytest.mark.parametrize("shape", ["equal functions", "methods", "classes"])
@pytest.mark.parametrize("around", ["", LONG, BROKEN], ids=["short", "long", "broken"])
def test_twice_the_docstrings_are_twice_the_work_for_the_gate(shape: str, around: str) -> None:
    text_of = SHAPES[shape]
    place_and_join(text_of(1) + around)
    small, large = (
        calls_of(lambda n=n: place_and_join(text_of(n) + around)) for n in (SMALL, 2 * SMALL)
    )
    assert large < MOST * small


def test_one_docstring_that_is_refused_costs_the_others_little() -> None:
    text = repeated("", "def f{0}(a):\n    return a\n\n\n")(SMALL)
    syntax = parsed(text)
    wanted = [(symbol, "Do it.") for symbol in symbols(syntax)]
    twice = find(syntax, "f7")[0]
    wanted.append((twice, "Do it again."))
    edits, problems = place_all(syntax, wanted, Style())
    assert len(edits) == SMALL + 1
    assert ["f7" in problem.message for problem in problems] == [True]
    parses = calls_of(lambda: place_all(syntax, wanted, Style()), "Parser.parse")
    assert parses < SMALL / 2


def test_hundreds_of_base_classes_are_read() -> None:
    text = "class C0:\n    pass\n" + repeated("", "class C{0}(B{0}):\n    pass\n")(1)
    chain = "".join(f"class D{i}(D{i - 1}):\n    pass\n" for i in range(1, 600))
    syntax = parsed(f"{text}class D0(Exception):\n    pass\n{chain}def f():\n    raise D599()\n")
    try:
        raised = [item.exception for item in facts_of(syntax, find(syntax, "f")[0]).raises]
    except RecursionError:
        raised = []
    assert raised == ["D599"]
