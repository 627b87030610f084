"""Patterns that run over whole files of others take time in proportion to the text."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from docstring_ls.core.analysis import facts_of
from docstring_ls.core.context.identifiers import mentions, names_of_code
from docstring_ls.core.docstrings import Style, observe, parse
from docstring_ls.core.rules import contradictions, prose
from docstring_ls.core.rules.claims import Part, Passage
from docstring_ls.core.syntax import find
from docstring_ls.core.syntax import parse as parse_code
from docstring_ls.core.text import Source, without_sections

SMALL = 10_000
CODE = parse_code(Source("file:///do.py", "def do(x: int) -> int:\n    return x\n"))
DO = facts_of(CODE, find(CODE, "do")[0])


def contradicted(docstring: str) -> object:
    return contradictions(docstring, DO, Style())


def read_code(text: str) -> object:
    return prose.read_code(text, Passage(Part.DESCRIPTION))


def between(work: Callable[[str], object], head: str, tail: str = "") -> Callable[[str], object]:
    return lambda text: work(head + text + tail)


CASES: dict[str, tuple[Callable[[str], object], str]] = {
    "docstrings that never close": (observe, ':\n """x\n'),
    "docstrings that close inside a line": (observe, ':\n """a"""    '),
    "single quotes that never close": (observe, ":\n '''x\n"),
    "comments behind colons": (observe, ":#"),
    "escaped quotes": (names_of_code, '"\\'),
    "open strings": (names_of_code, "'\\'"),
    "colons": (mentions, ":"),
    "roles": (mentions, ":a"),
    "blanks in a field": (between(parse, ":param "), " "),
    "the name in a field": (between(parse, ":param ", " (:"), "a"),
    "names in a field": (between(parse, ":param ", " (:"), "a "),
    "blanks behind a name": (between(parse, "Parameters\n----------\nx", "."), " "),
    "blanks in a type": (between(parse, "Parameters\n----------\nx : ", "."), " "),
    "blanks behind a result": (between(parse, "Returns\n-------\nx", "."), " "),
    "underlines of a heading": (without_sections, "_"),
    "numbers with dots": (read_code, "1.1"),
    "versions": (read_code, "v1 "),
    "places elsewhere": (read_code, "the wiki "),
    "blank lines": (between(contradicted, "Do.", "x"), "\n"),
}


def seconds(work: Callable[[str], object], text: str) -> float:
    """The least processor time of three runs."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        work(text)
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize("name", CASES)
def test_eight_times_the_text_takes_no_more_than_its_share(name: str) -> None:
    work, unit = CASES[name]
    small = unit * (SMALL // len(unit))
    # A quadratic pattern takes 64 times as long; the sum keeps the clock's grain out of it.
    assert seconds(work, small * 8) < 24 * seconds(work, small) + 0.05
