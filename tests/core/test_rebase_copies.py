"""Documents full of identical copies: the one that was meant is found, whatever is typed."""

from __future__ import annotations

import random
from difflib import SequenceMatcher

import pytest

from docstring_ls.core.edit import rebase
from docstring_ls.core.syntax import Buffer, find
from docstring_ls.core.text import Encoding

RACES = 1_500
COPY = "def f(a):\n    return a\n\n\n"
OTHERS = ("x = 1\n", "\n", "# note\n", "class C:\n    y = 2\n\n\n")


class Copies:
    """A document of blocks that know who they are; most of them are the same text."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.blocks = [self._fresh() for _ in range(rng.randrange(2, 7))]
        self.buffer = Buffer("file:///m.py", 1, self.text)
        self.states = [list(self.blocks)]
        self.stayed = {mark for _, mark in self.blocks}

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.blocks)

    def begins(self, mark: object) -> int | None:
        at = 0
        for text, known in self.blocks:
            if known is mark:
                return at
            at += len(text)
        return None

    def step(self, whole: bool) -> None:
        before = list(self.blocks)
        at = self.rng.randrange(len(before))
        match self.rng.choice(("insert", "delete", "type", "undo", "swap")):
            case "insert":
                self.blocks.insert(at, self._fresh())
            case "delete":
                del self.blocks[at]
            case "type":
                text, mark = before[at]
                self.blocks[at] = (text[:-1] + "# typed\n", mark)
            case "undo":
                self.blocks = list(self.rng.choice(self.states))
            case "swap":
                self.blocks.append(self.blocks.pop(at))
        self.blocks = self.blocks or [self._fresh()]
        self.states.append(list(self.blocks))
        self._send(before, whole)

    def _send(self, before: list[tuple[str, object]], whole: bool) -> None:
        """Tell the buffer, block by block as an editor that knows what was done."""
        version = (self.buffer.version or 0) + 1
        if whole:
            self.buffer.change(None, self.text, version)
            return
        after = self.blocks
        marks = [[id(block) for block in blocks] for blocks in (before, after)]
        stayed = set()
        for tag, low, high, first, last in reversed(SequenceMatcher(None, *marks).get_opcodes()):
            if tag == "equal":
                stayed |= {mark for _, mark in before[low:high]}
                continue
            start, end = _lines(before[:low]), _lines(before[:high])
            self.buffer.change(((start, 0), (end, 0)), "", version)
            fresh = "".join(text for text, _ in after[first:last])
            self.buffer.change(((start, 0), (start, 0)), fresh, version)
        self.stayed &= stayed
        assert self.buffer.source.text == self.text

    def _fresh(self) -> tuple[str, object]:
        return (COPY if self.rng.random() < 0.7 else self.rng.choice(OTHERS), object())


def _lines(blocks: list[tuple[str, object]]) -> int:
    return sum(text.count("\n") for text, _ in blocks)


@pytest.mark.parametrize("whole", [False, True], ids=["ranges", "whole texts"])
def test_random_races(whole: bool) -> None:
    right = 0
    for seed in range(RACES):
        rng = random.Random(seed)
        copies = Copies(rng)
        chosen = [mark for text, mark in copies.blocks if text == COPY]
        if not chosen:
            continue
        mine = rng.choice(chosen)
        start = copies.begins(mine)
        source = copies.buffer.source
        symbol = next(one for one in find(copies.buffer.syntax, "f") if one.span.start == start)
        revision = copies.buffer.log.revision
        for _ in range(rng.randrange(1, 5)):
            copies.step(whole)
        found, problems = rebase(
            source,
            symbol,
            copies.buffer.syntax,
            lambda point, log=copies.buffer.log, then=revision: log.follow(point, then),
            Encoding.UTF16,
        )
        assert (found is None) == bool(problems)
        right += found is not None
        # Of equal blocks that were cut and put back, or sent as one text, none is another's.
        if not whole and mine in copies.stayed:
            assert found is not None and found.span.start == copies.begins(mine), seed
        elif not whole and found is not None:
            others = {copies.begins(mark) for mark in copies.stayed}
            assert found.span.start not in others, seed
        elif source.text == copies.buffer.source.text:
            assert found is not None and found.span == symbol.span, seed
    assert right > RACES / 3
