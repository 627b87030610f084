"""Patterns that run over whole files of others take time in proportion to the text."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from docstring_ls.core.context.identifiers import mentions, names_of_code
from docstring_ls.core.docstrings import observe

SMALL = 10_000
CASES: dict[str, tuple[Callable[[str], object], str]] = {
    "docstrings that never close": (observe, ':\n """x\n'),
    "docstrings that close inside a line": (observe, ':\n """a"""    '),
    "single quotes that never close": (observe, ":\n '''x\n"),
    "comments behind colons": (observe, ":#"),
    "escaped quotes": (names_of_code, '"\\'),
    "open strings": (names_of_code, "'\\'"),
    "colons": (mentions, ":"),
    "roles": (mentions, ":a"),
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
