"""Changes to signatures, and what of a docstring may follow each of them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from difflib import unified_diff

from docstring_ls.core.analysis import Facts, Parameter, ParameterKind, SectionKind
from docstring_ls.core.docstrings import Style, parse, style_of
from docstring_ls.core.rules import is_open, signature_is_certain, update

_TYPES = ("int", "str", "bool", "dict", "bytes")
_DEFAULTS = ("7", "'other'", "True", "False", "12.5")


@dataclass(frozen=True)
class Failure:
    """One broken promise.

    Attributes:
        promise: What was promised.
        sort: The mutation.
        told: A diff that shows it.
    """

    promise: str
    sort: str
    told: str


def failures(
    text: str, facts: Facts, chance: random.Random, seen: Callable[[str], None] = lambda what: None
) -> Iterator[Failure]:
    """Mutate a signature in every way that fits, and hold the updates of its docstring against it.

    Args:
        text: A human docstring.
        facts: The facts of its symbol.
        chance: Chooses the parameters.
        seen: Is told what was looked at, for counting.
    """
    style = Style(name=style_of(parse(text)) or "google")
    settled, _ = update(text, facts, style)
    seen(f"docstrings, {style.name}")
    if settled == text:
        seen("docstrings already true")
    again = update(settled, facts, style)[0]
    if again != settled:
        yield Failure("twice", "nothing", diff(settled, again))
        return
    for sort, mutated, names in mutations(facts, settled, chance):
        seen(f"mutations, {sort}")
        changed, _ = update(settled, mutated, style)
        again, _ = update(changed, mutated, style)
        if again != changed:
            yield Failure("twice", sort, diff(changed, again))
        if strangers(sort, settled, changed, names):
            yield Failure("bytes", sort, diff(settled, changed))
        if changed == settled:
            seen(f"without effect, {sort}")
        elif not signature_is_certain(mutated) or is_open(mutated):
            # What may be a key of **kwargs or a decorator's parameter is never taken away.
            seen(f"restoring not promised, {sort}")
        else:
            yield from _restored(sort, settled, changed, facts, style, names)


def _restored(
    sort: str, settled: str, changed: str, facts: Facts, style: Style, names: set[str]
) -> Iterator[Failure]:
    restored, _ = update(changed, facts, style)
    foreign = strangers(sort, settled, restored, names)
    if sort == "drop":
        if foreign:
            yield Failure("restore", sort, diff(settled, restored))
    elif restored != settled:
        # What the docstring worded in its own way comes back as the code words it.
        promise = "reworded" if sort in ("retype", "default") and not foreign else "restore"
        yield Failure(
            promise, sort, f"{diff(settled, changed)}\nrestored:\n{diff(settled, restored)}"
        )


def mutations(
    facts: Facts, text: str, chance: random.Random
) -> Iterator[tuple[str, Facts, set[str]]]:
    """One mutation of each sort that fits: its name, the new facts, the names it is about."""
    parameters = facts.parameters
    documented = [p for p in parameters if p.name in parse(text).names(SectionKind.PARAMETERS)]
    plain = [p for p in documented if not p.kind.value.startswith("var-")]
    at = chance.randrange(len(parameters) + 1)
    while at and parameters[at - 1].kind.value.startswith("var-"):
        at -= 1
    new = Parameter("added_one", ParameterKind.POSITIONAL_OR_KEYWORD, facts.place, "int")
    yield "add", _with(facts, (*parameters[:at], new, *parameters[at:])), {"added_one"}
    if not plain:
        return
    victim = chance.choice(plain)
    index = parameters.index(victim)
    yield "drop", _renamed(facts, index, None, "gone"), {victim.name}
    name = victim.name + "_renamed"
    yield "rename", _renamed(facts, index, name, name), {victim.name, name}
    if len(plain) > 1:
        shuffled = list(parameters)
        one, other = chance.sample(plain, 2)
        i, j = parameters.index(one), parameters.index(other)
        shuffled[i], shuffled[j] = other, one
        yield "reorder", _with(facts, tuple(shuffled)), set()
    typed = [p for p in plain if p.annotation]
    if typed:
        one = chance.choice(typed)
        kind = chance.choice([t for t in _TYPES if t != one.annotation])
        yield "retype", _changed(facts, one, replace(one, annotation=kind)), {one.name}
    valued = [p for p in plain if p.default and p.default not in ("None", "...")]
    if valued:
        one = chance.choice(valued)
        value = chance.choice([d for d in _DEFAULTS if d != one.default])
        yield "default", _changed(facts, one, replace(one, default=value)), {one.name}


def _with(facts: Facts, parameters: tuple[Parameter, ...]) -> Facts:
    return replace(facts, parameters=parameters)


def _changed(facts: Facts, old: Parameter, new: Parameter) -> Facts:
    return _with(facts, tuple(new if p is old else p for p in facts.parameters))


def _renamed(facts: Facts, index: int, name: str | None, in_body: str) -> Facts:
    old = facts.parameters[index]
    new = () if name is None else (replace(old, name=name),)
    source = re.sub(rf"\b{re.escape(old.name)}\b", in_body, facts.source)
    parameters = (*facts.parameters[:index], *new, *facts.parameters[index + 1 :])
    signature = re.sub(rf"\b{re.escape(old.name)}\b", in_body, facts.signature)
    return replace(facts, parameters=parameters, source=source, signature=signature)


def about(text: str, names: set[str]) -> set[int]:
    """The lines that are about some names: their entries, and lines that mention them."""
    outline = parse(text)
    lines = {
        line
        for item in outline.items(SectionKind.PARAMETERS)
        if {mark.text for mark in item.names} & names
        for line in item.lines
    }
    mention = re.compile("|".join(rf"[`*]{re.escape(name)}[`*]" for name in names) or "$^")
    return lines | {i for i, line in enumerate(outline.lines) if mention.search(line)}


def strangers(sort: str, before: str, after: str, names: set[str]) -> list[str]:
    """Lines that changed though they are not about the mutation."""
    if sort == "reorder":
        return (
            []
            if sorted(before.split("\n")) == sorted(after.split("\n"))
            else ["(not the same lines)"]
        )
    names = names | {
        mark.text
        for item in parse(before).items(SectionKind.PARAMETERS)
        if {mark.text for mark in item.names} & names
        for mark in item.names
    }
    old, new = before.split("\n"), after.split("\n")
    mine, theirs = about(before, names), about(after, names)
    kept = [line for i, line in enumerate(old) if i not in mine and line.strip()]
    there = [line for i, line in enumerate(new) if i not in theirs and line.strip()]
    found = list(unified_diff(kept, there, n=0, lineterm=""))[3:]
    headings = re.compile(r"[-+]\s*(-+|=+|(Other |Keyword )?(Parameters|Arguments|Args):?)$", re.I)
    return [line for line in found if not (sort == "drop" and headings.match(line))]


def diff(one: str, other: str) -> str:
    """The difference, in short."""
    return "\n".join(unified_diff(one.split("\n"), other.split("\n"), n=1, lineterm=""))
