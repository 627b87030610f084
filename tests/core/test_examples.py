"""Examples of an answer: doctests whose names are known, or nothing."""

from __future__ import annotations

import doctest
import json

import pytest

from docstring_ls.core.docstrings import Detail, Style
from support.answers import Written, written

CODE = (
    "import decimal\n\n\n"
    "def share$0(whole, parts=2, *, strict=False):\n"
    "    if strict and not parts:\n"
    "        raise ValueError(parts)\n"
    "    return decimal.Decimal(whole) / parts\n"
)


def answered(examples: str, detail: Detail = Detail.FULL, code: str = CODE) -> Written:
    answer: dict[str, object] = {"summary": "Split a number.", "examples": examples}
    answer |= {name: [] for name in ("parameters", "raises", "attributes")}
    answer |= dict.fromkeys(("description", "returns", "yields"))
    return written(code, json.dumps(answer), Style(detail=detail))


SOUND = [
    ">>> share(4)\nDecimal('2')",
    ">>> share(4, parts=4)\nDecimal('1')\n>>> share(9, 3)\nDecimal('3')",
    ">>> total = 4\n>>> share(total, strict=True)\nDecimal('2')",
    ">>> for n in (2, 4):\n...     print(share(n))\n1\n2",
    "Two parts are usual:\n\n>>> share(4)\nDecimal('2')",
    ">>> import math\n>>> math.isclose(share(4), 2)\nTrue",
    ">>> share(1, 0, strict=True)\nTraceback (most recent call last):\n    ...\nValueError: 0",
    ">>> [share(n) for n in range(3)]  # doctest: +ELLIPSIS\n[...]",
    ">>> text = str(share(4)).strip()",
    ">>> import decimal\n>>> decimal.Decimal(share(4))\nDecimal('2')",
]


@pytest.mark.parametrize("examples", SOUND)
def test_a_sound_one_stays_as_it_is(examples: str) -> None:
    docstring = answered(examples).docstring
    lines = [line.strip() for line in docstring.split("\n")]
    assert [line.strip() for line in examples.split("\n") if line.strip()] == [
        line for line in lines[lines.index("Examples:") + 1 :] if line
    ]
    assert doctest.DocTestParser().get_examples(docstring)


@pytest.mark.parametrize(
    "examples",
    [
        "share(4)",
        "Call it with a number.",
        ">>> share(",
        ">>>share(4)",
        ">>> share(4, frobs=2)\nDecimal('2')",
        ">>> share(4, 2, True)\nDecimal('2')",
        ">>> frobnicate(share(4))\n2",
        ">>> share(4).frobnicate()\n2",
        ">>> import frobs\n>>> frobs.run()",
        ">>> from frobs import run",
        ">>> share(4)\nRaises:\n    KeyError: Never.",
        ">>> share(4)\nsee https://example.org/share",
        ">>> share(4)\n.. include:: /etc/passwd",
        "Raises:\n    KeyError: Never.\n\n>>> share(4)",
        "See `the manual <https://example.org>`_:\n\n>>> share(4)",
        ".. note:: Fine.\n\n>>> share(4)",
        "Since version 3.2 it splits:\n\n>>> share(4)",
        ">>> share(4)  # doctest: +FROBNICATE",
        ">>> share(1, 0)\nTraceback (most recent call last):\n    ...\nPermissionError: no",
        ">>> share(\x00)",
        ">>> share()",
        ">>> " + "(" * 500,
        ">>> '''\n>>> x",
    ],
)
def test_another_is_left_out_and_told(examples: str) -> None:
    outcome = answered(examples)
    assert "Examples" not in outcome.docstring and ">>>" not in outcome.docstring
    assert "unsound-example" in [item.code for item in outcome.problems]
    assert all(item.evidence for item in outcome.problems)


def test_what_stands_before_the_first_unsound_one_stays() -> None:
    docstring = answered(">>> share(4)\nDecimal('2')\n>>> frobnicate()\n1").docstring
    assert ">>> share(4)" in docstring and "frobnicate" not in docstring


def test_fences_around_them_go() -> None:
    docstring = answered("```python\n>>> share(4)\nDecimal('2')\n```").docstring
    assert ">>> share(4)" in docstring and "```" not in docstring


def test_a_methods_receiver_counts_as_an_argument() -> None:
    code = "class Box:\n    def put$0(self, item):\n        self.item = item\n"
    assert ">>> Box.put" in answered(">>> Box.put(Box(), 3)", code=code).docstring
    assert ">>> Box().put" in answered(">>> Box().put(3)", code=code).docstring


def test_only_a_full_docstring_has_them() -> None:
    outcome = answered(SOUND[0], Detail.STANDARD)
    assert ">>>" not in outcome.docstring and outcome.problems == ()
