"""Docstring → text in a project's style."""

from __future__ import annotations

from ..analysis import SectionKind
from .dialect import Dialect
from .model import Docstring, Entry, Style
from .styles import STYLES
from .wrap import columns, sentences, wrap

# Columns that prose keeps however deep it stands; narrower text is unreadable.
_LEAST_WIDTH = 40
_QUOTES = 3  # columns of the opening quotes


def render(docstring: Docstring, style: Style, indent_columns: int) -> str:
    """The cleaned text of a docstring: no quotes, no base indentation.

    Args:
        docstring: What is said.
        style: How the project says it.
        indent_columns: Where the text will stand; lines are that much shorter.
    """
    dialect = STYLES[style.name]
    width = width_for(style, indent_columns)
    summary, overflow = _summary(docstring, style, width)
    parts = [summary]
    description = "\n\n".join(
        part for part in (overflow, docstring.description.strip("\n")) if part
    )
    if description.strip():
        parts.append(wrap(description, width))
    sections = _sections(docstring, dialect, style, width)
    examples = [dialect.examples(docstring.examples, width)] if docstring.examples.strip() else []
    parts += [*sections, *examples] if dialect.examples_last else [*examples, *sections]
    return "\n\n".join("\n".join(part) for part in parts).strip("\n")


def width_for(style: Style, indent_columns: int) -> int:
    """Columns that are left for the text; never so few that prose becomes a column of words."""
    return max(style.line_length - indent_columns, _LEAST_WIDTH)


def entries_of(docstring: Docstring, kind: SectionKind) -> tuple[Entry, ...]:
    """The entries of one section."""
    value = getattr(docstring, kind.value)
    if value is None:
        return ()
    return (value,) if isinstance(value, Entry) else tuple(value)


def _sections(docstring: Docstring, dialect: Dialect, style: Style, width: int) -> list[list[str]]:
    sections = []
    for kind in dialect.order:
        entries = entries_of(docstring, kind)
        if entries:
            lines = [line for item in entries for line in dialect.entry(kind, item, style, width)]
            sections.append([*dialect.heading(kind), *lines])
    if dialect.parted or not sections:
        return sections
    # Fields of all kinds stand together; directives are blocks of their own.
    blocks = [section for section in sections if section[0].startswith("..")]
    fields = [line for section in sections if section not in blocks for line in section]
    return [
        *(("\n".join(block).rstrip()).split("\n") for block in blocks),
        *([fields] if fields else []),
    ]


def _summary(docstring: Docstring, style: Style, width: int) -> tuple[list[str], str]:
    """The summary's lines, and the sentences that have no room on its line."""
    text = " ".join(docstring.summary.split())
    room = width - (_QUOTES if style.summary_line == 1 else 0)
    if columns(text) <= room:
        return [text], ""
    first, *others = sentences(text)
    # The quotes stand before the first line only.
    lines = wrap(first, width, " " * (width - room))
    return [lines[0].lstrip(), *lines[1:]], " ".join(others)
