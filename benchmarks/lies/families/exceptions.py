"""Exceptions: another, an invented, a renamed one; never; None instead of one, one instead of None.

Guards: the exception stands behind a ``raise`` of the function's own that no handler is around; a
wrong one is neither its base nor derived from it, and nowhere in the function; an invented or
renamed one is no word of the package, nor a builtin.
"""

from __future__ import annotations

import builtins
import random
import re
from collections.abc import Iterator

from ..code import NOT_THERE
from ..human import sentences
from ..statements import Filling, Rewording
from ..subjects import Subject

BUILTIN = ("ValueError", "TypeError", "KeyError", "IndexError", "RuntimeError", "OSError",
           "AttributeError", "LookupError", "PermissionError", "OverflowError",
           "TimeoutError")  # fmt: skip
_CONDITION = re.compile(r"(?:Raised )?((?:[Ii]f|[Ww]hen) [^.]+)\.?")
_OR_NONE = re.compile(r"((?:,? or|,? otherwise,?) )(?:``None``|`None`|None)\b")


def exceptions(subject: Subject, chance: random.Random) -> Iterator[Filling | Rewording]:
    """Lies about what a function raises."""
    code = subject.code
    if not code.is_plain or code.is_generator:
        return
    direct = [name for name in code.raised if name not in (NOT_THERE, "StopIteration")]
    for name in direct:
        yield from _of_raised(subject, name, chance)
    if direct:
        yield Filling("never-raises", {}, {"exception": direct[0]})
    yield from _of_guard(subject, chance)
    yield from _of_none(subject, chance)


def _of_guard(subject: Subject, chance: random.Random) -> Iterator[Filling]:
    """The condition as the code has it, where the first statement is to raise on it."""
    name, test = subject.code.guard or ("", "")
    wrong = _other(subject, name, chance) if name and name != NOT_THERE else ""
    if wrong:
        values = {"exception": wrong, "condition": f"if ``{test}``"}
        yield Filling("exception-wrong", values, values | {"exception": name}, name, wrong)
        both = values | {"exception": name}
        if subject.code.returns_value:
            yield Filling("none-or-raise/of-raise", both, both, name)


def _of_raised(subject: Subject, name: str, chance: random.Random) -> Iterator[Filling | Rewording]:
    wrong, invented = _other(subject, name, chance), _invented(subject, chance)
    yield Filling(
        "exception-invented", {"exception": invented}, {"exception": name}, name, invented
    )
    yield from _renamed(subject, name, _variant(subject, name, chance), "exception-renamed")
    said = subject.said.get(f"raises {name}", "")
    if not said or not wrong:
        return
    yield Rewording(
        "exception-wrong", f"raises {name}", said, said, f"{wrong}: {said}", f"raises {wrong}"
    )
    yield from _renamed(subject, name, wrong, "exception-wrong")
    match = _CONDITION.fullmatch(said)
    # With several of a kind the condition may be one of many.
    if match and f"raise {name}" in subject.code.source:
        condition = match[1][:1].lower() + match[1][1:]
        values = {"exception": wrong, "condition": condition}
        yield Filling("exception-wrong", values, values | {"exception": name}, name, wrong)
        if subject.code.returns_value:
            both = {"exception": name, "condition": condition}
            yield Filling("none-or-raise/of-raise", both, both, name)


def _renamed(subject: Subject, name: str, other: str, case: str) -> Iterator[Rewording]:
    """The author's sentences with another name, in prose."""
    word = re.compile(rf"(?<![\w.]){re.escape(name)}(?!\w)")
    for place in ("summary", "description", "returns"):
        for sentence in sentences(subject.said.get(place, "")):
            if other and len(word.findall(sentence)) == 1:
                yield Rewording(case, place, sentence, word.sub(other, sentence), other)


def _of_none(subject: Subject, chance: random.Random) -> Iterator[Filling | Rewording]:
    code = subject.code
    explicit = "return None" in code.source or "return\n" in code.source
    if not explicit or any(word in code.source for word in ("raise", "assert")):
        return
    wrong = _other(subject, "", chance)
    match = _OR_NONE.search(subject.said.get("returns", ""))
    if match and wrong:
        said = subject.said["returns"]
        sentence = next(item for item in sentences(said) if match[0] in item)
        new = sentence.replace(match[0], f"{match[1].replace(' or', ' or raises')}{wrong}", 1)
        if "raises" in new:
            yield Rewording("none-or-raise/of-none", "returns", sentence, new, f"raises {wrong}")
        yield Filling("none-or-raise/of-none", {"exception": wrong}, {"exception": wrong})


def _other(subject: Subject, name: str, chance: random.Random) -> str:
    """A builtin exception unrelated to a builtin one; empty where that is not certain."""
    real = getattr(builtins, name, None) if name else None
    if name and real is None:
        return ""  # its bases are not known
    free = [
        item
        for item in BUILTIN
        if item not in subject.code.source
        and not any(item in said for said in subject.said.values())
        and not any(item in place for place in subject.said)
        and not (real and _related(getattr(builtins, item), real))
    ]
    return chance.choice(free) if free else ""


def _related(one: type, other: type) -> bool:
    return issubclass(one, other) or issubclass(other, one)


def _invented(subject: Subject, chance: random.Random) -> str:
    words = [word.capitalize() for word in re.findall(r"[A-Za-z]{3,}", subject.name)] or ["Input"]
    endings = ("Error", "Failure", "NotFoundError", "LimitError", "StateError")
    return _new(subject, [f"{chance.choice(words)}{ending}" for ending in endings], chance)


def _variant(subject: Subject, name: str, chance: random.Random) -> str:
    stem = name.removesuffix("Error").removesuffix("Exception")
    ways = [f"{stem}Failed", f"Invalid{stem}Error", f"{stem}sError", f"{stem}Exception"]
    return _new(subject, ways, chance)


def _new(subject: Subject, ways: list[str], chance: random.Random) -> str:
    free = [way for way in ways if way not in subject.vocabulary and not hasattr(builtins, way)]
    return chance.choice(free) if free else "UnforeseenStateError"
