"""Lines that hold only a backslash: where Python sees the indentation, and how the tree does."""

from __future__ import annotations

import re

_JOINED = re.compile(rb"^[ \t\f]+(?:\\\r?\n[ \t\f]*)+", re.MULTILINE)


def indented(data: bytes) -> bytes:
    """``data`` for the tree: as long, and as deep as Python sees it.

    Python indents a statement as its first line, which may hold only a backslash; the grammar adds
    the blanks behind the backslash. A form feed makes it begin to count anew.
    """
    return _JOINED.sub(_anew, data) if b"\\" in data else data


def _anew(found: re.Match[bytes]) -> bytes:
    text = bytearray(found.group())
    first = text[: text.index(b"\\")]
    blanks = [at for at, byte in enumerate(text) if byte in b" \t\f"]
    last = blanks[-len(first) :]
    for at, byte in zip(last, first, strict=True):
        text[at] = byte
    if len(blanks) > len(last):
        text[blanks[-len(first) - 1]] = ord("\f")
    return bytes(text)
