"""The grammar: which logical lines it can read alone, and how it must be shown a joined one."""

from __future__ import annotations

import re
from functools import lru_cache

from tree_sitter import Language, Parser
from tree_sitter_python import language

PYTHON = Language(language())
# Lines whose verdict is kept, some 6 MB: between two keystrokes all but one are the same.
_KEPT_LINES = 16_384
_WORD = re.compile(rb"\w+|@")
# What must stand above a line that can't begin a file, and what below it.
_AROUND = {
    b"elif": (b"if 1: 0\n", b""),
    b"else": (b"if 1: 0\n", b""),
    b"except": (b"try: 0\n", b""),
    b"finally": (b"try: 0\n", b""),
    b"case": (b"match 1:\n ", b""),
    b"@": (b"", b"\ndef f(): 0"),
}


@lru_cache(maxsize=_KEPT_LINES)
def readable(line: bytes) -> bool:
    """Whether a logical line, without the blanks before it, is a whole statement or header."""
    if not Parser(PYTHON).parse(line).root_node.has_error:
        return True
    word = _WORD.match(line)
    above, below = _AROUND.get(word.group() if word else b"", (b"", b""))
    if not above + below:
        return False
    return not Parser(PYTHON).parse(above + line + below).root_node.has_error


_JOINED = re.compile(rb"^[ \t\f]+(?:\\\r?\n[ \t\f]*)+", re.MULTILINE)


def indented(data: bytes) -> bytes:
    """``data`` for the tree: as long, and as deep as Python sees it.

    Python indents a statement as its first line, which may hold only a backslash; the grammar adds
    the blanks behind the backslash. A form feed makes it begin to count anew.
    """
    return _JOINED.sub(_anew, data) if b"\\" in data else data


def _anew(match: re.Match[bytes]) -> bytes:
    text = bytearray(match.group())
    first = text[: text.index(b"\\")]
    blanks = [at for at, byte in enumerate(text) if byte in b" \t\f"]
    last = blanks[-len(first) :]
    for at, byte in zip(last, first, strict=True):
        text[at] = byte
    if len(blanks) > len(last):
        text[blanks[-len(first) - 1]] = ord("\f")
    return bytes(text)
