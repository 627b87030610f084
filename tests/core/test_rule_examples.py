"""Every rule's docstring shows what it finds, and is executed here."""

from __future__ import annotations

import doctest
import sys
from pathlib import Path

import pytest

from docstring_ls.core.analysis import facts_of, local_resolution
from docstring_ls.core.docstrings import parse as outline
from docstring_ls.core.rules.catalog import RULES
from docstring_ls.core.rules.claims import Part, Passage
from docstring_ls.core.rules.docstring_claims import read_docstring
from docstring_ls.core.rules.judge import judge, judge_claim
from docstring_ls.core.rules.judgement import Case, Judgement
from docstring_ls.core.syntax import parse, symbols
from docstring_ls.core.text import Source


def judged(code: str, where: str, text: str) -> str:
    """The worst verdict on a text about the last symbol: false before undecided before true.

    Args:
        code: The code.
        where: ``summary``, nothing for the description, or the parameter that it describes.
        text: One sentence.
    """
    syntax = parse(Source("file:///f.py", code + "\n"))
    symbol = symbols(syntax)[-1]
    facts = facts_of(syntax, symbol, local_resolution(syntax, symbol))
    passage = {
        "": Passage(Part.DESCRIPTION),
        "summary": Passage(Part.SUMMARY),
        "ValueError": Passage(Part.RAISES, where),
    }.get(where, Passage(Part.PARAMETER, where))
    rank = {"false": 0, "undecided": 1, "true": 2}
    verdicts = sorted(
        (item.judgement for item in judge(text, passage, facts)),
        key=lambda item: rank[item.verdict.value],
    )
    return told(verdicts[0])


def judged_entry(code: str, docstring: str) -> str:
    """The verdict on the first entry of a docstring of the first symbol.

    Args:
        code: The code.
        docstring: A section.
    """
    syntax = parse(Source("file:///f.py", code + "\n"))
    facts = facts_of(syntax, list(symbols(syntax))[1])
    statement = next(read_docstring(outline(docstring), facts))
    case = Case(statement.claim, statement.passage, facts, documented=statement.documented)
    item = judge_claim(case)
    assert item is not None
    return told(item.judgement)


def told(judgement: Judgement) -> str:
    """A verdict with its reason."""
    verdict = judgement.verdict.value
    return f"{verdict}: {judgement.reason}" if judgement.reason else verdict


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_examples_are_judged_as_written(rule: object) -> None:
    module = sys.modules[rule.judge.__module__]  # type: ignore[attr-defined]
    examples = doctest.DocTestParser().get_doctest(
        module.__doc__ or "",
        {"judged": judged, "judged_entry": judged_entry},
        rule.name,
        module.__file__,
        0,  # type: ignore[attr-defined]
    )
    assert len(examples.examples) >= 2, "a rule shows what is false and what is true"
    report: list[str] = []
    failed, _ = doctest.DocTestRunner(verbose=False).run(examples, out=report.append)
    assert not failed, "".join(report)


def test_codes_and_names_are_unique_and_head_the_docstring() -> None:
    for rule in RULES:
        assert (sys.modules[rule.judge.__module__].__doc__ or "").startswith(
            f"{rule.code} {rule.name}: "
        )
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_every_file_of_the_catalog_is_in_the_table() -> None:
    folder = Path(sys.modules[RULES[0].judge.__module__].__file__ or "").parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert files == {rule.judge.__module__.rpartition(".")[2] for rule in RULES}
