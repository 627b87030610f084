"""Every character of a document is found again after any changes, or known to be lost."""

from __future__ import annotations

import random

import pytest

from docstring_ls.core.syntax import Buffer
from docstring_ls.core.text import LIMIT, ChangeLog, Encoding, TextChange

WALKS = 400
PIECES = ("a", "b", "\n", "\r\n", "\r", "é", "𝕏", "ab\n", "\n\n", "", "x\r\ny")


class Marked:
    """A text in which every character knows who it is, beside a buffer with the same text."""

    def __init__(self, rng: random.Random, encoding: Encoding) -> None:
        self.rng = rng
        self.encoding = encoding
        self.chars = [(char, object()) for char in self._text(12)]
        self.buffer = Buffer("file:///m.py", 1, self.text, encoding)

    @property
    def text(self) -> str:
        return "".join(char for char, _ in self.chars)

    def place(self, index: int) -> tuple[int, int]:
        offset = len(self.text[:index].encode())
        return self.buffer.source.position_at(offset, self.encoding)

    def at(self, point: tuple[int, int]) -> str:
        offset = self.buffer.source.offset_at(*point, self.encoding)
        return self.buffer.source.data[offset:].decode()[0]

    def change(self, whole: bool) -> None:
        low, high = self._range()
        fresh = [(char, object()) for char in self._text(3)]
        place = None if whole else (self.place(low), self.place(high))
        self.chars[low:high] = fresh
        text = self.text if whole else "".join(char for char, _ in fresh)
        self.buffer.change(place, text, (self.buffer.version or 0) + 1)
        assert self.buffer.source.text == self.text

    def _range(self) -> tuple[int, int]:
        """Two places that no newline of two characters is cut by."""
        text = self.text
        places = [
            index for index in range(len(text) + 1) if text[max(index - 1, 0) : index + 1] != "\r\n"
        ]
        low, high = sorted(self.rng.choices(places, k=2))
        return low, min(high, low + 4) if min(high, low + 4) in places else low

    def _text(self, most: int) -> str:
        return "".join(self.rng.choices(PIECES, k=self.rng.randrange(most + 1)))


@pytest.mark.parametrize("whole", [False, True], ids=["ranges", "whole texts"])
@pytest.mark.parametrize("encoding", list(Encoding))
def test_random_walks(encoding: Encoding, whole: bool) -> None:
    found = 0
    for seed in range(WALKS):
        marked = Marked(random.Random(seed), encoding)
        begun = list(marked.chars)
        visible = [n for n, (char, _) in enumerate(begun) if char not in "\r\n"]
        anchors = {
            n: marked.buffer.anchor(len(marked.text[:n].encode()), marked.buffer.source)
            for n in visible
        }
        for _ in range(random.Random(seed).randrange(6)):
            marked.change(whole)
        where = {mark: n for n, (_, mark) in enumerate(marked.chars)}
        for n, anchor in anchors.items():
            now = where.get(begun[n][1])
            point = anchor.follow(marked.buffer.log)
            if now is None:
                # Typed again as it was, a character counts as the same.
                assert point is None or marked.at(point) == begun[n][0], (seed, n)
            elif not whole or point is not None:
                found += 1
                assert point == marked.place(now), (seed, n)
    assert found > WALKS


def test_one_of_two_equal_copies_is_not_guessed() -> None:
    copy = "def f():\n    return 1\n\n\n"
    for before, after in ((copy * 2, copy), (copy, copy * 2)):
        buffer = Buffer("file:///m.py", 1, before)
        anchor = buffer.anchor(4, buffer.source)
        buffer.change(None, after, 2)
        assert anchor.follow(buffer.log) is None


def test_a_version_is_known_by_its_last_text() -> None:
    buffer = Buffer("file:///m.py", 7, "a\nb\nc\n")
    for version, line in ((8, 0), (8, 0), (9, 2)):
        buffer.change(((line, 0), (line, 0)), "x\n", version)
    log = buffer.log
    assert [log.revision_of(version) for version in (7, 8, 9, 10, None)] == [0, 2, 3, None, None]
    assert [log.follow((2, 0), revision) for revision in range(5)] == [
        (5, 0), (4, 0), (3, 0), (2, 0), None
    ]  # fmt: skip


def test_what_is_long_ago_is_forgotten() -> None:
    log = ChangeLog(1)
    for number in range(LIMIT + 1):
        log.record(TextChange((0, 0), (0, 0), (1, 0)), number + 2)
    assert log.follow((0, 0), 0) is None
    assert log.follow((0, 0), 1) == (LIMIT, 0)
    assert log.revision_of(1) is None


def test_a_document_opened_again_is_another() -> None:
    first, second = (Buffer("file:///m.py", 1, "a = 1\n") for _ in range(2))
    assert first.anchor(0, first.source).follow(first.log) == (0, 0)
    assert first.anchor(0, first.source).follow(second.log) is None
