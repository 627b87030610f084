"""The line that proves a problem: how it is shown, and where it stands after changes."""

from __future__ import annotations

import pytest

from docstring_ls.core.problems import Location, Problem
from docstring_ls.core.text import (
    Edit,
    Excerpt,
    Source,
    Span,
    after_edits,
    apply,
    code_line,
    in_newer_text,
    with_evidence,
)

HERE, OTHER = "/w/shop.py", "/w/bank/models.py"
TEXT = "import os\r\n\r\ndef f(a):\r\n\treturn   a\r\n\r\ndef g(b):\r\n    return b\r\n"


def source(text: str = TEXT) -> Source:
    return Source("file:///w/shop.py", text)


def problem(line: int, path: str = HERE) -> Problem:
    return Problem("wrong-default", "It is 3.", evidence=Location(path, line))


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (problem(4), "It is 3. (line 4: return a)"),
        (problem(2), "It is 3. (line 2)"),
        (problem(7, OTHER), "It is 3. (models.py, line 7)"),
        (problem(99), "It is 3. (line 99)"),
        # A handler may name what nobody was seen to raise, and a built-in stands in no file.
        (problem(0), "It is 3."),
        (problem(3, ""), "It is 3."),
        (Problem("repair-failed", "Too busy."), "Too busy."),
    ],
)
def test_a_problem_is_shown_with_its_line(found: Problem, shown: str) -> None:
    assert with_evidence(found, source()) == shown


def test_a_long_line_is_cut() -> None:
    words = code_line(source("x = [" + "1, " * 500 + "]"), Location(HERE, 1))
    assert words.startswith("x = [1, 1") and words.endswith("…") and len(words) <= 80


def test_a_line_is_followed_through_edits() -> None:
    here = source()
    body = here.line_starts[3]
    edits = [
        Edit(Span(0, 0), '"""Shop."""\r\n\r\n'),
        Edit(Span(body, body), '\t"""Do.\r\n\r\n\tIt.\r\n\t"""\r\n'),
    ]
    after = source(apply(here, edits))
    for line in (1, 3, 4, 6, 7):
        moved = after_edits(Location(HERE, line), here, edits)
        assert code_line(after, moved) == code_line(here, Location(HERE, line))
    assert after_edits(Location(OTHER, 6), here, edits) == Location(OTHER, 6)


def lines_of(problems: tuple[Problem, ...]) -> list[int]:
    return [item.evidence.line for item in problems if item.evidence]


def test_evidence_goes_with_the_text_that_moved() -> None:
    old, new = source(), source("# one\r\n# two\r\n" + TEXT)
    found = (problem(3), problem(4), problem(7), problem(7, OTHER))
    assert lines_of(in_newer_text(found, old, new, range(2, 4), 4)) == [5, 6, 9, 7]


def test_evidence_elsewhere_stays_where_it_reads_the_same() -> None:
    old = source()
    new = source(TEXT.replace("\r\n\r\ndef g", "\r\n\r\n\r\ndef g"))
    assert lines_of(in_newer_text((problem(1),), old, new, range(5, 7), 6)) == [1]


def test_an_excerpt_tells_of_its_own_symbol_alone() -> None:
    old = source()
    new = Excerpt("file:///w/shop.py", "def f(a):\r\n\treturn   a\r\n", first_line=9)
    found = (problem(4), problem(7))
    assert lines_of(in_newer_text(found, old, new, range(2, 4), 9)) == [11, 7]
