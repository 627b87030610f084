"""The names at the head of an entry, each with its columns."""

from __future__ import annotations

import re

from ..outline import Mark

_NAME = re.compile(r"[^\W\d][\w.]*")


def name_marks(line: int, column: int, text: str) -> tuple[Mark, ...]:
    """Every name of ``x``, ``*args``, ``x, y`` or ``x and y``; stars and backticks stay outside."""
    return tuple(
        Mark(line, column + match.start(), column + match.end(), match.group())
        for match in _NAME.finditer(text)
        if match.group() not in ("and", "or")
    )
