"""Positions are converted right in each encoding, wherever the client points."""

from __future__ import annotations

import pytest

from docstring_ls.core.text import Encoding, Source, Span, path_of

TEXT = "aé😀b\r\nc\rd\n\ud83de"


@pytest.mark.parametrize("encoding", list(Encoding))
def test_offsets_and_positions_are_inverse(encoding: Encoding) -> None:
    source = Source("file:///m.py", TEXT)
    for index in range(len(TEXT) + 1):
        if TEXT[index - 1 : index + 1] == "\r\n":
            continue
        offset = len(TEXT[:index].encode("utf-8", "surrogatepass"))
        assert source.offset_at(*source.position_at(offset, encoding), encoding) == offset


@pytest.mark.parametrize(
    ("encoding", "character"), [(Encoding.UTF8, 7), (Encoding.UTF16, 4), (Encoding.UTF32, 3)]
)
def test_units_are_counted(encoding: Encoding, character: int) -> None:
    source = Source("file:///m.py", TEXT)
    offset = len("aé😀".encode())
    assert source.position_at(offset, encoding) == (0, character)
    assert source.offset_at(0, character, encoding) == offset


@pytest.mark.parametrize(
    ("encoding", "character"), [(Encoding.UTF8, 5), (Encoding.UTF8, 2), (Encoding.UTF16, 3)]
)
def test_half_a_character_is_left_out(encoding: Encoding, character: int) -> None:
    offset = Source("file:///m.py", TEXT).offset_at(0, character, encoding)
    assert TEXT.encode("utf-8", "surrogatepass")[:offset].decode() in ("a", "aé")


def test_only_three_newlines_count() -> None:
    source = Source("file:///m.py", "a\fb\x0bc\x85d\u2028e\nf\rg\r\nh")
    assert len(source.line_starts) == 4
    assert [source.slice(source.line_span(line))[-1:] for line in range(4)] == ["e", "f", "g", "h"]


def test_positions_outside_are_pulled_in() -> None:
    source = Source("file:///m.py", "ab\ncd")
    assert source.offset_at(0, 99) == 2
    assert source.offset_at(9, 0) == 5
    assert source.offset_at(-1, -1) == 0
    assert source.line_of(99) == 1
    assert source.slice(Span(1, 4)) == "b\nc"


def test_paths() -> None:
    assert path_of("file:///a%20b/c.py") == "/a b/c.py"
    assert path_of("untitled:Untitled-1") == "untitled:Untitled-1"
