"""Changes to signatures, and what of a docstring may follow each of them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from difflib import unified_diff

from docstring_ls.core.analysis import Facts, Parameter, ParameterKind, SectionKind
from docstring_ls.core.docstrings import Style, parse, style_of
from docstring_ls.core.problems import Problem
from docstring_ls.core.rules import (
    NO_EVIDENCE,
    EarlierVersion,
    Evidence,
    contradictions,
    is_open,
    signature_is_certain,
    update,
)

_REMOVING = ("drop", "replace", "rename")
_TYPES = ("int", "str", "bool", "dict", "bytes")
_DEFAULTS = ("7", "'other'", "True", "False", "12.5")
# Characters of a description that no two entries share by chance.
_LONG = 12
# What the code itself says of a parameter, whatever it is called.
_OURS = re.compile(r"Defaults to|Passed to|Kept as|Required\.|Optional\.|Iterated|``")


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


@dataclass(frozen=True)
class Mutation:
    """A changed signature.

    Attributes:
        sort: In what way.
        facts: The symbol after it.
        names: The names that it is about.
        renamed: Old name → new, where that is what happened.
    """

    sort: str
    facts: Facts
    names: frozenset[str]
    renamed: tuple[str, str] = ("", "")


Seen = Callable[[str], None]


def failures(
    text: str, facts: Facts, chance: random.Random, seen: Seen = lambda what: None
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
    if not signature_is_certain(facts, strict=True):
        return
    undocumented = {p.name for p in facts.parameters} - set(_documented(settled))
    for mutation in mutations(facts, settled, chance):
        if mutation.sort in _REMOVING:
            # An entry that goes may make room for one that was missing.
            mutation = replace(mutation, names=mutation.names | undocumented)
        for shown in (False, True):
            sort = f"{mutation.sort}{', earlier text known' if shown else ''}"
            seen(f"mutations, {sort}")
            yield from _held(settled, facts, replace(mutation, sort=sort), shown, style, seen)


def _held(
    settled: str, facts: Facts, mutation: Mutation, shown: bool, style: Style, seen: Seen
) -> Iterator[Failure]:
    sort = mutation.sort
    before = _evidence(facts, settled) if shown else NO_EVIDENCE
    changed, problems = update(settled, mutation.facts, style, evidence=before)
    again = update(changed, mutation.facts, style, evidence=before)[0]
    if again != changed:
        yield Failure("twice", sort, diff(changed, again))
    if strangers(sort, settled, changed, set(mutation.names)):
        yield Failure("bytes", sort, diff(settled, changed))
    # The message of a rename says what shows it.
    is_told = f"is parameter `{mutation.renamed[1]}` now: " in _messages(problems)
    allowed = mutation.renamed if is_told else ("", "")
    if moved(settled, changed, allowed):
        yield Failure("moved", sort, diff(settled, changed))
    left = {item.code for item in problems}
    false = [f for f in contradictions(changed, mutation.facts, style) if f.contradiction]
    if {finding.code for finding in false} - left:
        yield Failure("silent", sort, f"{diff(settled, changed)}\n{false}")
    if mutation.renamed[0]:
        known = "earlier text known" if shown else "the body alone"
        seen(f"renames, {known}: {'followed' if is_told else 'not followed'}")
    if changed == settled:
        seen(f"without effect, {sort}")
    elif is_open(mutation.facts):
        # What may be a key of **kwargs is never taken away.
        seen(f"restoring not promised, {sort}")
    else:
        yield from _restored(settled, changed, facts, mutation, shown, style)


def _messages(problems: tuple[Problem, ...]) -> str:
    return " ".join(item.message for item in problems)


def _evidence(facts: Facts, text: str) -> Evidence:
    return Evidence((EarlierVersion(replace(facts, docstring=text), "an earlier text"),))


def _restored(
    settled: str, changed: str, facts: Facts, mutation: Mutation, shown: bool, style: Style
) -> Iterator[Failure]:
    sort, kind = mutation.sort, mutation.sort.partition(",")[0]
    before = _evidence(mutation.facts, changed) if shown else NO_EVIDENCE
    restored, _ = update(changed, facts, style, evidence=before)
    foreign = strangers(sort, settled, restored, set(mutation.names))
    if kind in _REMOVING:
        # Words that were removed don't come back; all others must be where they were.
        if foreign:
            yield Failure("restore", sort, diff(settled, restored))
    elif restored != settled:
        # What the docstring worded in its own way comes back as the code words it.
        promise = "reworded" if kind in ("retype", "default") and not foreign else "restore"
        told = f"{diff(settled, changed)}\nrestored:\n{diff(settled, restored)}"
        yield Failure(promise, sort, told)


def mutations(facts: Facts, text: str, chance: random.Random) -> Iterator[Mutation]:
    """One mutation of each sort that fits."""
    parameters = facts.parameters
    documented = [p for p in parameters if p.name in _documented(text)]
    plain = [p for p in documented if not p.kind.value.startswith("var-")]
    at = chance.randrange(len(parameters) + 1)
    while at and parameters[at - 1].kind.value.startswith("var-"):
        at -= 1
    new = Parameter("added_one", ParameterKind.POSITIONAL_OR_KEYWORD, facts.place, "int")
    added = _with(facts, (*parameters[:at], new, *parameters[at:]))
    yield Mutation("add", added, frozenset({"added_one"}))
    if not plain:
        return
    victim = chance.choice(plain)
    index = parameters.index(victim)
    yield Mutation("drop", _renamed(facts, index, None, "gone"), frozenset({victim.name}))
    name = victim.name + "_renamed"
    about = frozenset({victim.name, name})
    yield Mutation("rename", _renamed(facts, index, name, name), about, (victim.name, name))
    about = frozenset({victim.name, "another"})
    yield Mutation("replace", _renamed(facts, index, "another", "gone"), about)
    if len(plain) > 1:
        shuffled = list(parameters)
        one, other = chance.sample(plain, 2)
        i, j = parameters.index(one), parameters.index(other)
        shuffled[i], shuffled[j] = other, one
        yield Mutation("swap", _with(facts, tuple(shuffled)), frozenset())
    typed = [p for p in plain if p.annotation]
    if typed:
        one = chance.choice(typed)
        kind = chance.choice([t for t in _TYPES if t != one.annotation])
        changed = _changed(facts, one, replace(one, annotation=kind))
        yield Mutation("retype", changed, frozenset({one.name}))
    valued = [p for p in plain if p.default and p.default not in ("None", "...")]
    if valued:
        one = chance.choice(valued)
        value = chance.choice([d for d in _DEFAULTS if d != one.default])
        changed = _changed(facts, one, replace(one, default=value))
        yield Mutation("default", changed, frozenset({one.name}))


def _documented(text: str) -> tuple[str, ...]:
    return parse(text).names(SectionKind.PARAMETERS)


def _with(facts: Facts, parameters: tuple[Parameter, ...]) -> Facts:
    return replace(facts, parameters=parameters)


def _changed(facts: Facts, old: Parameter, new: Parameter) -> Facts:
    return _with(facts, tuple(new if p is old else p for p in facts.parameters))


def _renamed(facts: Facts, index: int, name: str | None, in_body: str) -> Facts:
    """Another name in the signature, and in the body for the variable alone.

    What others call it, such as an attribute or the keyword of a call, stays.
    """
    old = facts.parameters[index]
    new = () if name is None else (replace(old, name=name),)
    variable = re.compile(rf"(?<![\w.]){re.escape(old.name)}(?!\w|=[^=])")
    parameters = (*facts.parameters[:index], *new, *facts.parameters[index + 1 :])
    source = variable.sub(in_body, facts.source)
    signature = re.sub(rf"\b{re.escape(old.name)}\b", in_body, facts.signature)
    return replace(facts, parameters=parameters, source=source, signature=signature)


def moved(before: str, after: str, renamed: tuple[str, str]) -> list[str]:
    """Names that have another's words now.

    Args:
        before: A docstring.
        after: The same after an update.
        renamed: The one name whose words may be another's now, and that other.
    """
    old = {name: words for name, words in _words(before).items() if not _OURS.match(words)}
    new = _words(after)
    of = {words: name for name, words in old.items()}
    return [
        name
        for name, words in new.items()
        if (owner := of.get(words, name)) != name and old.get(name) != words
        if (owner, name) != renamed
    ]


def _words(text: str) -> dict[str, str]:
    """The description of each parameter, where it is long enough to be nobody else's."""
    outline, found = parse(text), {}
    for item in outline.items(SectionKind.PARAMETERS):
        first = outline.lines[item.start][item.text.start :] if item.text else ""
        rest = outline.lines[item.start + 1 : item.end]
        words = " ".join(" ".join((first, *rest)).split())
        if len(item.names) == 1 and len(words) >= _LONG:
            found[item.names[0].text] = words
    return {name: words for name, words in found.items() if [*found.values()].count(words) == 1}


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
    dropped = sort.startswith(_REMOVING)
    return [line for line in found if not (dropped and headings.match(line))]


def diff(one: str, other: str) -> str:
    """The difference, in short."""
    return "\n".join(unified_diff(one.split("\n"), other.split("\n"), n=1, lineterm=""))
