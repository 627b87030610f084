"""Text that others wrote, made fit for being shown: literal, visible and within its place."""

from __future__ import annotations

import re
import unicodedata

# Marks, joiners, tags and line ends that show nothing or change the order of what is shown.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Letters and marks that Unicode lets every font leave out.
_IGNORABLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0]")
_JOINERS = "\u200c\u200d"
# Notifications of VS Code make links of this.
_LINK = re.compile(r"\](?=\()")


def visible(text: str, keep: str = "") -> str:
    """The text with each character that does not show as itself written as its escape.

    Args:
        text: What somebody wrote.
        keep: Characters that the place can show, such as line ends.
    """
    if text.isprintable() and text.isascii():
        return text
    return "".join(char if char in keep or not _is_unseen(char) else _escape(char) for char in text)


def visible_lines(text: str) -> str:
    """The same with line ends and tabs as they are."""
    return visible(text, "\n\t")


def message_text(text: str) -> str:
    """One line that is no markup for a client that looks for links in messages."""
    return _LINK.sub("] ", visible(text))


def code_span(text: str) -> str:
    """A Markdown code span that nothing in it can leave."""
    text = visible(text)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if not text.strip(" ") or "`" in (text[:1], text[-1:]) else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def code_fence(text: str, language: str = "") -> str:
    """A fenced Markdown block that nothing in it can leave."""
    text = visible_lines(text)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def one_line(text: str, most: int) -> tuple[str, bool]:
    """A text as one line of at most so many characters, and whether something was left out."""
    line = " ".join(text.split())
    shown = "".join(char for char in line if char in _JOINERS or not _is_unseen(char))
    return shown[:most].rstrip(), len(shown) > most or shown != line


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in _UNSEEN or bool(_IGNORABLE.match(char))


def _escape(char: str) -> str:
    number = ord(char)
    short = {9: r"\t", 10: r"\n", 13: r"\r"}.get(number)
    if short:
        return short
    if number < 256:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 65536 else f"\\U{number:08x}"
