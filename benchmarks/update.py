"""Update in place, held against what people wrote: signatures mutate, docstrings follow.

Downloads packages into a temporary folder (or takes ``--folder``), reads every docstring that
documents parameters, changes its signature at random, updates, and checks that

- every line that is not about the change is byte-identical,
- a second update changes nothing,
- taking the change back gives the docstring back.

    python benchmarks/update.py                      # all packages
    python benchmarks/update.py --most 300 networkx  # a few docstrings of one
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path

from docstring_ls.core.fact import Facts, Parameter, ParameterKind
from docstring_ls.core.facts import facts_of
from docstring_ls.core.matching import is_open
from docstring_ls.core.mending import signature_is_certain
from docstring_ls.core.source import Source
from docstring_ls.core.styles import parse
from docstring_ls.core.styles.detect import style_of
from docstring_ls.core.styles.dialect import Kind
from docstring_ls.core.styles.style import Style
from docstring_ls.core.symbols import symbols
from docstring_ls.core.syntax import parse as parse_source
from docstring_ls.core.update import update

PACKAGES = (
    "networkx", "pandas", "scikit-learn",  # NumPy
    "langchain-core", "optax", "flax",  # Google
    "requests", "paramiko", "azure-core", "sqlalchemy",  # Sphinx
    "twisted", "pydoctor",  # Epytext
)  # fmt: skip
_TYPES = ("int", "str", "bool", "dict", "bytes")
_DEFAULTS = ("7", "'other'", "True", "False", "12.5")


@dataclass(frozen=True)
class Case:
    """One human docstring and the facts of its symbol."""

    package: str
    where: str
    text: str
    facts: Facts


def download(folder: Path, packages: tuple[str, ...]) -> None:
    """Fetch wheels and unpack their Python files; what is there already stays."""
    for package in packages:
        target = folder / package.replace("-", "_")
        if target.exists():
            continue
        with tempfile.TemporaryDirectory() as wheels:
            command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps",
                       "--only-binary", ":all:", "-d", wheels, package]  # fmt: skip
            subprocess.run(command, check=True)
            for wheel in Path(wheels).glob("*.whl"):
                with zipfile.ZipFile(wheel) as archive:
                    names = [name for name in archive.namelist() if name.endswith(".py")]
                    archive.extractall(target, names)


def cases(folder: Path, packages: tuple[str, ...], documented: bool = True) -> Iterator[Case]:
    """Every docstring of the packages; by default only those that document parameters."""
    for package in packages:
        for path in sorted((folder / package.replace("-", "_")).rglob("*.py")):
            if "/tests/" in path.as_posix() or "/test/" in path.as_posix():
                continue
            try:
                source = Source(path.as_uri(), path.read_text("utf-8"))
            except UnicodeDecodeError:
                continue
            syntax = parse_source(source)
            for symbol in symbols(syntax):
                if symbol.docstring is None:
                    continue
                facts = facts_of(syntax, symbol)
                text = facts.docstring
                if documented and not facts.parameters:
                    continue
                if not text or (documented and not parse(text).names(Kind.PARAMETERS)):
                    continue
                yield Case(package, f"{path.relative_to(folder)}:{facts.place.line}", text, facts)


def mutations(
    facts: Facts, text: str, chance: random.Random
) -> Iterator[tuple[str, Facts, set[str]]]:
    """One mutation of each sort that fits: its name, the new facts, the names it is about."""
    parameters = facts.parameters
    documented = [p for p in parameters if p.name in parse(text).names(Kind.PARAMETERS)]
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
    return replace(facts, parameters=parameters, source=source)


def about(text: str, names: set[str]) -> set[int]:
    """The lines that are about some names: their entries, and lines that mention them."""
    outline = parse(text)
    lines = {
        line
        for item in outline.items(Kind.PARAMETERS)
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
        for item in parse(before).items(Kind.PARAMETERS)
        if {mark.text for mark in item.names} & names
        for mark in item.names
    }
    old, new = before.split("\n"), after.split("\n")
    mine, theirs = about(before, names), about(after, names)
    kept = [line for i, line in enumerate(old) if i not in mine and line.strip()]
    there = [line for i, line in enumerate(new) if i not in theirs and line.strip()]
    found = [line for line in unified_diff(kept, there, n=0, lineterm="")][
        3 if kept != there else 0 :
    ]
    headings = re.compile(r"[-+]\s*(-+|=+|(Other |Keyword )?(Parameters|Arguments|Args):?)$", re.I)
    return [line for line in found if not (sort == "drop" and headings.match(line))]


def main() -> None:
    """Run and print what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    parser.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "docstring-corpus"
    )
    parser.add_argument("--most", type=int, default=0, help="most docstrings per package")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=5, help="examples of each failure")
    options = parser.parse_args()
    options.folder.mkdir(exist_ok=True)
    download(options.folder, tuple(options.packages))
    counts: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    began = time.perf_counter()
    chance = random.Random(options.seed)
    for package in options.packages:
        for number, case in enumerate(cases(options.folder, (package,))):
            if options.most and number >= options.most:
                break
            for failure in check(case, chance, counts):
                kind = failure.split("\n")[0]
                counts[kind] += 1
                shown[kind] += 1
                if shown[kind] <= options.show:
                    print(f"{case.where}: {failure}\n")
    print(f"{time.perf_counter() - began:.0f} s")
    for name, count in sorted(counts.items()):
        print(f"{count:7} {name}")


def check(case: Case, chance: random.Random, counts: Counter[str]) -> Iterator[str]:
    """The failures of one docstring, each with a diff."""
    style = Style(name=style_of(parse(case.text)) or "google")
    settled, _ = update(case.text, case.facts, style)
    counts[f"docstrings, {style.name}"] += 1
    if settled == case.text:
        counts["already true"] += 1
    if update(settled, case.facts, style)[0] != settled:
        yield f"not settled after one update\n{_diff(settled, update(settled, case.facts, style)[0])}"
        return
    for sort, facts, names in mutations(case.facts, settled, chance):
        counts[f"mutations, {sort}"] += 1
        changed, _ = update(settled, facts, style)
        certain = signature_is_certain(facts) and not is_open(facts)
        if changed == settled:
            counts[f"without effect, {sort}"] += 1
        again, _ = update(changed, facts, style)
        if again != changed:
            yield f"FAILED twice, {sort}\n{_diff(changed, again)}"
        foreign = strangers(sort, settled, changed, names)
        if foreign:
            yield f"FAILED bytes, {sort}\n{names}\n{_diff(settled, changed)}"
        if not certain:
            # What may be a key of **kwargs or a decorator's parameter is never taken away.
            counts[f"uncertain, {sort}"] += 1
            continue
        restored, _ = update(changed, case.facts, style)
        if sort == "drop":
            if strangers(sort, settled, restored, names):
                yield f"FAILED restore, drop\n{_diff(settled, restored)}"
        elif restored != settled:
            only = strangers(sort, settled, restored, names)
            verdict = "FAILED restore" if only or sort not in ("retype", "default") else "reworded"
            yield f"{verdict}, {sort}\n{_diff(settled, changed)}\n--- restored\n{_diff(settled, restored)}"


def _diff(one: str, other: str) -> str:
    return "\n".join(unified_diff(one.split("\n"), other.split("\n"), n=1, lineterm=""))


if __name__ == "__main__":
    main()
