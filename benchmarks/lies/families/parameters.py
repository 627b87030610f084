"""Parameters: a default in any wording, required, optional, keyword-only, one that does not exist.

Guards: nothing decorates the function, so the signature is what a caller sees. A default is a
literal, or what the body takes for None; the false value is another of its type. Required and
optional are as the signature says. An invented name is no word of the file, and no stars let it in.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator

from ..code import Parameter
from ..human import sentences
from ..statements import Filling, Rewording
from ..subjects import Subject

_DEFAULT = re.compile(r"\bdefault|omitted|not given|unless|not specified", re.IGNORECASE)
WORDS = ("auto", "strict", "utf-16", "latin-1", "first", "none", "linear", "w+", "left", "mean")
PARTS = ("timeout", "limit", "mode", "strategy", "callback", "prefix", "depth", "encoding")


def parameters(subject: Subject, chance: random.Random) -> Iterator[Filling | Rewording]:
    """Lies about single parameters."""
    code = subject.code
    plain = [item for item in code.parameters if item.kind != "stars"]
    if not code.is_undecorated or not plain:
        return
    for item in plain:
        yield from _default(subject, item, chance)
        yield from _demand(item)
    yield from _keyword_only(chance.choice(plain))
    if code.is_closed:
        yield from _invented(subject, chance.choice(plain), chance)


def _default(
    subject: Subject, item: Parameter, chance: random.Random
) -> Iterator[Filling | Rewording]:
    place = f"parameter {item.name}"
    if item.default is None:
        value = chance.choice(["0", "10", "None", "False", "'auto'"])
        yield Filling("default-absent", {"name": item.name, "value": value}, {"name": item.name},
                      item.name)  # fmt: skip
        return
    known = item.literal
    if known == (None,):
        known = _for_none(subject, item.name)
    if known is None:
        return
    real, false = _written(known[0]), _written(_another(known[0], chance))
    yield Filling(
        "default", {"name": item.name, "value": false}, {"name": item.name, "value": real},
        item.name,
    )  # fmt: skip
    bare, other = real.strip("'"), false.strip("'")
    word = re.compile(rf"(?<![\w.'-]){re.escape(bare)}(?![\w'-]|\.\w)") if bare else None
    for sentence in sentences(subject.said.get(place, "")):
        clear = other not in sentence and _DEFAULT.search(sentence)
        if word and clear and len(word.findall(sentence)) == 1:
            new = word.sub(lambda _: other, sentence)
            yield Rewording("default", place, sentence, new, new)


def _for_none(subject: Subject, name: str) -> tuple[object] | None:
    """The literal that the body takes where it got None, if it begins with that."""
    for statement in subject.code.node.body if subject.code.is_function else ():
        asks = isinstance(statement, ast.If) and ast.unparse(statement.test) == f"{name} is None"
        if isinstance(statement, ast.If) and asks and len(statement.body) == 1:
            change = re.fullmatch(rf"{re.escape(name)} = (.+)", ast.unparse(statement.body[0]))
            value = _literal(change[1]) if change else None
            return None if value == (None,) else value
    return None


def _literal(text: str) -> tuple[object] | None:
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return None
    return (value,) if isinstance(value, (int, float, str)) else None


def _written(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else repr(value)


def _another(value: object, chance: random.Random) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return chance.choice([value + 1, value * 2 + 3, value + 10, -value - 5])
    if isinstance(value, float):
        return chance.choice([value + 0.5, value * 10 + 1, -value - 1.5])
    return chance.choice([word for word in WORDS if word != value])


def _demand(item: Parameter) -> Iterator[Filling]:
    variant = "of-required" if item.default is None else "of-optional"
    yield Filling(f"required/{variant}", {"name": item.name}, {"name": item.name}, item.name)


def _keyword_only(item: Parameter) -> Iterator[Filling]:
    if item.kind != "positional-only":
        values = {"name": item.name}
        yield Filling(f"keyword-only/of-{item.kind}", values, values, item.name)


def _invented(
    subject: Subject, item: Parameter, chance: random.Random
) -> Iterator[Filling | Rewording]:
    ways = [f"{item.name}_{part}" for part in PARTS] + [f"max_{item.name}", f"use_{item.name}"]
    free = [way for way in ways if way not in subject.code.words and len(item.name) > 1]
    if not free:
        return
    name = chance.choice(free)
    yield Filling("parameter-invented", {"name": name}, {"name": item.name}, item.name, name)
    marked = re.compile(rf"(`+|\*){re.escape(item.name)}\1")
    for place in ("summary", "description", "returns"):
        for sentence in sentences(subject.said.get(place, "")):
            if len(marked.findall(sentence)) == 1:
                new = marked.sub(lambda found: found[0].replace(item.name, name), sentence)
                yield Rewording("parameter-invented", place, sentence, new, name)
