"""The cases in tests/cases/conditions: what must hold where an exception is raised."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docstring_ls.core.analysis import Condition, PropagatedException, facts_of, local_resolution
from docstring_ls.core.syntax import parse, symbols
from docstring_ls.core.text import Source

CASES = Path(__file__).parent.parent / "cases" / "conditions"
CASE = re.compile(r"^## (.+?)\n```python\n(.*?)```\n(.+?)(?=\n## |\Z)", re.M | re.S)


def cases() -> list[tuple[str, str, str]]:
    return [
        (title, code, claim.strip())
        for path in sorted(CASES.glob("*.md"))
        for title, code, claim in CASE.findall(path.read_text("utf-8"))
    ]


def raised(code: str) -> tuple[PropagatedException, ...]:
    syntax = parse(Source("file:///case.py", code))
    symbol = next(item for item in symbols(syntax) if item.name == "f")
    return facts_of(syntax, symbol, local_resolution(syntax, symbol)).raises


def told(item: PropagatedException) -> str:
    chain = ", ".join(_condition(condition) for condition in item.conditions)
    return f"{item.exception} {'only if' if item.partial else 'if'} {chain}".removesuffix(" if ")


def _condition(item: Condition) -> str:
    text = f" `{item.text}`" if item.text else ""
    mark = " rebound" if item.is_rebound else ""
    callee = f" in {item.callee}" if item.callee else ""
    return f"{item.place.line} {item.kind}{text}{mark}{callee}"


@pytest.mark.parametrize(
    ("code", "claim"), [case[1:] for case in cases()], ids=[case[0] for case in cases()]
)
def test_what_must_hold(code: str, claim: str) -> None:
    assert "\n".join(told(item) for item in raised(code)) == claim


def test_a_chain_of_any_length_costs_no_stack_and_no_square() -> None:
    guards = "".join(f"    if x == {n}:\n        raise ValueError({n})\n" for n in range(2_000))
    operands = " or ".join(f"g({n})" for n in range(3_000))
    nested = "(a if x else " * 400 + "b" + ")" * 400
    found = raised(f"def f(x):\n{guards}    y = {operands}\n    return {nested}\n")
    assert len(found) == 2_000
    assert max(len(item.conditions) for item in found) <= 12
