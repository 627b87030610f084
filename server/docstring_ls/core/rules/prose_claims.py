"""Defaults and types as prose states them, where that can be decided."""

from __future__ import annotations

import ast
import re
from enum import Enum

from ..analysis import Parameter

_DEFAULT = re.compile(
    r"[\s,;(]*\(?\b(?:which\s+)?(?:defaults?\s+(?:value\s+)?(?:to|is|of)|default\s*[:=]|by\s+default,?\s+(?:it\s+is|is)|"
    r"default\s+value\s*[:=])\s*"
    r"(?P<value>``[^`]+``|`[^`]+`|\"[^\"]*\"|'[^']*'|\[\]|\{\}|\(\)|[-+]?\d[\w.]*|True|False|None|[A-Z_]{2,})\)?",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^\(?(?:str|int|float|bool|bytes|list|dict|tuple|set|None|Any|Optional|Union|List|Dict|Tuple|Callable)"
    r"(?:\[[^\]:]*\]+)?(?:\s*\|\s*\w+)*(?:,\s*optional)?\)?\s*:\s+",
)
_SPOKEN = {
    "string": "str",
    "str": "str",
    "integer": "int",
    "int": "int",
    "boolean": "bool",
    "bool": "bool",
    "float": "float",
    "list": "list",
    "dict": "dict",
    "dictionary": "dict",
    "tuple": "tuple",
    "set": "set",
}
_TYPED = re.compile(
    rf"^(?P<said>an?\s+(?P<word>{'|'.join(_SPOKEN)}))"
    r"(?=$|[.,;:]|\s+(?:of|that|with|to|containing|in|representing|or|specifying|for|indicating|giving|which|where)\b)",
    re.IGNORECASE,
)
_COMPATIBLE = {("int", "float"), ("bool", "int"), ("int", "bool")}


class Verdict(Enum):
    """What the code says about a claim."""

    TRUE = "true"
    FALSE = "false"
    UNDECIDED = "undecided"


def leading_type(text: str) -> str:
    """The text without a type put before it: types are never the model's."""
    return _LEADING.sub("", text, count=1)


def false_default(sentence: str, parameter: Parameter, source: str) -> tuple[Verdict | None, str]:
    """Judge a default that prose states.

    Returns:
        The verdict, None where no default is stated, and the phrase itself.
    """
    match = _DEFAULT.search(sentence)
    if not match:
        return None, ""
    value = match["value"].strip("`")
    if parameter.default is None:
        return Verdict.FALSE, match[0]
    said, real = _literal(value), _literal(parameter.default)
    if said == real or value == parameter.default:
        return Verdict.TRUE, match[0]
    if real is _NO_LITERAL or said is _NO_LITERAL:
        return Verdict.UNDECIDED, match[0]
    if parameter.default == "None" and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", source):
        return Verdict.UNDECIDED, match[0]
    return Verdict.FALSE, match[0]


_NO_LITERAL = object()


def _literal(text: str) -> object:
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return text if re.fullmatch(r"[a-z][a-z-]*", text) and text not in {"self"} else _NO_LITERAL
    return (type(value).__name__, repr(value)) if not isinstance(value, str) else value


def contradicts_type(text: str, annotation: str) -> str:
    """The words that call something a type that it is not, or empty."""
    match = _TYPED.match(text)
    real = annotation.strip("\"'").removesuffix(" | None")
    real = re.sub(r"^Optional\[(.*)\]$", r"\1", real)
    real = re.sub(r"\[.*\]$", "", real).lower()
    if not match or real not in set(_SPOKEN.values()):
        return ""
    said = _SPOKEN[match["word"].lower()]
    return "" if said == real or (said, real) in _COMPATIBLE else match["said"].lower()
