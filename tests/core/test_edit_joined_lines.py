"""Bodies that a backslash joins to a header, or that begin with a line of only a backslash."""

from __future__ import annotations

import ast
from itertools import product

import pytest

from docstring_ls.core.docstrings import Style
from docstring_ls.core.edit import place
from docstring_ls.core.syntax import docstring_of, find, parse
from docstring_ls.core.text import Source, apply
from support.damage import damage

# What stands above, a header, and what its body is indented by: the file's own step.
HEADERS = [
    ("", "def f():", "  "),
    ("", "@dec\nasync def f(a):", "  "),
    ("", "class f:", "  "),
    ("class A:\n    x = 1\n\n", "    def f(self):", "        "),
    ("class A:\n\tx = 1\n\n", "\tdef f(self):", "\t\t"),
    ("class A:\n  x = 1\n", "  async def f(self):", "    "),
    ("if x:\n    y = 1\n    class A:\n", "        def f(self):", "            "),
]
BELOW = "\n\ndef g():\n  return 3\n"
BLANKS = [
    "",
    " ",
    "  ",
    "   ",
    "    ",
    "     ",
    "      ",
    "       ",
    "        ",
    "\t",
    "\t\t",
    "\f ",
]
JOINED = ["{} \\\n{}", "{}\\\n\\\n{}", "{} \\\n   \\\n{}", "{} \\\n{}\\\n"]
BODIES = ["x = 1\n", "x = 1; y = 2  # c\n", "x = (1,\n2)\n", "pass\n"]
NEWLINES = ("\n", "\r\n", "\r")


def written(text: str) -> str:
    """The text with the docstring of ``f``, held against the text before by what Python reads."""
    syntax = parse(Source("file:///m.py", text))
    name = "A.f" if "class A" in text else "f"
    edit, problems = place(syntax, find(syntax, name)[0], "Do it.", Style())
    assert edit is not None, (text, problems)
    after = apply(syntax.source, [edit])
    assert damage(text, after) == "", text
    again = parse(Source("file:///m.py", after))
    assert docstring_of(again, find(again, name)[0]) == "Do it.", after
    compile(after, "m.py", "exec")
    return after


@pytest.mark.parametrize("number", range(len(HEADERS)))
def test_a_body_joined_to_its_header_gets_the_file_s_step(number: int) -> None:
    above, header, margin = HEADERS[number]
    for turn, (blanks, joined) in enumerate(product(BLANKS, JOINED)):
        body, newline = BODIES[turn % len(BODIES)], NEWLINES[turn // 2 % len(NEWLINES)]
        text = (above + joined.format(header, blanks) + body + BELOW).replace("\n", newline)
        expected = f'{above}{header}\n{margin}"""Do it."""\n{margin}{body}{BELOW}'
        assert written(text) == expected.replace("\n", newline)


# Python itself refuses a line of tabs and a backslash.
@pytest.mark.parametrize("number", [0, 1, 2, 3, 5, 6])
def test_a_body_may_begin_with_a_backslash_alone(number: int) -> None:
    above, header, _ = HEADERS[number]
    outer = header.rpartition("\n")[2]
    outer = outer[: len(outer) - len(outer.lstrip())]
    tried = 0
    for turn, (first, second) in enumerate(product(BLANKS[:-1], BLANKS)):
        joined = ("\\\n", "\\\n\\\n", "\\\n   \\\n")[turn % 3]
        body, newline = BODIES[turn % len(BODIES)], NEWLINES[turn // 2 % len(NEWLINES)]
        text = f"{above}{header}\n{outer}{first}{joined}{second}{body}{outer}{first}z = 2\n{BELOW}"
        text = text.replace("\n", newline)
        if not readable(text):
            continue
        tried += 1
        head, tail = f"{above}{header}\n", f"{outer}{first}{joined}{second}{body}"
        blank = "\n" if "class f" in header else ""
        expected = f'{head}{outer}{first}"""Do it."""\n{blank}{tail}'
        if first:
            assert written(text).startswith(expected.replace("\n", newline)), text
        else:
            written(text)
    assert tried > 90


def readable(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True
