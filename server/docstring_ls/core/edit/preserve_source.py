"""An existing literal changed line by line: what keeps its value keeps its source."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from difflib import SequenceMatcher

from ..syntax import Symbol, Syntax, clean, value_of
from ..text import Edit
from .layout import margin as body_margin
from .layout import newline_at
from .quoting import close, spell

_FORM = re.compile(r"""\A([rRuU]?)("{3}|'{3})((?:(?!\2)[^\\]|\\.)*)\2\Z""", re.DOTALL)
_NEWLINE = re.compile(r"(\r\n|\r|\n)")


@dataclass(frozen=True)
class Raw:
    """A triple quoted literal, line by line.

    Attributes:
        prefix: Letters before the quotes.
        quote: The three quotes.
        lines: Its source lines between the quotes.
        ends: The newline behind each but the last.
        values: What each line says, cleaned.
        first: Index of the first line that is left after cleaning.
        last: Index after the last such line.
        margin: The blanks that cleaning takes off, None where no line shows them.
    """

    prefix: str
    quote: str
    lines: tuple[str, ...]
    ends: tuple[str, ...]
    values: tuple[str, ...]
    first: int
    last: int
    margin: str | None

    @property
    def is_raw(self) -> bool:
        """Whether backslashes stand for themselves."""
        return self.prefix.lower() == "r"


def keep(syntax: Syntax, symbol: Symbol, text: str) -> Edit | None:
    """The edit that changes only the lines that differ, None where the literal has no such form."""
    if symbol.docstring is None:
        return None
    literal = syntax.source.slice(symbol.docstring)
    if clean(value_of(literal) or "") == text:
        return Edit(symbol.docstring, literal)
    old = _read(literal)
    if old is None:
        return None
    margin = body_margin(syntax, symbol) if old.margin is None else old.margin
    written = _rewrite(old, text, margin, newline_at(syntax.source, symbol.docstring.start))
    return Edit(symbol.docstring, written)


def _read(literal: str) -> Raw | None:
    form = _FORM.match(literal)
    if form is None:
        return None
    prefix, quote, content = form.groups()
    pieces = _NEWLINE.split(content)
    lines, ends = tuple(pieces[::2]), tuple(pieces[1::2])
    values = [_value(line, prefix, quote) for line in lines]
    spoken = [value.expandtabs() for value in values if value is not None and "\n" not in value]
    if len(spoken) != len(lines):
        return None
    cleaned, width = _clean(spoken)
    filled = [index for index, line in enumerate(cleaned) if line.strip()]
    first, last = (filled[0], filled[-1] + 1) if filled else (0, 0)
    if "\n".join(cleaned[first:last]) != clean(value_of(literal) or "").rstrip():
        return None
    margin = _margin(lines, width)
    return Raw(prefix, quote, lines, ends, tuple(cleaned), first, last, margin)


def _value(line: str, prefix: str, quote: str) -> str | None:
    # The sentinel keeps a quote at the line's end apart from the closing ones.
    value = value_of(f"{prefix}{quote}{line}.{quote}")
    return None if value is None else value[:-1]


def _clean(lines: list[str]) -> tuple[list[str], int]:
    """The lines as ``inspect.cleandoc`` leaves them, and the width of the margin it takes off."""
    later = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    width = min(later, default=sys.maxsize)
    return [lines[0].lstrip(), *(line[width:] for line in lines[1:])], width


def _margin(lines: tuple[str, ...], width: int) -> str | None:
    for line in lines[1:]:
        blanks = line[: len(line) - len(line.lstrip())]
        if line.strip() and len(blanks.expandtabs()) == width:
            return blanks
    return None


def _rewrite(old: Raw, text: str, margin: str, newline: str) -> str:
    wanted = text.split("\n")
    sources = _sources(old, wanted)
    lines, ends = list(old.lines[: old.first]), list(old.ends[: old.first])
    for index, (line, source) in enumerate(zip(wanted, sources, strict=True)):
        opens = old.first == 0 and index == 0
        if source is not None and (source == 0) == opens:
            lines.append(old.lines[source])
            ends.append(old.ends[source] if source < len(old.ends) else newline)
        else:
            spelled = spell(line, old.quote, raw=old.is_raw)
            lines.append(spelled if opens or not line else margin + spelled)
            ends.append(newline)
    tail = _tail(old, margin, len(lines))
    if not tail:
        fresh = sources[-1] is None or sources[-1] != old.last - 1
        lines[-1] = close(lines[-1], old.quote) if fresh and not old.is_raw else lines[-1]
    joined = "".join(map("".join, zip(lines, ends, strict=True)))
    content = joined + tail if tail is not None else joined[: len(joined) - len(ends[-1])]
    return f"{old.prefix}{old.quote}{content}{old.quote}"


def _sources(old: Raw, wanted: list[str]) -> list[int | None]:
    """For each wanted line the old line that says the same, if any."""
    sources: list[int | None] = [None] * len(wanted)
    values = old.values[old.first : old.last]
    for old_line, new_line, size in SequenceMatcher(
        None, values, wanted, False
    ).get_matching_blocks():
        for step in range(size):
            sources[new_line + step] = old.first + old_line + step
    return sources


def _tail(old: Raw, margin: str, lines: int) -> str | None:
    """What stands between the last line's newline and the closing quotes; None for no newline."""
    # Blanks beyond the margin would count as text.
    kept = [line if len(line) <= len(margin) else margin for line in old.lines[old.last :]]
    if kept and lines > 1:
        return "".join(map("".join, zip(kept, (*old.ends[old.last :], ""), strict=True)))
    return margin if len(old.lines) == 1 and lines > 1 else None
