"""Which pieces of the project are worth their tokens for one symbol."""

from __future__ import annotations

import re
from collections.abc import Callable

from .index import Index
from .prompt import Fragment

_HEADER = re.compile(r"^\s*(?:async def|def|class)\s+(\w+).*:\s*$")


def choose(index: Index, path: str, name: str, count: Callable[[str], int], room: int) -> list[Fragment]:
    """Headers of the same file, until the room is full."""
    file = index.files.get(path)
    kept: list[Fragment] = []
    for number, line in enumerate(file.text.splitlines() if file else [], 1):
        match = _HEADER.match(line)
        if match and match[1] != name:
            tokens = count(line + "\n")
            if tokens > room:
                break
            room -= tokens
            kept.append(Fragment("file", match[1], path, number, line, tokens, "short", "same file"))
    return kept
