"""Evidence that a documented name is one that the code has under another name now.

Where a signature takes more than it names, or a decorator may, a documented name that the
signature lacks can still be right. Then it is only called an old name where nothing of the code
knows it any more, and a parameter that nobody describes has its place or nearly its spelling.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from ..analysis import (
    Attribute,
    DecoratorEffect,
    Facts,
    Parameter,
    ParameterKind,
    effects_of,
)
from ..docstrings import CLOSING, SECTION_TITLES
from ..syntax import SymbolKind
from .update_context import signature_is_certain

# Similarity, 1 for equal names, from which on one name in another's place is that name respelled.
_ALIKE = 0.7
# The same of a name and the one that takes all keywords.
_NEARLY = 0.8
# A slip in a name so short makes another word of it.
_SHORT = 3
_TITLES = SECTION_TITLES.keys() | CLOSING
# Documented names of which all but one must be right before the last one is called renamed.
_FEW = 2
_RECEIVERS = frozenset({"self", "cls", "mcs", "mcls", "klass"})


def is_judged(name: str, facts: Facts) -> bool:
    """Whether a documented name is one that a signature could have, and does not."""
    if not name.isidentifier() or any(item.name == name for item in facts.parameters):
        return False
    # A heading that is indented like an entry, or a word of the language.
    if keyword.iskeyword(name) or (name[:1].isupper() and name.lower() in _TITLES):
        return False
    headers = (facts.signature, *(other.signature for other in facts.overloads))
    # An interface's first parameter is no receiver; an annotation may hold any word.
    passed = re.compile(rf"[(,*]\s*{re.escape(name)}\s*[,)=:]")
    return name not in _RECEIVERS and not any(passed.search(header) for header in headers)


def takes_nothing_else(facts: Facts) -> bool:
    """Whether callers can name nothing but what the signature names."""
    starred = any(item.kind is ParameterKind.VAR_KEYWORD for item in facts.parameters)
    return not starred and signature_is_certain(facts, strict=True)


def successor(old: str, documented: Sequence[str], facts: Facts) -> Parameter | None:
    """The parameter that took the place of a documented name, where the evidence is there.

    Args:
        old: A documented name that the signature lacks.
        documented: All documented names, in their order.
        facts: What the code says.
    """
    if not _may_be_judged(facts):
        return None
    closed = takes_nothing_else(facts)
    names = [item.name for item in facts.parameters]
    # What is private is left out by habit.
    missing = [
        item
        for item in facts.parameters
        if item.name not in documented
        and (not item.name.startswith("_") or _bare(item.name) == _bare(old))
    ]
    olds, news = _gap(old, documented, names)
    here = [item for item in missing if item.name in news]
    if not closed and not _is_respelt(old, olds, here) and _is_known(old, facts):
        return None
    takes_names = any(item.kind is ParameterKind.VAR_KEYWORD for item in facts.parameters)
    # ``sample1, sample2, ...`` are what a star takes.
    named = [item for item in missing if item.kind is not ParameterKind.VAR_POSITIONAL]
    found = _by_place(olds, here, takes_names) or _by_spelling(
        old, [item for item in here if item in named], named, closed
    )
    if found is None or any(
        _alike(name, found.name) > _alike(old, found.name) for name in olds if name != old
    ):
        return None
    return found


def renamed_field(
    old: str, documented: Sequence[str], facts: Facts, by_place: bool = True
) -> Attribute | None:
    """The field that took the place of a documented name, where all others are the class's own.

    Args:
        old: A documented name that the class does not bind.
        documented: All documented names, in their order.
        facts: What the code says of a class.
        by_place: Whether the place alone is evidence, or only a slip of the pen.
    """
    names = [item.name for item in facts.attributes if not item.name.startswith("_")]
    missing = [name for name in names if name not in documented]
    unknown = [name for name in dict.fromkeys(documented) if name not in names]
    here = [name for name in _gap(old, documented, names)[1] if name in missing]
    alone = by_place and unknown == [old] and len(documented) > _FEW and len(here) == 1
    found = here[0] if alone else _misspelt(old, missing)
    return next((item for item in facts.attributes if item.name == found), None)


def _may_be_judged(facts: Facts) -> bool:
    if effects_of(facts.decorators) & (DecoratorEffect.HIDDEN | DecoratorEffect.TEXT):
        return False
    if facts.kind is SymbolKind.CLASS:
        return signature_is_certain(facts)
    is_function = facts.kind in (SymbolKind.FUNCTION, SymbolKind.METHOD)
    return is_function and bool(facts.parameters)


def _gap(old: str, documented: Sequence[str], names: Sequence[str]) -> tuple[list[str], list[str]]:
    """The unknown and the signature's names around an old one, between two that both have."""
    at = list(documented).index(old)
    before = next((name for name in reversed(documented[:at]) if name in names), None)
    after = next((name for name in documented[at:] if name in names), None)
    olds = [name for name in _between(documented, before, after) if name not in names]
    return olds, _between(names, before, after)


def _between(names: Sequence[str], before: str | None, after: str | None) -> list[str]:
    start = names.index(before) + 1 if before is not None else 0
    end = names.index(after) if after is not None else len(names)
    return list(dict.fromkeys(names[start:end]))


def _by_place(olds: list[str], here: list[Parameter], takes_names: bool) -> Parameter | None:
    """The one parameter without description where the one unknown name stands."""
    if len(olds) != 1 or any(item.kind is ParameterKind.VAR_KEYWORD for item in here):
        return None
    plain = [item for item in here if not item.kind.is_starred]
    if not plain and not takes_names and not olds[0][-1].isdigit():
        # Nothing can be passed by that name, so that it is one for all that the star takes.
        plain = here
    return plain[0] if len(plain) == 1 else None


def _by_spelling(
    old: str, here: list[Parameter], missing: list[Parameter], closed: bool
) -> Parameter | None:
    """The parameter whose name is nearly the same, in the same place or, misspelt, in any."""
    takes_more = any(item.kind is ParameterKind.VAR_KEYWORD for item in missing)
    near = max(here, key=lambda item: _alike(old, item.name), default=None)
    if near is not None and (closed or not takes_more) and _alike(old, near.name) >= _ALIKE:
        return near
    star = here[0] if len(here) == 1 and here[0].kind is ParameterKind.VAR_KEYWORD else None
    if star is not None and _ratio(old, star.name) >= _NEARLY:
        return star
    if not closed:
        slip = _misspelt(old, [item.name for item in missing])
        return next((item for item in missing if item.name == slip), None)
    far = max(missing, key=lambda item: _alike(old, item.name), default=None)
    return far if far is not None and _alike(old, far.name) >= _ALIKE else None


def _misspelt(old: str, names: Sequence[str]) -> str:
    """The one of some names of which a name is a slip of one letter, or nothing.

    A plural and a mark such as ``_`` at an end make another name, not a slip.
    """
    if len(old) <= _SHORT:
        return ""
    found = [name for name in names if _is_slip(old, name) and _stem(old) != _stem(name)]
    return found[0] if len(found) == 1 else ""


def _is_slip(old: str, new: str) -> bool:
    """Whether one letter more, less, exchanged with the next or, within a word, other is all."""
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    if left and right and left.lower() != right.lower() and left != right[::-1]:
        # ``x_min`` and ``y_min`` are two names.
        return len(left) == len(right) == 1 and old[start - 1 : start + 2].isalpha() and start > 0
    return max(len(left), len(right)) <= 1 or len(left) == len(right) == 2


def _shared(one: str, other: str) -> int:
    """How many letters two texts begin with together."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _stem(name: str) -> str:
    return name.strip("_").removesuffix("s")


def _alike(old: str, new: str) -> float:
    """How alike two names are; 1 where one only adds words to the other."""
    parts, others = set(_bare(old).split("_")), set(_bare(new).split("_"))
    return 1.0 if parts <= others or others <= parts else _ratio(old, new)


def _ratio(old: str, new: str) -> float:
    old, new = _bare(old), _bare(new)
    if old == new:
        return 1.0
    if min(len(old), len(new)) < _SHORT:
        return 0.0
    return SequenceMatcher(None, old, new).ratio()


def _bare(name: str) -> str:
    return name.strip("_").lower()


def _is_respelt(old: str, olds: list[str], here: list[Parameter]) -> bool:
    """Whether place and spelling both show the one parameter that is meant."""
    alone = len(olds) == len(here) == 1 and not here[0].kind.is_starred
    return alone and _ratio(old, here[0].name) >= _ALIKE


def is_of_method(name: str, facts: Facts) -> bool:
    """Whether a method of a class has a parameter of that name."""
    if facts.kind is not SymbolKind.CLASS:
        return False
    passed = rf"\bdef\s+\w+\s*\([^()]*\b{re.escape(name)}\s*[,)=:]"
    return re.search(passed, facts.source) is not None


def _is_known(name: str, facts: Facts) -> bool:
    """Whether the body knows a name as a key, or a decorator in any way.

    A variable of that name is none that a caller passes.
    """
    key = rf"(['\"]){re.escape(name)}\1"
    told = any(is_named(name, decorator) for decorator in facts.decorators)
    return told or re.search(key, facts.source) is not None


def is_named(name: str, text: str) -> bool:
    """Whether a name stands in a text as a word of its own."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
