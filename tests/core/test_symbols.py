"""Every definition is found where Python sees it, and offered all over its text."""

from __future__ import annotations

import argparse
import ast
import contextlib
import dataclasses
import enum
import inspect
import textwrap
import typing
from types import ModuleType

import pytest

from docstring_ls.core.syntax import SymbolKind, Syntax, find, parse, symbol_at, symbols
from docstring_ls.core.text import Source

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def parsed(text: str) -> Syntax:
    return parse(Source("file:///a/b/m.py", text))


@pytest.mark.parametrize(
    "library",
    [argparse, contextlib, dataclasses, enum, textwrap, typing],
    ids=lambda one: one.__name__,
)
def test_python_sees_the_same(library: ModuleType) -> None:
    text = inspect.getsource(library)
    syntax = parsed(text)
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, Definition)]
    expected = sorted(
        (node.lineno, node.name, node.end_lineno, ast.get_docstring(node, clean=False) is not None)
        for node in nodes
    )
    line = syntax.source.line_of
    found = [
        (
            line(one.header.start) + 1,
            one.name,
            line(one.span.end - 1) + 1,
            one.docstring is not None,
        )
        for one in symbols(syntax)[1:]
    ]
    assert found == expected


@pytest.mark.parametrize("library", [argparse, dataclasses], ids=lambda one: one.__name__)
def test_every_line_of_a_definition_offers_it(library: ModuleType) -> None:
    text = inspect.getsource(library)
    syntax = parsed(text)
    lines = text.split("\n")
    every = symbols(syntax)[1:]
    for number, content in enumerate(lines):
        offered = symbol_at(syntax, syntax.source.offset_at(number, len(content)))
        start, end = syntax.source.line_span(number).start, syntax.source.line_span(number).end
        inside = [one for one in every if one.span.start <= end and start < one.span.end]
        if content.strip() and not content.strip().startswith("#") and inside:
            assert set(offered) == set(inside), (number, content)
            spans = [len(one.span) for one in offered]
            assert spans == sorted(spans)


def test_a_symbol_tells_all_about_itself() -> None:
    text = (
        "@a.b\n@c(1)  # c\nasync def f(x):\n    'doc'\n\n\nclass A:\n    @overload\n"
        "    def g(self): ...\n    @g.setter\n    def g(self, v): ...\n    @typing.overload\n"
        "    def h(self): ...\n"
    )
    syntax = parsed(text)
    module, f, a, g, setter, h = symbols(syntax)
    assert (module.kind, module.name, module.qualname) == (SymbolKind.MODULE, "m", "")
    assert (f.kind, f.decorators, f.is_async) == (SymbolKind.FUNCTION, ("a.b", "c(1)"), True)
    assert syntax.source.slice(f.header) == "async def f(x):"
    assert syntax.source.slice(f.name_span) == "f"
    assert f.docstring is not None
    assert syntax.source.slice(f.docstring) == "'doc'"
    assert (a.kind, g.kind, g.qualname) == (SymbolKind.CLASS, SymbolKind.METHOD, "A.g")
    assert [one.accessor for one in (f, a, g, setter, h)] == [
        "", "", "overload", "setter", "overload",
    ]  # fmt: skip
    assert find(syntax, "A.g") == (g, setter)
    assert find(syntax, "nobody") == ()


@pytest.mark.parametrize("text", ["", "\n", "(", '"""', "\ufeff", "\x00", "def", "def f", "class",
                                  "@", "@x\n", "def f(", "def f():", ")", "\\", "\\\n", "    ",
                                  "\ud83d", "def f(a=(", "class A(B", "def f() ->", "async",
                                  "async def", "if x:", "else", "\r", "#", "f'{"])  # fmt: skip
def test_no_text_is_an_error(text: str) -> None:
    for whole in (text, text + "\ndef g():\n    pass\n", "class A:\n    x = 1\n" + text):
        syntax = parsed(whole)
        symbols(syntax)
        for offset in range(-1, len(syntax.data) + 2):
            symbol_at(syntax, offset)


def test_offsets_outside_are_pulled_in() -> None:
    syntax = parsed("def f():\n    pass")
    assert [one.name for one in symbol_at(syntax, 10**9)] == ["f"]
    assert [one.name for one in symbol_at(syntax, -5)] == ["f", "m"]
