"""One content, five styles: golden files, and the round trip through an independent reader."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import docstring_parser
import pytest

from docstring_ls.core.analysis import SectionKind
from docstring_ls.core.docstrings import (
    STYLES,
    Docstring,
    Entry,
    Style,
    columns,
    parse,
    render,
    style_of,
    styles,
)
from support.sections import check_parts, golden_cases, golden_files, read_parts

CASES = golden_files("styles")
FOREIGN = {
    "google": docstring_parser.DocstringStyle.GOOGLE,
    "numpy": docstring_parser.DocstringStyle.NUMPYDOC,
    "sphinx": docstring_parser.DocstringStyle.REST,
    "epytext": docstring_parser.DocstringStyle.EPYDOC,
}
INDENT = 4


def docstring_of(raw: dict[str, Any]) -> Docstring:
    many = {
        name: tuple(Entry(**entry) for entry in raw.pop(name, ()))
        for name in ("parameters", "attributes", "raises")
    }
    one = {name: Entry(**raw.pop(name)) for name in ("returns", "yields") if name in raw}
    return Docstring(**raw, **many, **one)


def read(path: Path) -> tuple[Docstring, dict[str, Any]]:
    parts = read_parts(path)
    return docstring_of(json.loads(parts["docstring"])), json.loads(parts.get("style", "{}"))


def test_every_style_has_its_row() -> None:
    files = (
        import_module(f"{styles.__name__}.{item.name}") for item in iter_modules(styles.__path__)
    )
    values = [value for file in files for value in vars(file).values()]
    rows = {value.name for value in values if isinstance(value, type(STYLES["google"]))}
    assert rows == STYLES.keys()


@pytest.mark.parametrize("path", golden_cases(CASES))
def test_golden(path: Path) -> None:
    docstring, style = read(path)
    produced = {name: render(docstring, Style(**style, name=name), INDENT) for name in STYLES}
    check_parts(path, produced)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", FOREIGN)
def test_another_reader_finds_the_same(path: Path, name: str) -> None:
    docstring, options = read(path)
    style = Style(**options, name=name)
    if name in ("sphinx", "epytext"):
        # That reader knows no names with marks in fields, and no dotted ones in epytext.
        docstring = replace(
            docstring,
            parameters=tuple(item for item in docstring.parameters if is_plain(item.name)),
            raises=tuple(item for item in docstring.raises if is_plain(item.name)),
        )
    found = docstring_parser.parse(render(docstring, style, INDENT), style=FOREIGN[name])
    assert flat(found.short_description) == flat(docstring.summary)
    attributes = {item.name for item in docstring.attributes}
    params = {item.arg_name: item for item in found.params if item.arg_name not in attributes}
    assert [*params] == [item.name for item in docstring.parameters]
    for item in docstring.parameters:
        assert flat(params[item.name].description).startswith(flat(item.description))
        if style.types and item.type:
            assert (params[item.name].type_name or "").removesuffix(", optional") == item.type
    raised = [item.name for item in docstring.raises if name != "epytext" or "." not in item.name]
    assert [item.type_name for item in found.raises] == raised
    if docstring.returns:
        assert found.returns
        assert flat(found.returns.description).endswith(flat(docstring.returns.description))


def is_plain(name: str) -> bool:
    """Whether no markup has to be escaped in a name."""
    return not name.startswith("*") and not name.endswith("_")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", [name for name, style in STYLES.items() if style.order])
def test_our_own_reader_finds_the_same(path: Path, name: str) -> None:
    docstring, options = read(path)
    outline = parse(render(docstring, Style(**options, name=name), INDENT))
    names = [item.name.lstrip("*") for item in docstring.parameters]
    assert list(outline.names(SectionKind.PARAMETERS)) == names
    assert list(outline.names(SectionKind.RAISES)) == [item.name for item in docstring.raises]
    assert list(outline.names(SectionKind.ATTRIBUTES)) == [
        item.name for item in docstring.attributes
    ]
    assert style_of(outline) in (name, "")
    # Epytext says both with the same field.
    expected = docstring.returns or (docstring.yields if name == "epytext" else None)
    assert bool(outline.of(SectionKind.RETURNS)) == bool(expected)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("length", [60, 72, 88])
def test_lines_stay_within_the_length_where_their_words_allow(
    path: Path, name: str, length: int
) -> None:
    docstring, options = read(path)
    style = Style(**{**options, "line_length": length}, name=name)
    for line in render(docstring, style, INDENT).split("\n"):
        breakable = " " in line.strip() and not line.lstrip().startswith((">>>", "http", "|", "`"))
        assert not breakable or columns(line) + INDENT <= length or whole(line), line


def whole(line: str) -> bool:
    """Lines that wrapping must leave alone: code, addresses and types."""
    return line.startswith("    ") or "://" in line or line.count("`") >= 2 or "[" in line


def flat(text: str | None) -> str:
    """The words alone: line ends in a script without blanks are no blanks either."""
    return "".join((text or "").split())


def test_text_is_what_python_makes_of_the_literal() -> None:
    from inspect import cleandoc

    for path in CASES:
        docstring, options = read(path)
        for name in STYLES:
            text = render(docstring, Style(**options, name=name), INDENT)
            assert text == cleandoc("\n" + text)
            assert not any(line != line.rstrip() for line in text.split("\n"))
