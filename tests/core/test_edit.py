"""Docstrings come where they belong, say what they should, and touch nothing else."""

from __future__ import annotations

import pytest

from docstring_ls.core.docstrings import Style
from docstring_ls.core.edit import amend, literal, place, place_all
from docstring_ls.core.syntax import Syntax, docstring_of, find, parse, symbol_at, symbols
from docstring_ls.core.text import Edit, Source, Span, apply, shrink
from support.edit_cases import EditCase, edit_cases


def parsed(text: str) -> Syntax:
    return parse(Source("file:///m.py", text))


@pytest.mark.parametrize("case", edit_cases(), ids=lambda case: case.name)
def test_case(case: EditCase) -> None:
    syntax = parsed(case.source)
    offset = len(case.source[: case.cursor].encode("utf-8", "surrogatepass"))
    offered = symbol_at(syntax, offset)
    if case.outcome == "nothing":
        assert offered == ()
        return
    edit, problems = (amend if case.amend else place)(syntax, offered[0], case.wanted, Style())
    if case.outcome == "refused":
        assert edit is None
        assert case.message in problems[0].message
        return
    assert edit is not None, problems
    assert apply(syntax.source, [edit]) == case.result
    assert apply(syntax.source, [shrink(syntax.source, edit)]) == case.result


def test_there_are_many_cases() -> None:
    assert len(edit_cases()) >= 160


@pytest.mark.parametrize(
    "case", [case for case in edit_cases() if case.outcome == "result"], ids=lambda case: case.name
)
def test_writing_the_same_again_changes_nothing(case: EditCase) -> None:
    syntax = parsed(case.source)
    offset = len(case.source[: case.cursor].encode("utf-8", "surrogatepass"))
    symbol = symbol_at(syntax, offset)[0]
    edit, _ = place(syntax, symbol, case.wanted, Style())
    assert edit is not None
    again = parsed(apply(syntax.source, [edit]))
    twin = find(again, symbol.qualname)[find(syntax, symbol.qualname).index(symbol)]
    second, problems = place(again, twin, case.wanted, Style())
    assert second is not None, problems
    assert apply(again.source, [second]) == again.source.text


MANY = '''\
# Licence

import os


class A:
    def f(self): return 1

    @property
    def g(self):
        """Old."""; return 2


def h():
    def k():
        pass
'''


def test_many_docstrings_are_written_together() -> None:
    syntax = parsed(MANY)
    wanted = [(symbol, f"Do {symbol.name}.\n\nIt is done.") for symbol in symbols(syntax)]
    edits, problems = place_all(syntax, wanted, Style())
    assert problems == ()
    after = parsed(apply(syntax.source, edits))
    assert [docstring_of(after, symbol) for symbol in symbols(after)] == [
        text for _, text in wanted
    ]
    assert [symbol.qualname for symbol in symbols(after)] == ["", "A", "A.f", "A.g", "h", "h.k"]


def test_one_that_can_not_be_written_leaves_the_others() -> None:
    syntax = parsed("def f(a, , b):\n    pass\n\n\ndef g():\n    pass\n\n\ndef h():\n    pass\n")
    wanted = [(symbol, "Do it.") for symbol in symbols(syntax)[1:]] + [(symbols(syntax)[3], " ")]
    edits, problems = place_all(syntax, wanted, Style())
    assert len(edits) == 2
    assert ["f" in problems[0].message, "h" in problems[1].message] == [True, True]


def test_overlapping_edits_are_no_edit() -> None:
    source = Source("file:///m.py", "abcdef")
    with pytest.raises(ValueError, match="overlap"):
        apply(source, [Edit(Span(0, 3), "x"), Edit(Span(2, 4), "y")])


def test_shrinking_keeps_the_result_and_drops_equal_lines() -> None:
    source = Source("file:///m.py", "one\r\ntwo\r\nthree\r\nfour")
    edit = Edit(Span(0, len(source.data)), "one\r\n2\r\nthree\r\nfour")
    small = shrink(source, edit)
    assert small == Edit(Span(5, 10), "2\r\n")
    assert shrink(source, Edit(Span(0, 5), "one\r\n")) == Edit(Span(5, 5), "")


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (Style(summary_line=2), '"""\n    Do it.\n\n    More.\n    """'),
        (Style(closing_blank=True), '"""Do it.\n\n    More.\n\n    """'),
        (Style(quotes="'''"), "'''Do it.\n\n    More.\n    '''"),
    ],
)
def test_the_project_s_layout_is_followed(style: Style, expected: str) -> None:
    syntax = parsed("def f():\n    pass\n")
    symbol = find(syntax, "f")[0]
    assert literal(syntax, symbol, "Do it.\n\nMore.", style) == expected
    edit, problems = place(syntax, symbol, "Do it.\n\nMore.", style)
    assert problems == ()
    assert edit is not None
    assert edit.text == f"    {expected}\n"


@pytest.mark.parametrize(("blank_after", "expected"), [(True, "\n"), (False, ""), (None, "")])
def test_a_blank_line_after_a_function_s_docstring_is_the_project_s(
    blank_after: bool | None, expected: str
) -> None:
    syntax = parsed("def f():\n    pass\n")
    edit, _ = place(syntax, find(syntax, "f")[0], "Do it.", Style(blank_after=blank_after))
    assert edit is not None
    assert edit.text == f'    """Do it."""\n{expected}'


def test_a_literal_can_be_had_of_unfinished_text() -> None:
    syntax = parsed("def f():\n    pass\n")
    symbol = find(syntax, "f")[0]
    text = 'Say "hi" \\d.\n\nArgs:\n    a: '
    for end in range(1, len(text)):
        assert literal(syntax, symbol, text[:end], Style()).endswith('"""')


@pytest.mark.parametrize("depth", [20, 90, 3000])
def test_deep_nesting_is_no_error(depth: int) -> None:
    brackets = f"x = {'(' * depth}1{')' * depth}\n"
    chain = f"y = {'a.' * depth}b{' + 1' * depth}\n"
    syntax = parsed(f"{brackets}{chain}\n\ndef f():\n    pass\n")
    edit, problems = place(syntax, find(syntax, "f")[0], "Do it.", Style())
    assert edit is not None, problems


def test_deeply_nested_blocks_are_no_error() -> None:
    lines = [" " * level + "if x:" for level in range(95)]
    syntax = parsed("\n".join([*lines, " " * 95 + "def f(): pass", ""]))
    edit, problems = place(syntax, find(syntax, "f")[0], "Do it.", Style())
    assert edit is not None, problems


def test_a_long_file_is_gated_too() -> None:
    body = "".join(f"def f{number}(a):\n    return a\n\n\n" for number in range(2_500))
    syntax = parsed(body + "class A:\n    def g(self): return 1\n")
    for name in ("f0", "f2000", "A", "A.g", ""):
        symbol = find(syntax, name)[0]
        edit, problems = place(syntax, symbol, "Do it.", Style())
        assert edit is not None, problems
        assert "Do it." in apply(syntax.source, [edit])
