"""Breaks prose into lines without harming what must stay whole: code, URLs, doctests, lists."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import combining, east_asian_width

# Inline code, roles and links hold blanks that must not become line ends.
_WHOLE = re.compile(r"(``.+?``|`[^`\n]+`_{0,2})")
_BULLET = re.compile(r"(\s*)([-*+•]|\(?\d+[.)]|[a-z][.)])(\s+)(?=\S)")
_VERBATIM = re.compile(r"\s*(>>>|\.\. |\||\+[-=]+\+|```|~~~|={3,}|-{3,})|\s{2,}\S|\t")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'`(])")
_ABBREVIATED = re.compile(r"\b(e\.g|i\.e|etc|vs|cf|al|resp|approx|no|dr|mr|st)\.$", re.I)
_CLOSING = "、。，．：；！？）］｝」』】〉》”’"
_FENCE = re.compile(r"\s*(```|~~~)")


def columns(text: str) -> int:
    """The columns that a text takes: wide characters count two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_columns_of(char) for char in text)


def _columns_of(char: str) -> int:
    if combining(char):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Lay out prose of one or more paragraphs.

    Args:
        text: The prose; paragraphs are apart by blank lines; lists, doctests, tables, directives
            and indented or fenced code keep their lines.
        width: Most columns of a line.
        first: What stands before the first line's text.
        rest: What stands before the text of every other line.
    """
    lines: list[str] = []
    for block in blocks(text):
        if lines:
            lines.append("")
        lines += _block(block, width, first if not lines else rest, rest)
    return lines or [first.rstrip()]


def blocks(text: str) -> list[list[str]]:
    """The paragraphs of a text, each as its lines; fenced code keeps its blank lines."""
    blocks: list[list[str]] = []
    fenced = False
    for line in text.strip("\n").split("\n"):
        if not line.strip() and not fenced:
            blocks.append([])
            continue
        if _FENCE.match(line):
            fenced = not fenced
        if not blocks:
            blocks.append([])
        blocks[-1].append(line.rstrip())
    return [block for block in blocks if block]


def _block(block: list[str], width: int, first: str, rest: str) -> list[str]:
    if _BULLET.match(block[0]):
        return _items(block, width, first, rest)
    if any(_VERBATIM.match(line) for line in block):
        return [(rest if i else first) + line for i, line in enumerate(block)]
    if any(_BULLET.match(line) for line in block[1:]):
        at = next(i for i, line in enumerate(block) if i and _BULLET.match(line))
        head = fill(" ".join(block[:at]), width, first, rest)
        return [*head, *_items(block[at:], width, rest, rest)]
    return fill(" ".join(block), width, first, rest)


def _items(block: list[str], width: int, first: str, rest: str) -> list[str]:
    lines: list[str] = []
    for item in _split_items(block):
        match = _BULLET.match(item)
        mark = match.group(0) if match else ""
        lead = (first if not lines else rest) + mark
        lines += fill(item[len(mark) :], width, lead, rest + " " * len(mark))
    return lines


def _split_items(block: list[str]) -> list[str]:
    items: list[str] = []
    for line in block:
        if _BULLET.match(line) or not items:
            items.append(line)
        else:
            items[-1] += " " + line.strip()
    return items


def fill(text: str, width: int, first: str, rest: str) -> list[str]:
    """Break one paragraph at blanks, at most ``width`` columns a line where its words allow it."""
    return list(_filled(text, width, first, rest))


# A growing docstring is laid out again and again, and only its last paragraph changes.
@lru_cache(maxsize=128)
def _filled(text: str, width: int, first: str, rest: str) -> tuple[str, ...]:
    lines, line, used, empty = [], first, columns(first), True
    for glue, atom in _atoms(text):
        gap, wide = "" if empty else glue, columns(atom)
        if not empty and used + len(gap) + wide > width:
            lines.append(line)
            line, used, gap = rest, columns(rest), ""
        line += gap + atom
        used += len(gap) + wide
        empty = False
    return (*lines, line.rstrip())


def _atoms(text: str) -> list[tuple[str, str]]:
    """What may not be broken, each with what stands before it on the same line."""
    atoms: list[tuple[str, str]] = []
    glued = True
    for part in _WHOLE.split(text):
        if _WHOLE.fullmatch(part):
            _join(atoms, part, glued)
            glued = True
            continue
        for i, word in enumerate(re.split(r"\s+", part)):
            if word:
                _join(atoms, word, glued and i == 0)
            glued = bool(word)
        glued = bool(part) and not part[-1].isspace() if part else glued
    return [piece for glue, atom in atoms for piece in _wide(glue, atom)]


def _join(atoms: list[tuple[str, str]], word: str, glued: bool) -> None:
    if glued and atoms:
        glue, atom = atoms[-1]
        atoms[-1] = (glue, atom + word)
    else:
        atoms.append((" ", word))


def _wide(glue: str, atom: str) -> list[tuple[str, str]]:
    """Scripts without blanks may break between any two characters."""
    if atom.isascii() or not any(east_asian_width(char) in "WF" for char in atom) or "`" in atom:
        return [(glue, atom)]
    pieces: list[tuple[str, str]] = []
    for char in atom:
        breaks = east_asian_width(char) in "WF" and char not in _CLOSING
        if not pieces or breaks:
            pieces.append(("" if pieces else glue, char))
        else:
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + char)
    return pieces


def sentences(text: str) -> list[str]:
    """A paragraph's sentences."""
    sentences: list[str] = []
    for part in _SENTENCE.split(" ".join(text.split())):
        if sentences and _ABBREVIATED.search(sentences[-1]):
            sentences[-1] += " " + part
        else:
            sentences.append(part)
    return sentences
