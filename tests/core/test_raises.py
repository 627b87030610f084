"""The table of cases in tests/cases/raises: what is claimed to leave each function, and why not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docstring_ls.core.analysis import PropagatedException, leaving, local_resolution, written
from docstring_ls.core.syntax import Symbol, Syntax, parse, symbols
from docstring_ls.core.text import Source

CASES = Path(__file__).parent.parent / "cases" / "raises"
CASE = re.compile(r"^## (.+?)\n```python\n(.*?)```\n(.+?)(?=\n## |\Z)", re.M | re.S)


def cases() -> list[tuple[str, str, str]]:
    return [
        (f"{path.stem}: {title}", code, " ".join(claim.split()))
        for path in sorted(CASES.glob("*.md"))
        for title, code, claim in CASE.findall(path.read_text("utf-8"))
    ]


def located(code: str) -> tuple[Syntax, Symbol]:
    syntax = parse(Source("file:///case.py", code))
    return syntax, next(item for item in symbols(syntax) if item.name == "f")


def exceptions(code: str) -> tuple[PropagatedException, ...]:
    syntax, symbol = located(code)
    definitions = local_resolution(syntax, symbol).definitions
    known = {use: item.exceptions for item in definitions for use in item.uses}
    return leaving(syntax, symbol, lambda offset: known.get(offset, ()), lambda _: ())


def told(propagated: PropagatedException) -> str:
    condition = f" if `{propagated.condition}`" if propagated.condition else ""
    way = f" through `{'`, `'.join(propagated.via)}`" if propagated.via else ""
    return f"`{propagated.exception}`{condition}{way}"


def claimed(found: tuple[PropagatedException, ...]) -> str:
    sure = [told(item) for item in found if item.certain]
    unsure = [told(item) for item in found if not item.certain]
    parts = [f"claims {', '.join(sure)}"] if sure else []
    parts += [f"perhaps {', '.join(unsure)}"] if unsure else []
    return "; ".join(parts) or "claims nothing"


@pytest.mark.parametrize(
    ("code", "claim"), [case[1:] for case in cases()], ids=[c[0] for c in cases()]
)
def test_what_leaves_a_function(code: str, claim: str) -> None:
    assert claimed(exceptions(code)) == claim


def test_the_place_is_where_it_is_raised() -> None:
    found = exceptions("def g():\n    raise KeyError\n\ndef f():\n    g()\n    raise OSError\n")
    assert [(item.exception, item.place.line) for item in found] == [
        ("KeyError", 2),
        ("OSError", 6),
    ]


def test_bases_from_elsewhere_decide_about_handlers() -> None:
    code = "def f():\n    try:\n        raise Odd\n    except ValueError:\n        pass\n"
    syntax, symbol = located(code)
    assert leaving(syntax, symbol, lambda _: (), lambda name: ("ValueError",)) == ()
    kept = leaving(syntax, symbol, lambda _: (), lambda name: ("OSError", "Exception"))
    assert [(item.exception, item.certain) for item in kept] == [("Odd", True)]


def test_unfinished_code_is_no_accident() -> None:
    for code in (
        "def f(:\n    raise",
        "def f():\n    raise\n",
        "def f():\n    try:\n        raise X(\n",
    ):
        syntax = parse(Source("file:///case.py", code))
        for symbol in symbols(syntax):
            leaving(syntax, symbol, lambda _: (), lambda _: ())


def test_a_thousand_calls_in_a_row() -> None:
    code = "def f():\n    x" + ".call()" * 1000 + "\n    raise ValueError\n"
    assert claimed(exceptions(code)) == "claims `ValueError`"


def test_what_pydoclint_counts() -> None:
    code = """
def f(kind):
    try:
        raise KeyError
    except (ValueError, errors.Odd) as error:
        raise
    except OSError as error:
        raise error
    except Exception:
        raise
    raise errors.Lost(kind)
    raise kind
"""
    assert written(*located(code)) == (
        "KeyError", "ValueError", "errors.Odd", "OSError", "Exception", "errors.Lost", "kind",
    )  # fmt: skip
