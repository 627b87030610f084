"""Whatever an editor sends, an open document is what pygls makes of it, and so are its trees."""

from __future__ import annotations

import inspect
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types
from pygls.workspace import PositionCodec, TextDocument

from docstring_ls.core.syntax import Buffer, Symbol, Syntax, parse, symbol_at
from docstring_ls.core.text import Encoding, Source

URI = "file:///m.py"
# pygls takes form feeds and the like for line ends, and rejects lone surrogates; test_buffer.py
# has these.
PIECES = [
    "def f(a):\n    return a\n", "@d(\n    1,\n)\nasync def g(): pass\n",
    "class A:\r\n    x = 1\r\n", "é", "😀", "\r", "\n", "\r\n", "(", ")", '"""', "'''",
    "'", '"', "    ", "# c\r", "x = 1", ":", "", "\\\n", "\ufeff", '    """Do it."""\n',
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
# A share of the text, or a place outside of it.
PLACES = st.one_of(st.floats(0, 1), st.tuples(st.integers(0, 30), st.just(10_000)))
CHANGES = st.lists(st.one_of(TEXTS, st.tuples(PLACES, PLACES, TEXTS)), max_size=12)


@pytest.mark.parametrize("encoding", list(Encoding))
@given(text=TEXTS, changes=CHANGES)
@settings(max_examples=120, deadline=None, derandomize=True)
def test_text_and_trees_follow_every_change(
    encoding: Encoding, text: str, changes: list[str | tuple[object, object, str]]
) -> None:
    judge = TextDocument(
        URI,
        text,
        sync_kind=types.TextDocumentSyncKind.Incremental,
        position_codec=PositionCodec(encoding.value),
    )
    buffer = Buffer(URI, 0, text, encoding)
    for version, change in enumerate(changes, 1):
        if isinstance(change, str):
            judge.apply_change(types.TextDocumentContentChangeWholeDocument(change))
            buffer.change(None, change, version)
        else:
            start, end = sorted(change[:2], key=lambda place: index_of(judge, place))
            where = types.Range(inside(judge, start), inside(judge, end))
            judge.apply_change(types.TextDocumentContentChangePartial(where, change[2]))
            buffer.change(
                (outside(start, where.start), outside(end, where.end)), change[2], version
            )
        assert buffer.source.text == judge.source
        assert str(buffer.syntax.raw.root_node) == str(fresh(judge.source).raw.root_node)
        look_around(buffer, Buffer(URI, version, judge.source, encoding))


def look_around(buffer: Buffer, anew: Buffer) -> None:
    """Lines around a place, with their tree, are those of a document that was just opened."""
    for line in range(len(anew.source.line_starts) + 1):
        kept, new = buffer.around(line), anew.around(line)
        assert kept.source == new.source
        assert str(kept.raw.root_node) == str(new.raw.root_node)


def index_of(document: TextDocument, place: object) -> int:
    """The character of the text that a place stands for."""
    text = document.source
    if isinstance(place, float):
        index = int(place * len(text))
        # Nobody can stand between CR and LF.
        return index - (text[index - 1 : index + 1] == "\r\n")
    lines = text.splitlines(keepends=True)
    if place[0] >= len(lines):
        return len(text)
    return len("".join(lines[: place[0] + 1]).removesuffix("\n").removesuffix("\r"))


def inside(document: TextDocument, place: object) -> types.Position:
    index = index_of(document, place)
    before = document.source[:index].replace("\r\n", "\n").replace("\r", "\n")
    line = before[before.rfind("\n") + 1 :]
    return types.Position(before.count("\n"), document.position_codec.client_num_units(line))


def outside(place: object, position: types.Position) -> tuple[int, int]:
    """What the client says: places outside are pulled into the text."""
    return (position.line, position.character) if isinstance(place, float) else place


def fresh(text: str) -> Syntax:
    return parse(Source(URI, text))


FILES = [inspect.getsource(module) for module in (textwrap, inspect)]


def seen(syntax: Syntax, line: int, character: int) -> list[tuple[object, ...]]:
    source = syntax.source
    return [
        described(source, symbol) for symbol in symbol_at(syntax, source.offset_at(line, character))
    ]


def described(source: Source, symbol: Symbol) -> tuple[object, ...]:
    place = source.position_at(symbol.name_span.start)
    docstring = source.slice(symbol.docstring) if symbol.docstring else None
    # What stands around decides about a module's span.
    text = source.slice(symbol.span) if symbol.qualname else ""
    return (
        symbol.kind,
        symbol.qualname,
        place,
        text,
        docstring,
        symbol.unsupported_reason,
        symbol.decorators,
    )


@pytest.mark.parametrize("text", FILES)
def test_the_lines_around_tell_what_the_whole_file_tells(text: str) -> None:
    buffer = Buffer(URI, 1, text)
    for line in range(0, text.count("\n") + 1, 1 + len(text) // 40_000):
        for character in (0, 4, 13):
            assert seen(buffer.around(line), line, character) == seen(
                buffer.syntax, line, character
            )


BROKEN = {
    "a bracket": "x = (\n",
    "a call": "    print(\n",
    "a string": "x = 'a\n",
    "an attribute": "x = os.\n",
    "a block": "if x:\n",
}


@pytest.mark.parametrize("above", BROKEN.values(), ids=list(BROKEN))
def test_what_is_unfinished_above_hides_nothing_below(above: str) -> None:
    text = (
        f'def first():\n    pass\n\n{above}\n@wraps(\n    first\n)\ndef second():\n    """Two."""\n'
    )
    buffer = Buffer(URI, 1, text)
    line = text.count("\n") - 1
    ((kind, name, *_, refusal, decorators),) = seen(buffer.around(line), line, 4)
    assert (kind, name, refusal, len(decorators)) == ("function", "second", "", 1)


def test_one_definition_of_many_is_read_alone() -> None:
    block = (
        'def step_{0}(a):\n    """Do\n\ndef no_definition(): {0}\n"""\n    return (a\n        )\n'
    )
    text = "".join(block.format(number) for number in range(3_000))
    buffer = Buffer(URI, 1, text)
    assert buffer.around(7 * 1_500 + 3).source.text == block.format(1_500)
    opened = ((7 * 700, 0), (7 * 700, 0))
    buffer.change(opened, '"""\n', 2)
    assert "def step_700" not in buffer.around(0).source.text
    assert buffer.around(7 * 1_500 + 4).source.text != block.format(1_500)
    buffer.change(((7 * 700, 0), (7 * 700 + 1, 0)), "", 3)
    assert buffer.around(7 * 1_500 + 3).source.text == block.format(1_500)
