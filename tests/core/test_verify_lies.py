"""What a lying model answers, and what of it reaches the document."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from docstring_ls.core.analysis import facts_of
from docstring_ls.core.docstrings import Style, render
from docstring_ls.core.edit import place
from docstring_ls.core.prompt import read
from docstring_ls.core.rules import repair_message, verify
from docstring_ls.core.summaries import complete, trim
from docstring_ls.core.syntax import parse, symbol_at
from docstring_ls.core.text import Source, apply
from support.sections import check_parts, read_parts

CASES = sorted((Path(__file__).parent.parent / "cases" / "lies").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_lie_reaches_the_document(path: Path) -> None:
    parts = read_parts(path)
    before, cursor, after = parts["source"].partition("$0")
    assert cursor, "the case marks its symbol with $0"
    source = Source("file:///w/shop.py", f"{before}{after}\n")
    syntax = parse(source)
    symbol = symbol_at(syntax, len(before.encode()))[0]
    style = Style(**json.loads(parts.get("style", "{}")))
    facts = facts_of(syntax, symbol, raises=style.raises)
    raw = answer_of(parts["answer"])
    docstring, unreadable = read(raw)
    verdict = verify(docstring, facts, style)
    final = trim(complete(verdict.docstring, facts, style), facts, style)
    text = render(final, style, 4)
    edit, _ = place(syntax, symbol, text, style)
    assert edit is not None
    document = apply(source, (edit,))
    ast.parse(document)
    problems = (*unreadable, *verdict.problems)
    check_parts(
        path,
        {
            "document": document,
            "problems": "\n".join(
                f"{item.severity} {item.code} line {item.evidence.line if item.evidence else '-'}: "
                f"{item.message}"
                for item in problems
            ),
            "missing": "\n".join(verdict.missing),
        },
    )
    if verdict.missing:
        assert all(item in repair_message(verdict, raw) for item in verdict.missing)


def answer_of(part: str) -> str:
    """The answer as it is, or what a line of Python makes of it."""
    if part.startswith("python: "):
        return str(eval(part.removeprefix("python: "), {"json": json}))
    return part


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
