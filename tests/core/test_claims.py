"""Pairs of claims: what the code contradicts goes and is told; the same put right stays."""

from __future__ import annotations

import pytest

from docstring_ls.core.docstrings import Style
from docstring_ls.core.rules import contradictions, update
from support.answers import answer_with, flat, kept_facts, written
from support.claims import Pair, pairs
from support.sections import known_defect

PAIRS = pairs()


@pytest.mark.parametrize("pair", [known_defect(pair, pair.passes, pair.name) for pair in PAIRS])
def test_what_is_false_goes_and_is_told(pair: Pair) -> None:
    outcome = written(pair.code, answer_with(pair.lie), Style())
    assert flat(pair.false) not in flat(outcome.docstring)
    assert any(item.evidence for item in outcome.problems)


@pytest.mark.parametrize("pair", [known_defect(pair, pair.lost, pair.name) for pair in PAIRS])
def test_what_is_true_stays(pair: Pair) -> None:
    outcome = written(pair.code, answer_with(pair.truth), Style())
    assert pair.truth.stands_in(outcome.docstring), outcome.docstring


@pytest.mark.parametrize("pair", [pytest.param(pair, id=pair.name) for pair in PAIRS])
def test_what_is_true_stays_in_a_persons_docstring(pair: Pair) -> None:
    facts = kept_facts(pair.code, answer_with(pair.truth))
    existing = facts.docstring or ""
    assert pair.truth.stands_in(existing)
    found = contradictions(existing, facts, Style())
    assert [item for item in found if item.contradiction] == []
    assert pair.truth.stands_in(update(existing, facts, Style())[0])


def test_the_false_words_are_no_part_of_the_truth() -> None:
    assert [pair.name for pair in PAIRS if flat(pair.false) in flat(pair.truth.text)] == []


def test_there_are_many_pairs_and_no_two_of_one_name() -> None:
    assert len({pair.name for pair in PAIRS}) == len(PAIRS) >= 40
