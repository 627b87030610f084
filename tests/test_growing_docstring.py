"""A docstring while it grows: true, in its style, and never less than it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from docstring_ls.core.analysis import Resolution, facts_of, local_resolution
from docstring_ls.core.docstrings import Mode, Style
from docstring_ls.core.prompt import Prompt
from docstring_ls.core.syntax import find, parse
from docstring_ls.core.text import Source
from docstring_ls.growing_docstring import GrowingDocstring
from docstring_ls.tasks import PreparedRequest, Task
from support.bank import SAID, SERVICE

DESCRIPTION = (
    "The amount is taken as cents, so that nothing is lost by rounding when accounts are balanced "
    "at night. `transfer` changes `account` in place and asks nobody.\n\nA second paragraph."
)
ANSWER: dict[str, Any] = {**SAID, "description": DESCRIPTION}
EXISTING = SERVICE.replace(
    "int:\n", 'int:\n    """Move money.\n\n    Args:\n        account: Whose.\n    """\n'
)
LIES = {
    "exception": {"raises": [{"name": "OSError", "description": "If the bank is closed."}]},
    "parameter": {"parameters": [{"name": "amounts", "description": "All of them."}]},
    "name": {"description": "It calls `audit_trail` before anything else."},
    "type": {"returns": "A string with the balance."},
}
TRACES = ("OSError", "bank is closed", "amounts", "audit", "A string")


def growing(text: str = SERVICE, mode: Mode = Mode.GENERATE, **style: Any) -> GrowingDocstring:
    syntax = parse(Source("file:///service.py", text))
    symbol, conventions = find(syntax, "transfer")[0], Style(**style)
    facts = facts_of(syntax, symbol, local_resolution(syntax, symbol), conventions.raises)
    prepared = PreparedRequest(facts, conventions, Prompt(()), Resolution(complete=True), ())
    return GrowingDocstring(Task(syntax, symbol, "/", mode), prepared)


async def states(docstring: GrowingDocstring, answer: dict[str, Any], size: int = 1) -> list[str]:
    """What is seen by somebody who looks after every piece."""
    seen, written = [], json.dumps(answer)
    for at in range(0, len(written), size):
        docstring.add(written[at : at + size])
        so_far = await docstring.so_far()
        seen.append("" if so_far is None else so_far.text)
    return seen


STYLES = [("google", 88), ("google", 50), ("numpy", 60), ("sphinx", 70), ("epytext", 79)]


@pytest.mark.parametrize(("style", "width"), STYLES)
@pytest.mark.parametrize("size", [1, 5, 33])
async def test_what_is_shown_is_what_will_be_written(style: str, width: int, size: int) -> None:
    """In its style and wrapped: each line but the last is there to stay, no full stop too soon."""
    seen = await states(growing(name=style, line_length=width), ANSWER, size)
    final = seen[-1].split("\n")
    for text in filter(None, seen):
        words = iter(seen[-1].split())
        assert all(word in words for word in text.split()), "words that will not be there"
        assert all(any(line.startswith(shown) for line in final) for shown in text.split("\n"))


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("lie", [{}, *LIES.values()], ids=["true", *LIES])
async def test_it_never_becomes_less_and_shows_no_lie(mode: Mode, lie: dict[str, Any]) -> None:
    text = SERVICE if mode is Mode.GENERATE else EXISTING
    seen = await states(growing(text, mode), ANSWER | lie)
    assert [len(text) for text in seen] == sorted(len(text) for text in seen)
    assert not any(trace in text for text in seen for trace in TRACES)
    assert seen[-1]


async def test_completing_shows_what_stays_while_the_rest_grows() -> None:
    seen = list(filter(None, await states(growing(EXISTING, Mode.COMPLETE), ANSWER)))
    assert all(text.startswith("Move money.\n\nArgs:\n    account: Whose.") for text in seen)
    assert "amount: What is added, in cents." in seen[-1]


@pytest.mark.parametrize(
    "broken", ["", "   ", "Sure! ", "[1, 2", '{"summary', "{}", '{"a": "\\u12']
)
async def test_what_is_no_docstring_yet_shows_nothing(broken: str) -> None:
    docstring = growing()
    docstring.add(broken)
    assert await docstring.so_far() is None


def cut_anywhere(written: str) -> Iterator[str]:
    return (written[:end] for end in range(len(written) + 1))


async def test_escapes_and_characters_of_several_bytes_may_be_cut_anywhere() -> None:
    said = {"summary": 'Sum "größe" of \\n and 和 😀 in the balance.', "description": "\té\n\nx"}
    for ascii_only in (True, False):
        written = json.dumps(said, ensure_ascii=ascii_only)
        for part in cut_anywhere(written):
            docstring = growing()
            docstring.add(part)
            so_far = await docstring.so_far()
            assert so_far is None or "\ufffd" not in so_far.text
    assert so_far is not None and so_far.docstring.summary == said["summary"]


async def test_a_language_without_blanks_grows_by_the_character() -> None:
    docstring, seen = growing(language="ja"), set()
    for part in ('{"summary": "口座の', "残高に", "金額を", '加える。", "de'):
        docstring.add(part)
        so_far = await docstring.so_far()
        seen.add(so_far and so_far.text)
    assert seen == {"口座の", "口座の残高に", "口座の残高に金額を", "口座の残高に金額を加える。"}
