"""The grammar, and whether one logical line can be read without those around it."""

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
