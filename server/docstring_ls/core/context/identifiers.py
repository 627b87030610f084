"""Names in code and in prose, by regular expressions: fast, and unmoved by broken code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_CODE = re.compile(
    r"[rbuftRBUFT]{0,2}(\"\"\"[\s\S]*?(?:\"\"\"|\Z)|'''[\s\S]*?(?:'''|\Z)"
    r"|\"(?:\\.|[^\"\\\n])*+\"|'(?:\\.|[^'\\\n])*+')|#[^\n]*|([A-Za-z_]\w*)"
    # A string that its line does not close is passed over, or each quote is tried to the end.
    r"|\"(?:\\.|[^\"\\\n])*+|'(?:\\.|[^'\\\n])*+"
)
_LITERAL = re.compile(r"[\w.\-+/:]{2,40}")
_LINE = re.compile(r"[A-Za-z_]\w*")
_QUOTED = re.compile(r"(?<!\w)(['\"`])([\w.\-+/:]{2,40})\1")
_MENTION = re.compile(  # roles first
    r":[a-z:]{1,40}:`[^`<]{0,200}?<?~?!?\.?(?:\w+\.){0,20}?((?:[A-Z]\w*\.)?\w+)(?:\(\))?>?`"
    r"|``([^`\n]{1,60})``|`([^`\n]{1,60})`"
    r"|(?<![\w.])([A-Za-z_]\w*)\("
    r"|(?<![\w\-/@<])(_*[A-Za-z]\w*_\w*|[A-Z][a-z0-9]+[A-Z]\w*|[A-Z]{2,}[a-z]\w*)(?![\w\-/@])"
    r"|(?<!\w)(?:'([\w.\-+/:]{2,40})'|\"([\w.\-+/:]{2,40})\")(?!\w)"
    r"|(?<=[a-z,;:(\[/|] )([A-Z][a-z0-9]{2,})(?![\w'’])"
)
_ENTRY = re.compile(
    r"^\s*(?::(?:param|parameter|arg|raises?|var|attr|keyword)\s[^:\n]*?\b|\*{0,2})?"
    r"([A-Za-z_]\w*)(?:\s*\([^)\n]*\))?\s?:(?:\s|$)"
)
KEYWORDS = frozenset(
    [
        "False",
        "None",
        "True",
        "and",
        "as",
        "assert",
        "async",
        "await",
        "break",
        "class",
        "continue",
        "def",
        "del",
        "elif",
        "else",
        "except",
        "finally",
        "for",
        "from",
        "global",
        "if",
        "import",
        "in",
        "is",
        "lambda",
        "nonlocal",
        "not",
        "or",
        "pass",
        "raise",
        "return",
        "try",
        "while",
        "with",
        "yield",
        "self",
        "cls",
    ]
)


def names_of_code(code: str) -> tuple[str, ...]:
    """Identifiers and short string literals (in single quotes) of code, each once."""
    found: dict[str, None] = {}
    for string, name in _CODE.findall(code):
        if name:
            if name not in KEYWORDS:
                found[name] = None
        elif string and len(string) < 45 and _LITERAL.fullmatch(string, 1, len(string) - 1):
            found[f"'{string[1:-1]}'"] = None
    return tuple(found)


def names_of_line(line: str) -> tuple[str, ...]:
    """Every identifier-like word of a line, and its quoted literals, each once."""
    found = dict.fromkeys(_LINE.findall(line))
    if "'" in line or '"' in line or "`" in line:
        found.update((f"'{literal}'", None) for _, literal in _QUOTED.findall(line))
    return tuple(found)


def mentions(doc: str) -> tuple[str, ...]:
    """Code names that a docstring speaks of, by markup or by shape."""
    found: dict[str, None] = {}
    for role, double, single, call, shape, quote, quotes, capital in _MENTION.findall(doc):
        if double or single:
            inner = double or single
            literal = inner.strip()
            if literal[:1] in "'\"" and _LITERAL.fullmatch(literal[1:-1]):
                found[f"'{literal[1:-1]}'"] = None
            elif " " not in inner or "=" in inner or "(" in inner:
                found.update(dict.fromkeys(_LINE.findall(inner)))
        elif quote or quotes:
            found[f"'{quote or quotes}'"] = None
        else:
            found.update(dict.fromkeys(_LINE.findall(role or call or shape or capital)))
    return tuple(name for name in found if name not in KEYWORDS)


def entry_name(line: str) -> str:
    """The name that a line of a docstring begins to describe, or empty."""
    match = _ENTRY.match(line)
    return match[1] if match else ""


@lru_cache(maxsize=100_000)
def words(name: str) -> tuple[str, ...]:
    """The lower-case words of a snake_case or CamelCase name, without the shortest."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)
    return tuple(part.lower() for part in parts if len(part) > 2)


@lru_cache(maxsize=100_000)
def word_set(name: str) -> frozenset[str]:
    """The words of a name, without order."""
    return frozenset(words(name))


def rare_shape(name: str) -> bool:
    """Whether prose that holds the word can only mean the name: it has an underscore or humps."""
    return "_" in name.strip("_") or bool(re.match(r"[A-Z][a-z0-9]+[A-Z]|[A-Z]{2,}[a-z]", name))


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Names in order, each once."""
    return tuple(dict.fromkeys(names))
