"""Which answers of a model are a docstring, and which have failed."""

from __future__ import annotations

import json

import pytest

from docstring_ls.core.prompt import read, read_partial

FAILED = [
    "", " \n\t", "\u200b\ufeff\u00a0", "null", '""', "{}", "[]", "[1, 2]", "42", "true",
    '{"summary": ""}', '{"summary": "  "}', '{"summary": null}', '{"summary": "\\u200b"}',
    '{"summary": "..."}', '{"summary": "TODO"}', '{"summary": "I\'m sorry, I can\'t do that."}',
    "```\n```", "```json\n```", "```json\n{}\n```",
    '{"text": "Do it."}', '{"error": {"code": 429}}',
    'Sure! Here is a docstring: {"summary": ', 'Sure! Here is a docstring: {"summary": "Do',
    "Sure! Here is a docstring:", "I'm sorry, I can't help with that.", "I cannot assist you.",
    "As an AI language model, I have no access to your code.",
    "Here's the docstring you asked for.",
    "<html><body>502 Bad Gateway</body></html>", "Internal Server Error", "502 Bad Gateway.",
    "def f(a):\n    return a\n", "return a + b", "import os", "- a: One.\n- b: Two.", "# Docstring",
    "You write docstrings for Python code.", "Of course. The function adds two numbers.",
    "Add two numbers.\n\nLet me know if you need more.", "Add two numbers.\n\n```python\nx\n```",
]  # fmt: skip
GOOD = [
    '{"summary": "Add two numbers."}', '```json\n{"summary": "Add two numbers."}\n```',
    'Sure! Here it is:\n```json\n{"summary": "Add two numbers."}\n```\nLet me know {if} it fits.',
    '{"docstring": {"summary": "Add two numbers."}}', '[{"summary": "Add two numbers."}]',
    '{"summary": "Add two numbers.", "parameters": [{"name": "a", "desc',
    "Add two numbers.", '"""Add two numbers."""', "```\nAdd two numbers.\n```",
    "Add two numbers.\n\nArgs:\n    a: One.\n    b: Two.",
]  # fmt: skip


@pytest.mark.parametrize("text", FAILED)
def test_what_is_no_docstring_has_failed(text: str) -> None:
    docstring, problems = read(text)
    assert docstring.summary == ""
    assert problems and "answer" in problems[0].message


@pytest.mark.parametrize("text", GOOD)
def test_a_docstring_is_found_in_what_surrounds_it(text: str) -> None:
    assert read(text)[0].summary == "Add two numbers."


@pytest.mark.parametrize(
    "summary",
    ["Error raised when a key is missing.", "No-op handler.", "Great circle distance in metres.",
     "Traceback formatter.", "Docstring parser for NumPy.", "404 handler of the shop.",
     "As an aid, print it.", "計算する。"],
)  # fmt: skip
def test_a_summary_that_begins_like_chatter_is_none(summary: str) -> None:
    assert read(json.dumps({"summary": summary}))[0].summary == summary


def test_no_chatter_is_shown_while_it_comes() -> None:
    for text in ("Sure! Here is a docstring:", json.dumps({"summary": "I'm sorry, but no."})):
        shown = [read_partial(text[:end]) for end in range(20, len(text) + 1)]
        assert not any(one and "sorry" in one.summary for one in shown)
        assert not any(one and "Sure" in one.summary for one in shown)
