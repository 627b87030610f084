"""An open document follows every change of its editor, in each encoding, and so does its tree."""

from __future__ import annotations

import random

import pytest

from docstring_ls.core.syntax import Buffer, parse
from docstring_ls.core.text import Encoding, Point, Source

PIECES = [
    "def f(a):\n    return a\n", "class A:\r\n    x = 1\r\n", "é", "😀", "\r", "\n", "\r\n", "(",
    ")", '"""', "'", "    ", "\t", "# c\r", "\f", "\u2028", "x = 1", ":", "", "\ud83d", "\\\n",
    "\ufeff",
]  # fmt: skip


def units(text: str, encoding: Encoding) -> int:
    if encoding is Encoding.UTF32:
        return len(text)
    width = {Encoding.UTF8: ("utf-8", 1), Encoding.UTF16: ("utf-16-le", 2)}[encoding]
    return len(text.encode(width[0], "surrogatepass")) // width[1]


def position(text: str, index: int, encoding: Encoding) -> Point:
    """The position of a character, by a count of its own."""
    if text[index - 1 : index + 1] == "\r\n":
        index -= 1
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n"), units(before[before.rfind("\n") + 1 :], encoding)


def pulled(text: str, index: int) -> int:
    return index - 1 if text[index - 1 : index + 1] == "\r\n" else index


@pytest.mark.parametrize("encoding", list(Encoding))
@pytest.mark.parametrize("seed", range(8))
def test_text_and_tree_follow_random_changes(encoding: Encoding, seed: int) -> None:
    rng = random.Random(f"{encoding} {seed}")
    text = "".join(rng.choices(PIECES, k=12))
    buffer = Buffer("file:///m.py", 0, text, encoding)
    for version in range(1, 120):
        start, end = sorted(rng.randrange(len(text) + 1) for _ in range(2))
        end = min(end, start + rng.choice((0, 0, 1, 5, 40)))
        new = rng.choice(PIECES)
        place = (position(text, start, encoding), position(text, end, encoding))
        text = text[: pulled(text, start)] + new + text[pulled(text, end) :]
        buffer.change(place, new, version)
        assert (buffer.source.text, buffer.source.version) == (text, version)
        if rng.random() < 0.3:
            assert str(buffer.syntax.tree.root_node) == str(
                parse(Source("file:///m.py", text)).tree.root_node
            )


def test_a_change_without_a_range_is_the_whole_text() -> None:
    buffer = Buffer("file:///m.py", 1, "old")
    buffer.change(None, "new\n", 2)
    assert (buffer.source.text, buffer.version) == ("new\n", 2)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (((9, 9), (9, 9)), "one\ntwo!"),
        (((0, 99), (0, 99)), "one!\ntwo"),
        (((1, 0), (0, 0)), "!two"),
        (((-1, -1), (0, 1)), "!ne\ntwo"),
    ],
)
def test_positions_outside_are_pulled_in(place: tuple[Point, Point], expected: str) -> None:
    buffer = Buffer("file:///m.py", 1, "one\ntwo")
    buffer.change(place, "!", 2)
    assert buffer.source.text == expected


def test_source_and_tree_are_the_same_objects_until_the_text_changes() -> None:
    buffer = Buffer("file:///m.py", 1, "x = 1\n")
    assert buffer.source is buffer.source
    assert buffer.syntax is buffer.syntax
    old = buffer.syntax
    buffer.change(((0, 0), (0, 1)), "y", 2)
    assert buffer.syntax is not old
    assert old.source.text == "x = 1\n"
