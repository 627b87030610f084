"""What a string literal says, and the docstring that a symbol has."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import warnings

from .symbol import Symbol
from .tree import Syntax, speakable, unspeakable


def docstring_of(syntax: Syntax, symbol: Symbol) -> str | None:
    """The symbol's docstring, cleaned; None where it has none."""
    if symbol.docstring is None:
        return None
    value = value_of(syntax.source.slice(symbol.docstring))
    return None if value is None else clean(value)


def normal(text: str) -> str:
    """The text as a cleaned docstring can have it: no tabs, no common margin, no blank ends."""
    return inspect.cleandoc("\n" + text)


def clean(value: str) -> str:
    """A docstring's cleaned text, as ``inspect.cleandoc`` of the running Python gives it."""
    return inspect.cleandoc(value)


def cleans_to(value: str, text: str) -> bool:
    """Whether every Python cleans ``value`` to ``text``: 3.13 takes only spaces for a margin."""
    return clean(value) == text and _clean(value) == text


def _clean(value: str) -> str:
    lines = value.expandtabs().split("\n")
    later = [len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.lstrip(" ")]
    margin = min(later, default=sys.maxsize)
    lines[0] = lines[0].lstrip(" ")
    if margin < sys.maxsize:
        lines[1:] = [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def value_of(literal: str) -> str | None:
    """What a string expression evaluates to, None where the running Python can't read it."""
    # Python 2 allowed the pair of prefixes; Python 3 does not, but it is a docstring there.
    source = re.sub(r"\A[uU](?=[rR][\"'])", "", literal)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = ast.literal_eval(f"({speakable(source)}\n)")
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return None
    return unspeakable(value) if isinstance(value, str) else None
