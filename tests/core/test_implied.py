"""The cases in tests/cases/implied.md: what operations may raise where no ``raise`` stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.code import facts_in

CASE = re.compile(r"^## (.+?)\n```python\n(.*?)```\n(.+?)(?=\n## |\Z)", re.M | re.S)
TEXT = (Path(__file__).parent.parent / "cases" / "implied.md").read_text("utf-8")
CASES = [(title, code, claim.strip()) for title, code, claim in CASE.findall(TEXT)]


@pytest.mark.parametrize(
    ("code", "claim"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_may_leave(code: str, claim: str) -> None:
    facts = facts_in(code.replace("def f(", "def $0f(", 1))
    told = [f"{item.exception} {item.place.line}" for item in facts.implied]
    assert sorted(told) == ([] if claim == "nothing" else sorted(claim.split(", ")))
    assert not any(item.certain for item in facts.implied)
