"""What a lying model answers, and what of it reaches the document; each lie with a true twin."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docstring_ls.core.docstrings import Style
from docstring_ls.core.rules import repair_message
from support.answers import Statement, Written, statements_of, written
from support.sections import check_parts, golden_cases, golden_files, known_defect, read_parts

if TYPE_CHECKING:
    from _pytest.mark.structures import ParameterSet

CASES = golden_files("lies")


@pytest.mark.parametrize("path", golden_cases(CASES))
def test_no_lie_reaches_the_document(path: Path) -> None:
    raw, outcome = outcome_of(path, "answer")
    ast.parse(outcome.document)
    check_parts(
        path,
        {
            "document": outcome.document,
            "problems": "\n".join(
                f"{item.severity} {item.code} line {item.evidence.line if item.evidence else '-'}: "
                f"{item.message}"
                for item in outcome.problems
            ),
            "missing": "\n".join(outcome.verdict.missing),
        },
    )
    if outcome.verdict.missing:
        message = repair_message(outcome.verdict, raw)
        assert all(item in message for item in outcome.verdict.missing)


def outcome_of(path: Path, part: str) -> tuple[str, Written]:
    """The answer in one part of a case, and what it leads to."""
    parts = read_parts(path)
    raw = answer_of(parts[part])
    return raw, written(parts["source"], raw, Style(**json.loads(parts.get("style", "{}"))))


def answer_of(part: str) -> str:
    """The answer as it is, or what a line of Python makes of it."""
    if part.startswith("python: "):
        return str(eval(part.removeprefix("python: "), {"json": json}))
    return part


def true_statements() -> list[ParameterSet]:
    """Each statement of each twin; ``lost`` names by its place one that is left out today."""
    found = []
    for path in CASES:
        parts = read_parts(path)
        lost = dict(line.split(": ", 1) for line in parts.get("lost", "").splitlines())
        for statement in statements_of(answer_of(parts["twin"])):
            name = f"{path.stem}: {statement.place}"
            found.append(known_defect((path, statement), lost.pop(statement.place, ""), name))
        assert not lost, f"{path.name}: the twin says nothing at {', '.join(lost)}"
    return found


@pytest.mark.parametrize("twin", true_statements())
def test_its_true_twin_stays_word_for_word(twin: tuple[Path, Statement]) -> None:
    path, statement = twin
    docstring = outcome_of(path, "twin")[1].docstring
    assert statement.stands_in(docstring), docstring


def test_every_lie_of_the_issue_has_a_case() -> None:
    assert {
        "invented-parameter",
        "wrong-exception",
        "returns-on-none",
        "missing-parameter",
        "quotes-and-backslashes",
        "markdown-fences",
        "another-language",
        "fifty-kilobytes",
    } <= {path.stem for path in CASES}
