"""Model text is data: what it may not bring with it, and how much of it is sensible."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from textwrap import dedent

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
_HEADER = (
    r"args?|arguments?|params?|parameters?|other parameters|keyword args|keyword arguments|kwargs|"
    r"returns?|yields?|receives?|raises?|exceptions?|except|warns|warnings?|attributes?|examples?|"
    r"methods|notes?|see also|references|todo|usage"
)
_SECTION = re.compile(
    rf"^[ \t]*(#+[ \t]*)?(\*\*)?({_HEADER})(\*\*)?[ \t]*:?(\*\*)?[ \t]*$", re.IGNORECASE
)
_SECTION_COLON = re.compile(
    r"^[ \t]*(args?|arguments?|params?|parameters?|keyword args|keyword arguments|returns?|yields?|"
    r"raises?|attributes?|examples?)[ \t]*:[ \t]*\S",
    re.IGNORECASE,
)
_UNDERLINE = re.compile(r"^[ \t]*[-=~^]{3,}[ \t]*$")
_FIELD = re.compile(
    r"^[ \t]*[:@](param|parameter|arg|argument|key|keyword|type|raises?|except|exception|"
    r"return|returns|rtype|yield|yields|ytype|var|ivar|cvar|vartype|meta)\b[^:\n]*:",
    re.IGNORECASE,
)
_INLINE_FIELD = re.compile(
    r":(param|type|raises?|returns?|rtype|yields?|var|ivar|cvar)\b[^:\n`]*:\s"
)
_ENTRY = re.compile(r"^[ \t]*\*{0,2}[^\W\d]\w*[ \t]*(\([^)\n]*\))?[ \t]*:(?=\s|$)")
_ENDLESS = re.compile(rf"[!-~]{{{_LONGEST_WORD},}}\s*")
_BULLET = re.compile(r"^[ \t]*([-*+•]|\d+[.)])[ \t]")
_PROMPT = re.compile(r"^[ \t]*(>>>|\.\.\.)( |$)")


# A growing answer is cleaned again and again, and only its last text changes.
@lru_cache(maxsize=128)
def clean(text: str) -> str:
    """``text`` without controls, bidi marks, fences, outer quotes, sections and doctests."""
    text = unwrapped(printable(text))
    return without_sections(_FENCE.sub("", text)).strip()


def flattened(text: str) -> str:
    """``text`` as one paragraph; further lines that look like entries of their own are left out."""
    lines = text.split("\n")
    kept = [line for at, line in enumerate(lines) if at == 0 or not _ENTRY.match(line)]
    if any(_BULLET.match(line) for line in kept[1:]):
        return "\n".join(line.strip() for line in kept)
    return " ".join(" ".join(kept).split())


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


def without_sections(text: str) -> str:
    """``text`` without what would open a section or make a claim in a field of its own."""
    kept: list[str] = []
    lines = text.split("\n")
    skipping = False
    for number, line in enumerate(lines):
        if _opens_section(line, lines[number + 1] if number + 1 < len(lines) else ""):
            skipping = True
        elif _FIELD.match(line) or _PROMPT.match(line) or _UNDERLINE.match(line):
            continue
        elif skipping and _leaves_section(lines, number):
            skipping = False
        if not skipping:
            inline = _INLINE_FIELD.search(line)
            kept.append(line[: inline.start()].rstrip() if inline else line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept))


def _opens_section(line: str, following: str) -> bool:
    if _SECTION_COLON.match(line):
        return True
    return bool(_SECTION.match(line)) and (
        line.rstrip().endswith((":", "**"))
        or line.lstrip().startswith("#")
        or bool(_UNDERLINE.match(following))
    )


def _leaves_section(lines: list[str], number: int) -> bool:
    line = lines[number]
    return (
        number > 0
        and not lines[number - 1].strip()
        and bool(line.strip())
        and not line[0].isspace()
    )


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
