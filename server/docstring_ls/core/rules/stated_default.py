"""Default values as a docstring states them, held against the signature's."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

_LITERAL = (
    r"""(?:-?\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?|-?\.\d+|'[^'\n]*'|"[^"\n]*"|True|False|None"""
    r"""|\(\)|\[\]|\{\})"""
)
# In prose a default counts only where its statement begins: "Defaults to 3.", not "which defaults
# to 3", which may be about something else; and only where it is one value: "1,000" and "640, 480"
# are not.
_STATED = re.compile(
    rf"""(?:(?:[.,;:|(\]}}–-]\s*)|^\s*(?=D|The))
    (?:[Dd]efaults?(?:\s+value)?(?:\s*[:=]\s*|\s+(?:is|to|are|of)\s+|\s+)|[Tt]he\s+default\s+is\s+)
    (?P<tick>`{{0,2}})(?P<value>{_LITERAL})(?P=tick)
    (?=\.(?:\s|$)|,(?!\s*[-\d.'"(\[{{])|[;)\]]|\s*$)""",
    re.X,
)
# "If None, defaults to 3" is about what the body does with None.
_CONDITIONAL = re.compile(r"\bNone\b|\bnot (?:given|set|specified|provided|passed)\b|\bomitted\b")
# Values by which a signature marks that nothing was passed.
_SENTINELS = frozenset(
    {"deprecated", "warn", "warning", "default", "unset", "no_default", "no_validation", "raise"}
)


@dataclass(frozen=True, slots=True)
class StatedDefault:
    """A default in a line: its columns and its text."""

    start: int
    end: int
    text: str


def stated_default(line: str, column: int = 0) -> StatedDefault | None:
    """The default that a line states as a literal of its own, if exactly one."""
    found = list(_STATED.finditer(line, column))
    if len(found) != 1 or _CONDITIONAL.search(line[column : found[0].start()].rsplit(". ")[-1]):
        return None
    return StatedDefault(found[0].start("value"), found[0].end("value"), found[0]["value"])


def contradicts_default(stated: str, actual: str) -> bool:
    """Whether two default values differ for certain.

    A ``None`` in the signature often stands for a value that the body chooses, so a stated value
    does not contradict it.
    """
    said, known = _value(stated)
    meant, certain = _value(actual)
    if not known or not certain or (meant is None and said is not None):
        return False
    if "\\" in stated + actual or (isinstance(meant, str) and meant.lower() in _SENTINELS):
        return False
    if isinstance(said, bool) != isinstance(meant, bool):
        return not {said, meant} <= {0, 1} if _numbers(said, meant) else True
    return bool(said != meant)


def in_words_of(stated: str, actual: str, text: str = "") -> str:
    """The actual default with the quotes that the docstring uses.

    Args:
        stated: The default that it takes the place of.
        actual: The default as the signature writes it.
        text: The docstring.
    """
    value, known = _value(actual)
    if not known or not isinstance(value, str) or "\\" in actual:
        return actual
    quote = stated[:1] if stated[:1] in ("'", '"') else _quote_in(text)
    return f"{quote}{value}{quote}" if quote not in value else actual


def _quote_in(text: str) -> str:
    single, double = (len(re.findall(rf"{quote}[\w .-]*{quote}", text)) for quote in "'\"")
    return '"' if double > single else "'"


def _numbers(*values: object) -> bool:
    return all(isinstance(value, (int, float)) for value in values)


def _value(text: str) -> tuple[object, bool]:
    try:
        value = ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None, False
    return value, isinstance(value, (int, float, str, bool, type(None), tuple, list, dict, bytes))
