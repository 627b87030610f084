"""Model text is data: what it may not bring with it, and how much of it is sensible."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from textwrap import dedent

from .sections import without_sections

# Characters of a description; a longer one is cut at a sentence, for nobody reads it in a tooltip.
LONGEST = 1_500
# Characters of the description of one parameter, result, exception or attribute.
LONGEST_ENTRY = 400
# Characters without a blank from which on a word is data; addresses and names are shorter.
_LONGEST_WORD = 100

_FENCE = re.compile(r"^[ \t]*(```+|~~~+)[^\n`]*$\n?", re.MULTILINE)
_QUOTES = ('"""', "'''", '"', "'")
# An ANSI sequence loses its escape character as a control; what follows it would remain as litter.
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_ENTRY = re.compile(r"^[ \t]*\*{0,2}[^\W\d]\w*[ \t]*(\([^)\n]*\))?[ \t]*:(?=\s|$)")
_ENDLESS = re.compile(rf"[!-~]{{{_LONGEST_WORD},}}\s*")
_BULLET = re.compile(r"^[ \t]*([-*+•]|\d+[.)])[ \t]")


# A growing answer is cleaned again and again, and only its last text changes.
@lru_cache(maxsize=128)
def clean(text: str) -> str:
    """``text`` without controls, bidi marks, fences, outer quotes, sections and doctests."""
    text = unwrapped(printable(text))
    return without_sections(_FENCE.sub("", text)).strip()


def flattened(text: str) -> str:
    """``text`` as one paragraph; further lines that look like entries of their own are left out."""
    lines = text.split("\n")
    kept = [line for at, line in enumerate(lines) if not _is_entry(lines, at)]
    if any(_BULLET.match(line) for line in kept[1:]):
        return "\n".join(line.strip() for line in kept)
    return " ".join(" ".join(kept).split())


def _is_entry(lines: list[str], at: int) -> bool:
    """Whether a further line begins an entry; one in which a sentence goes on does not."""
    goes_on = at > 0 and re.search(r"[\w,`'\")]$", lines[at - 1]) and not lines[at][:1].isspace()
    return at > 0 and not goes_on and _ENTRY.match(lines[at]) is not None


def printable(text: str) -> str:
    """``text`` without control, bidi, zero-width and unpaired characters; newlines unified."""
    text = _ANSI.sub("", text).replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    return "\n".join(_printable(line).rstrip() for line in text.split("\n"))


def _printable(line: str) -> str:
    # Nearly all text is printable as a whole, and asking for each character is slow.
    return line if line.isprintable() else "".join(char for char in line if _allowed(char))


def _allowed(char: str) -> bool:
    if char.isascii():
        return char.isprintable()
    # Cf holds bidi controls, zero-width joiners and tags; Zl and Zp end lines for some readers.
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def unwrapped(text: str) -> str:
    """``text`` without a fence or quotes round the whole of it."""
    before = ""
    while text != before:
        before, text = text, _unwrap_once(text.strip("\n"))
    return text


def _unwrap_once(text: str) -> str:
    bare = text.strip()
    lines = bare.split("\n")
    if len(lines) > 1 and bare.startswith(("```", "~~~")) and lines[-1].strip() in {"```", "~~~"}:
        return dedent("\n".join(lines[1:-1]))
    for quote in _QUOTES:
        if len(bare) >= 2 * len(quote) and bare.startswith(quote) and bare.endswith(quote):
            inner = bare[len(quote) : -len(quote)]
            if quote not in inner:
                return inner
    return text


def shortened(text: str, longest: int = LONGEST) -> str:
    """``text`` cut after the last whole sentence, else word, that fits ``longest`` characters."""
    text = _ENDLESS.sub("", text)
    if len(text) <= longest:
        return text
    head = text[:longest]
    ends = [match.end() for match in re.finditer(r"[.!?。](?=\s|$)|\n\n", head)]
    if ends and ends[-1] > longest // 4:
        return head[: ends[-1]].rstrip()
    cut = head.rsplit(None, 1)[0].rstrip(" ,;:") if " " in head else head
    return cut + "."
