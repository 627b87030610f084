"""Own source without its docstring, and folded."""

from __future__ import annotations

import ast
import textwrap

import pytest

from docstring_ls.core.context import own_source, truncate
from docstring_ls.core.syntax import find, parse
from docstring_ls.core.text import Source


def located(code: str, qualname: str):
    syntax = parse(Source("file:///a.py", textwrap.dedent(code)))
    return syntax, find(syntax, qualname)[0]


CASES = {
    "plain": ('def f(x):\n    """Doc."""\n    return x\n', "f", "def f(x):\n    return x"),
    "alone": ('def f(x):\n    """Doc."""\n', "f", "def f(x):\n    ..."),
    "one line": ('def f(): "Doc"; return 1\n', "f", "def f(): ; return 1"),
    "method": (
        'class A:\n  @p\n  def f(s):\n    """D."""\n    pass\n',
        "A.f",
        "@p\ndef f(s):\n  pass",
    ),
    "module": ('"""Doc."""\nx = 1\n', "", "x = 1"),
    "crlf": ('def f(x):\r\n    """Doc."""\r\n    return x\r\n', "f", "def f(x):\n    return x"),
}


@pytest.mark.parametrize("name", CASES)
def test_own_source_has_no_docstring(name: str) -> None:
    code, qualname, wanted = CASES[name]
    assert own_source(*located(code, qualname)) == wanted


LONG = """
    def f(x):
        a = 1
        if x:
            for i in x:
                print(i)
                print(i + 1)
        else:
            raise ValueError("a long message that takes room")
        return a
"""


@pytest.mark.parametrize("limit", [200, 150, 120, 100, 80, 60, 40, 20])
def test_folded_source_stays_python(limit: int) -> None:
    folded = truncate(*located(LONG, "f"), lambda text: len(text) <= limit)
    assert folded is not None
    assert len(folded.text) <= limit
    assert folded.text.startswith("def f(x):")
    ast.parse(folded.text)


def test_inner_branches_give_way_first() -> None:
    folded = truncate(*located(LONG, "f"), lambda text: len(text) <= 150)
    assert folded is not None
    assert "print" not in folded.text
    assert "if x:" in folded.text
    assert folded.lines > 0


def test_a_header_that_does_not_fit_is_refused() -> None:
    assert truncate(*located(LONG, "f"), lambda text: len(text) < 5) is None
