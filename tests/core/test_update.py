"""Update in place: only what the code made false, or what is missing, changes."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from docstring_ls.core.analysis import Facts, facts_of
from docstring_ls.core.docstrings import Docstring, Entry, Style
from docstring_ls.core.rules import (
    EarlierVersion,
    Evidence,
    complete,
    contradictions,
    update,
)
from docstring_ls.core.syntax import parse, symbols
from docstring_ls.core.text import Source
from support.mutations import failures
from support.sections import check_parts, golden_cases, golden_files, read_parts

CASES = golden_files("update")
WISHES = {"update": update, "complete": complete}


def facts(code: str) -> Facts:
    """The facts of the first symbol that has a docstring."""
    syntax = parse(Source("file:///w/shop.py", code + "\n"))
    return next(
        found for symbol in symbols(syntax) if (found := facts_of(syntax, symbol)).docstring
    )


def evidence(*before: str, origin: str = "an earlier text") -> Evidence:
    """Earlier texts of a symbol, the newest first."""
    return Evidence(tuple(EarlierVersion(facts(code), origin) for code in before if code))


def prose_of(raw: str) -> Docstring | None:
    if not raw:
        return None
    fields = json.loads(raw)
    many = {
        name: tuple(Entry(**entry) for entry in fields.pop(name, ()))
        for name in ("parameters", "attributes", "raises")
    }
    one = {name: Entry(**fields.pop(name)) for name in ("returns", "yields") if name in fields}
    return Docstring(fields.pop("summary", ""), **fields, **many, **one)


@pytest.mark.parametrize("path", golden_cases([*CASES, *golden_files("complete")]))
def test_golden(path: Path) -> None:
    parts = read_parts(path)
    known, wish = facts(parts["code"]), WISHES[path.parent.name]
    style = Style(**json.loads(parts.get("style", "{}")))
    prose = prose_of(parts.get("prose", ""))
    before = evidence(parts.get("before", ""), parts.get("before2", ""))
    assert known.docstring is not None
    text, problems = wish(known.docstring, known, style, prose, before)
    told = "\n".join(f"{item.code}: {item.message}" for item in problems)
    check_parts(path, {"updated": text, "problems": told})
    assert wish(text, known, style, prose, before)[0] == text, "a second run changes nothing"
    left = {item.code for item in problems}
    false = [f for f in contradictions(text, known, style) if f.contradiction]
    assert {f.code for f in false} <= left, "what is false is mended or told"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_mutations_touch_their_own_lines_only(path: Path, seed: int) -> None:
    known = facts(read_parts(path)["code"])
    assert known.docstring is not None
    broken = [
        failure
        for failure in failures(known.docstring, known, random.Random(seed))
        if failure.promise != "reworded"
    ]
    assert not broken, f"{broken[0].promise}, {broken[0].sort}\n{broken[0].told}"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Args:", "    x: y", "    x (int):", "", "  ", ":param x: y", ":type x: int",
             "Parameters", "----------", "x : int", "    text", "Returns:", "@return: z",
             "\tx: tab", "- item", ">>> x: 1", "Returns", "-------", "x, y : str", "*x*"]
        ),
        max_size=14,
    )
)  # fmt: skip
@example(lines=["Args:", "----------", "Args:", "x : int", "Args:", "Returns:"])
def test_any_text_is_updated_once_and_for_all(lines: list[str]) -> None:
    known = facts('def f(a, *, x: str = "q", b=2):\n    """S."""\n    return a')
    text = "\n".join(["Sum.", *lines]).rstrip()
    once, _ = update(text, known, Style())
    assert update(once, known, Style())[0] == once


def test_a_true_docstring_comes_back_as_it_is() -> None:
    text = "Sum.\n\nArgs:\n    a:  odd   spacing\n    x (str): X.\n\nCustom:\n      kept\n\n\nEnd."
    known = facts('def f(a, x: str):\n    """S."""\n    return a')
    assert update(text, known, Style()) == (text, ())
