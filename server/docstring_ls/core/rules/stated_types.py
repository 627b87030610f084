"""Types and defaults as a docstring states them, held against the code's own."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROLE = re.compile(r":[\w:]+:(?=`)")
_EPYTEXT = re.compile(r"\b[CL]\{([^{}]*)\}")
_QUALIFIER = re.compile(
    r"(optional|required|keyword[- ]only|positional[- ]only|default\b.*|by default\b.*|opt\.?)\.?$",
    re.I,
)
_WORDS = {
    "str": "str", "string": "str", "strings": "str", "text": "str", "unicode": "str",
    "int": "int", "integer": "int", "integers": "int", "ints": "int",
    "float": "float", "floats": "float", "double": "float", "number": "number", "numeric": "number",
    "bool": "bool", "boolean": "bool", "bools": "bool", "booleans": "bool",
    "bytes": "bytes", "bytearray": "bytearray",
    "list": "list", "lists": "list", "tuple": "tuple", "tuples": "tuple",
    "dict": "dict", "dictionary": "dict", "dicts": "dict",
    "set": "set", "frozenset": "frozenset", "complex": "complex",
    "callable": "callable", "function": "callable",
    "iterable": "iterable", "iterator": "iterator", "generator": "iterator",
    "sequence": "sequence", "mapping": "mapping", "collection": "collection",
    "path": "path", "datetime": "datetime", "timedelta": "timedelta", "date": "date",
    "none": "none", "nonetype": "none",
}  # fmt: skip
# What a value of the first may also pass for.
_WIDER = {
    "bool": {"int", "float", "number", "complex"},
    "int": {"float", "number", "complex", "bool"},
    "float": {"number", "complex"},
    "number": {"complex"},
    "str": {"iterable", "sequence", "collection", "path"},
    "bytes": {"iterable", "sequence", "collection", "bytearray"},
    "bytearray": {"iterable", "sequence", "collection"},
    "list": {"iterable", "sequence", "collection", "tuple"},
    "tuple": {"iterable", "sequence", "collection"},
    "dict": {"iterable", "mapping", "collection"},
    "set": {"iterable", "collection", "frozenset"},
    "frozenset": {"iterable", "collection"},
    "sequence": {"iterable", "collection"},
    "mapping": {"iterable", "collection"},
    "iterator": {"iterable"},
    "collection": {"iterable"},
    "date": {"datetime"},
}


@dataclass(frozen=True, slots=True)
class Stated:
    """A stated type taken apart.

    Attributes:
        core: The type itself.
        tail: What follows it as written, such as ``, optional``.
    """

    core: str
    tail: str


def taken_apart(text: str) -> Stated:
    """A type and its qualifiers: ``int, optional`` is ``int`` and ``, optional``."""
    at = len(text)
    for start in reversed(_commas(text)):
        if not _QUALIFIER.match(text[start + 1 : at].strip()):
            break
        at = start
    core = text[:at].rstrip()
    if _QUALIFIER.match(core.strip()):
        return Stated("", text)
    return Stated(core, text[len(core) :])


def contradicts(stated: str, annotation: str) -> bool:
    """Whether a stated type and an annotation can't both be true; False where it is undecided."""
    said, meant = _atoms(stated), _atoms(annotation)
    if said is None or meant is None:
        return False
    said, meant = said - {"none"}, meant - {"none"}
    if not said or not meant:
        return False
    return not any(_may_be(one, other) for one in said for other in meant)


def _may_be(one: str, other: str) -> bool:
    return one == other or other in _WIDER.get(one, set()) or one in _WIDER.get(other, set())


def _atoms(text: str) -> frozenset[str] | None:
    """The known heads of a union, or None where some part of it is not known."""
    text = (
        _EPYTEXT.sub(r"\1", _ROLE.sub("", text))
        .replace("`", "")
        .replace("~", "")
        .strip()
        .strip("\"'")
    )
    union = re.fullmatch(r"(?:typing\.|t\.)?(Optional|Union)\[(.*)\]", text, re.S)
    if union:
        parts = _split(union[2], ",")
        extra = {"none"} if union[1] == "Optional" else set()
    else:
        parts, extra = _alternatives(text), set()
    found = set(extra)
    for part in parts:
        if union or len(parts) > 1:
            inner = _atoms(part)
            if inner is None:
                return None
            found |= inner
            continue
        head = _head(part)
        if head is None:
            return None
        found.add(head)
    return frozenset(found)


def _alternatives(text: str) -> list[str]:
    parts = [text]
    for separator in ("|", " or ", ",", "/"):
        parts = [piece for part in parts for piece in _split(part, separator)]
    return [part.strip() for part in parts if part.strip()]


def _head(part: str) -> str | None:
    """What a single type is: ``list[int]`` and ``list of int`` are both a list."""
    match = re.fullmatch(r"(?:[\w]+\.)*([A-Za-z]+)\s*(?:\[.*\]|\(.*\)|of\s.+)?", part.strip(), re.S)
    return _WORDS.get(match[1].lower()) if match else None


def _split(text: str, separator: str) -> list[str]:
    parts, level, start, i = [], 0, 0, 0
    while i < len(text):
        level += (text[i] in "([{") - (text[i] in ")]}")
        if level == 0 and text.startswith(separator, i):
            parts.append(text[start:i])
            i += len(separator)
            start = i
            continue
        i += 1
    return [*parts, text[start:]]


def _commas(text: str) -> list[int]:
    found, level, quote = [], 0, ""
    for i, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char if char in text[i + 1 :] else ""
        else:
            level += (char in "([{") - (char in ")]}")
            if char == "," and level <= 0:
                found.append(i)
    return found
