"""All pairs that can be made about one subject."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from . import families, human
from .phrasings import AUTHOR, ENTRIES, GLUED, Phrasing, false_words, filled, slots_of, unmarked
from .statements import Filling, Pair, Rewording, Statement, plain
from .subjects import Subject

# An author's sentence with one of these may say the same, or the opposite.
_TOUCHY = re.compile(
    r"default|optional|required|none|nothing|rais|return|yield|deprec|keyword|version|omit|given"
    r"|must|[:;]$|\bno\b|\bnot\b",
    re.IGNORECASE,
)


def pairs_of(subject: Subject, known: tuple[Phrasing, ...], seed: int) -> Iterator[Pair]:
    """Pairs about a subject, the same for the same seed."""
    chance = random.Random(f"{seed} {subject.where}")
    for make in families.ALL:
        for item in make(subject, chance):
            pair = (
                _reworded(subject, item)
                if isinstance(item, Rewording)
                else _phrased(subject, item, known, chance)
            )
            if pair and plain(pair.lie.core) not in plain(
                f"{subject.docstring.summary} {pair.truth.text}"
            ):
                yield pair


def _reworded(subject: Subject, item: Rewording) -> Pair | None:
    text = subject.said[item.place]
    if text.count(item.old) != 1:
        return None
    place = item.false_place or item.place
    lie = Statement(place, text.replace(item.old, item.new), item.false)
    return Pair(item.case, "author", lie, Statement(item.place, text, item.old))


def _phrased(
    subject: Subject, item: Filling, known: tuple[Phrasing, ...], chance: random.Random
) -> Pair | None:
    fitting = [
        phrasing
        for phrasing in known
        if phrasing.case == item.case
        and _has_place(subject, phrasing, item)
        and slots_of(phrasing.lie) <= item.lie.keys()
        and slots_of(phrasing.true) <= item.lie.keys() | item.true.keys()
    ]
    if not fitting:
        return None
    phrasing = chance.choice(fitting)
    lie = _statement(subject, phrasing, item, phrasing.lie, is_lie=True)
    if phrasing.true == AUTHOR:
        place = lie.place if lie.place in subject.said else "summary"
        own = human.sentences(subject.said[place])[0]
        return Pair(item.case, "phrasing", lie, Statement(place, own, own))
    truth = _statement(subject, phrasing, item, phrasing.true, is_lie=False)
    return Pair(item.case, "phrasing", lie, truth)


def _has_place(subject: Subject, phrasing: Phrasing, item: Filling) -> bool:
    """Whether a true statement could stand there at all."""
    code = subject.code
    if phrasing.place == "returns" and item.case != "nothing-returned/of-nothing":
        return code.is_function and not code.returns_nothing and not code.is_generator
    return bool(item.entry) or phrasing.place not in ENTRIES


def _statement(
    subject: Subject, phrasing: Phrasing, item: Filling, template: str, is_lie: bool
) -> Statement:
    values = {**item.lie, **({} if is_lie else item.true)}
    glued = unmarked(template).startswith("+")
    template = template.replace("+", "", 1) if glued else template
    said = filled(template, values)
    core = false_words(template, values) if is_lie else said
    place, before = _place(phrasing, item, is_lie), ""
    if glued or phrasing.place != "summary":
        before = _before(subject, _place(phrasing, item, is_lie=False), item, glued)
    text = f"{before}{said}".strip()
    if not before and not unmarked(template).strip().startswith("{"):
        text = text[:1].upper() + text[1:]
        core = text if plain(core) == plain(said) else core
    if item.false_entry and phrasing.place in ENTRIES:
        core = f"{place.partition(' ')[2]}: {text}"
    return Statement(place, text, core.strip(" ,;\n"))


def _place(phrasing: Phrasing, item: Filling, is_lie: bool) -> str:
    if phrasing.place not in ENTRIES:
        return phrasing.place
    return f"{phrasing.place} {item.false_entry if is_lie and item.false_entry else item.entry}"


def _before(subject: Subject, place: str, item: Filling, glued: bool) -> str:
    """The author's first sentence there, or something plain that a phrasing can be glued to."""
    own = (human.sentences(subject.said.get(place, "")) or [""])[0].strip()
    values = (*item.lie.values(), *item.true.values())
    touchy = _TOUCHY.search(own) or any(value in own for value in values)
    if not own or touchy or not own.endswith(".") or own.endswith((".g.", ".e.")):
        return GLUED[place.partition(" ")[0]] if glued else ""
    return own.rstrip(".") if glued else f"{own} "
