"""How a text is written as one string literal, and what a literal says."""

from __future__ import annotations

import re
from collections.abc import Iterator

QUOTES = ('"""', "'''")
# Control characters can't or shouldn't stand in source; bidi controls would disguise it; a lone
# surrogate can't be saved; the line separators end a line for many editors but not for Python.
_UNFIT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)
_SHORT = {"\t": "\\t", "\r": "\\r"}


def ways(
    text: str, margin: str, newline: str, quotes: str = QUOTES[0], opening: int = 1,
    blank: bool = False,
) -> Iterator[str]:  # fmt: skip
    """The ways to write a literal, best first; which of them says ``text`` the caller finds out.

    Args:
        text: The cleaned docstring.
        margin: What stands before each line but the first.
        newline: What ends a line.
        quotes: The quotes that the project prefers.
        opening: 1 where the text follows the quotes, 2 where it begins on the next line.
        blank: Whether a blank line stands before the closing quotes.
    """
    for begins in (opening, 2) if "\n" in text else (1, 2):
        for prefix, quote in _spellings(text, quotes):
            yield _write(text, margin, newline, prefix + quote, begins, blank)


def _spellings(text: str, quotes: str) -> list[tuple[str, str]]:
    """Prefixes and quotes; raw where backslashes make it the honest form."""
    raw = "\\" in text and not _UNFIT.search(text) and not _ends_blank(text)
    other_quotes = QUOTES[1] if quotes == QUOTES[0] else QUOTES[0]
    plain = [quote for quote in (quotes, other_quotes) if quote not in text][:1]
    return [(prefix, quote) for prefix in (("r", "") if raw else ("",)) for quote in plain] + [
        ("", quotes)
    ]


def _ends_blank(text: str) -> bool:
    return any(line != line.rstrip() for line in text.split("\n"))


def _write(text: str, margin: str, newline: str, start: str, begins: int, blank: bool) -> str:
    quote, raw = start[-3:], start.startswith("r")
    lines = [spell(line, quote, raw=raw) for line in text.split("\n")]
    if len(lines) == 1 and begins == 1:
        return start + (lines[0] if raw else close(lines[0], quote)) + quote
    lines = ([""] if begins == 2 else []) + lines + ([""] if blank and "\n" in text else [])
    body = [lines[0], *(margin + line if line else "" for line in lines[1:]), margin]
    return start + newline.join(body) + quote


def spell(line: str, quote: str, *, raw: bool = False) -> str:
    """One line of text as it stands between the quotes."""
    if raw:
        return line
    line = line.replace("\\", "\\\\").replace(quote, "\\" + "\\".join(quote))
    line = _UNFIT.sub(lambda found: _escape(found.group()), line)
    if line and line[-1].isspace():
        line = line[:-1] + _escape(line[-1])
    return line


def close(line: str, quote: str) -> str:
    """A line that the closing quotes may follow."""
    return line[:-1] + "\\" + quote[0] if line.endswith(quote[0]) and not _escaped(line) else line


def _escaped(line: str) -> bool:
    """Whether the last character stands behind a backslash that counts."""
    before = line[:-1]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _escape(char: str) -> str:
    code = ord(char)
    short = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    return _SHORT.get(char, short)
