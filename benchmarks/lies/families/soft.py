"""What facts seldom decide: units, descriptions that changed places, conditions, bounds, effects.

Guards: the author is taken to be right; what is swapped is far from what it is swapped with. An
argument of an immutable type is not changed in place; a function whose source has no word of
files, networks, processes, logs and caches has no such effect; a class that counts in itself
without a lock is not safe between threads.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import pairwise

from ..code import INNER
from ..human import sentences
from ..statements import Filling, Rewording
from ..subjects import Subject

UNITS = {
    "seconds": "milliseconds", "milliseconds": "seconds", "bytes": "kilobytes",
    "minutes": "hours", "hours": "days", "days": "weeks", "degrees": "radians",
    "radians": "degrees", "pixels": "points", "characters": "bytes", "meters": "kilometers",
    "Hz": "kHz", "KB": "MB", "MB": "KB", "bits": "bytes",
}  # fmt: skip
OPPOSITES = {
    "at least": "at most", "at most": "at least", "greater than": "less than",
    "less than": "greater than", "maximum": "minimum", "minimum": "maximum",
    "inclusive": "exclusive", "exclusive": "inclusive", "ascending": "descending",
    "descending": "ascending", "before": "after", "after": "before", "first": "last",
    "last": "first", "more than": "fewer than", "larger": "smaller", "smaller": "larger",
    "shortest": "longest", "longest": "shortest", "left": "right", "right": "left",
    "lower": "upper", "upper": "lower", "always": "never", "never": "always",
}  # fmt: skip
CONDITIONS = {
    "is not": "is", "does not": "does", "cannot be": "can be", "can't be": "can be",
    "could not be": "could be", "isn't": "is", "doesn't": "does", "negative": "positive",
    "empty": "not empty", "missing": "present", "invalid": "valid", "unknown": "known",
    "already": "not yet", "fails": "succeeds", "exceeds": "stays below", "is a": "is not a",
    "is undirected": "is directed", "is directed": "is undirected", "greater": "less",
    "no": "any", "not ": "", "exists": "does not exist", "is": "is not",
}  # fmt: skip
IMMUTABLE = {"str", "int", "float", "bool", "bytes", "complex"}
# What stands before a unit that counts something.
_QUANTITY = (
    r"(?:\b[Ii]n |(?<![\w.-])\d+ |[Nn]umber of |many |\b[Nn] |\b[Mm]aximum |[Ss]everal |size of )"
)
PURE = {
    "len", "str", "int", "float", "bool", "list", "dict", "tuple", "set", "sorted", "sum", "any",
    "isinstance", "all", "join", "repr", "items", "keys", "values", "range", "zip",
    "enumerate", "min", "max", "abs", "startswith", "endswith", "split", "strip", "lower", "upper",
    "replace", "ValueError", "TypeError", "KeyError", "IndexError", "hasattr", "callable", "round",
}  # fmt: skip
_EFFECTS = re.compile(r"self\.\w+ =|\bglobal\b|\bnonlocal\b|\+=|\bdel\b|\bwith\b|\] =")


def soft(subject: Subject, chance: random.Random) -> Iterator[Filling | Rewording]:
    """Lies that take understanding."""
    for place, text in subject.said.items():
        for sentence in sentences(text):
            yield from _one(place, sentence, UNITS, "unit", _QUANTITY)
            yield from _one(place, sentence, OPPOSITES, "bound", "")
        if place.partition("raises ")[2] in subject.code.raised:
            yield from _first_of(place, text, CONDITIONS)
    yield from _swapped(subject)
    yield from _effects(subject)


def _one(
    place: str, sentence: str, table: dict[str, str], case: str, before: str
) -> Iterator[Rewording]:
    """One word of a table put in another's place, where the sentence has no other of them."""
    found = [
        word for word in table if re.search(rf"{before}(?<![\w\"'`-]){word}(?![\w-])", sentence)
    ]
    if len(found) == 1 and sentence.count(found[0]) == 1:
        new = sentence.replace(found[0], table[found[0]])
        yield Rewording(case, place, sentence, new, new)


def _first_of(place: str, text: str, table: dict[str, str]) -> Iterator[Rewording]:
    for word, opposite in table.items():
        end = "" if word.endswith(" ") else r"(?![\w-])"
        pattern = re.compile(rf"(?<![\w-]){re.escape(word)}{end}")
        if len(pattern.findall(text)) == 1:
            new = pattern.sub(opposite, text)
            yield Rewording("condition", place, text, new, new)
            return


def _swapped(subject: Subject) -> Iterator[Rewording]:
    """A parameter with the description of its neighbour."""
    entries = [item for item in subject.docstring.parameters if len(item.description) > 15]
    for one, other in pairwise(entries):
        if _is_far(one.description, other.description) and other.name not in other.description:
            place = f"parameter {one.name}"
            core = f"{one.name}: {other.description}"
            yield Rewording("swapped", place, one.description, other.description, core)


def _is_far(one: str, other: str) -> bool:
    words = [set(re.findall(r"[a-z]{4,}", text.lower())) for text in (one, other)]
    return len(words[0] & words[1]) * 4 < len(words[0] | words[1])


def _effects(subject: Subject) -> Iterator[Filling]:
    code = subject.code
    for item in code.parameters:
        if item.annotation in IMMUTABLE:
            yield Filling("mutation", {"name": item.name}, {"name": item.name}, item.name)
    inner = any(isinstance(item, INNER) for item in code.own)
    if code.is_plain and not inner and code.calls <= PURE and not _EFFECTS.search(code.source):
        yield Filling("side-effect")
    inside = code.owner is not None or not code.is_function
    counts = re.search(r"self\.\w+ [+-]= 1", code.source)
    if inside and counts and not re.search(r"lock|atomic|thread|async", code.text, re.IGNORECASE):
        yield Filling("thread-safe")
