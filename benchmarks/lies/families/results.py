"""What comes out and of what type: nothing, None, another; and types of parameters.

Guards: nothing decorates the function. The type is a plain one, told by the annotation, or by
every ``return`` being a literal or display of one type; the false one is unrelated to it. None is
false where every path returns a literal, display or condition other than None.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator

from ..code import Code, Parameter
from ..human import sentences
from ..phrasings import with_article
from ..statements import Filling, Rewording
from ..subjects import Subject

WORDS = {
    "str": "string", "int": "integer", "bool": "boolean", "list": "list", "dict": "dictionary",
    "tuple": "tuple", "set": "set", "bytes": "bytes object", "float": "float",
}  # fmt: skip
# Words of a type that, in prose, may be said of another.
NEAR = {
    "int": {"bool", "float"}, "bool": {"int"}, "float": {"int"}, "str": {"bytes"},
    "bytes": {"str"}, "list": {"tuple", "set"}, "tuple": {"list"}, "set": {"list"},
}  # fmt: skip
DISPLAYS = {
    ast.JoinedStr: "str", ast.List: "list", ast.ListComp: "list", ast.Dict: "dict",
    ast.DictComp: "dict", ast.Tuple: "tuple", ast.Set: "set", ast.SetComp: "set",
}  # fmt: skip


def results(subject: Subject, chance: random.Random) -> Iterator[Filling | Rewording]:
    """Lies about results and types."""
    code = subject.code
    for item in code.parameters:
        if code.is_undecorated and item.kind != "stars":
            yield from _parameter(code, item, chance)
    if not code.is_plain or code.is_generator or code.is_async:
        return
    never = "NoReturn" in code.source or "Never" in code.source
    if code.returns_nothing and not code.raised and not never and code.node.name != "__init__":
        yield Filling("nothing-returned/of-nothing")
    kind = returned_type(code)
    if not kind:
        return
    yield Filling("nothing-returned/of-value")
    yield Filling("may-be-none/of-result")
    yield from _returned(subject, kind, chance)


def returned_type(code: Code) -> str:
    """The plain type of all that is returned; empty where it is not certain."""
    if not code.returns_value:
        return ""
    annotation = ast.unparse(code.node.returns) if getattr(code.node, "returns", None) else ""
    if annotation:
        return _plain_type(annotation)
    kinds = {_type_of(value) for value in code.returned if value is not None}
    return kinds.pop() if len(kinds) == 1 else ""


def _plain_type(annotation: str) -> str:
    name = re.sub(r"\[.*\]$", "", annotation.strip("'\"")).lower().removeprefix("typing.")
    return name if name in WORDS else ""


def _type_of(value: ast.expr) -> str:
    if isinstance(value, ast.Constant):
        name = type(value.value).__name__
        return name if name in WORDS else ""
    if isinstance(value, ast.Compare) or (
        isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not)
    ):
        # Compared arrays are arrays; only identity and membership are certain.
        sure = isinstance(value, ast.UnaryOp) or all(
            isinstance(item, (ast.Is, ast.IsNot, ast.In, ast.NotIn)) for item in value.ops
        )
        return "bool" if sure else ""
    return DISPLAYS.get(type(value), "")


def _other(kind: str, chance: random.Random) -> str:
    free = [word for word in WORDS if word != kind and word not in NEAR.get(kind, set())]
    return chance.choice(free)


def _returned(subject: Subject, kind: str, chance: random.Random) -> Iterator[Filling | Rewording]:
    other = _other(kind, chance)
    yield Filling("type-returned", {"type": WORDS[other]}, {"type": WORDS[kind]})
    spoken = re.compile(rf"\b({WORDS[kind]}|{kind}|{kind.capitalize()})\b")
    for place in ("returns", "summary"):
        for sentence in sentences(subject.said.get(place, ""))[:1]:
            begins = re.match(rf"(Returns? )?(an? |the )?{spoken.pattern}", sentence, re.I)
            if begins and len(spoken.findall(sentence)) == 1:
                new = with_article(spoken.sub(WORDS[other], sentence))
                yield Rewording("type-returned", place, sentence, new, new)


def _parameter(code: Code, item: Parameter, chance: random.Random) -> Iterator[Filling]:
    kind = _plain_type(item.annotation)
    if not kind or not _is_honest(code, item):
        return
    other = _other(kind, chance)
    yield Filling(
        "type-of-parameter", {"name": item.name, "type": WORDS[other]},
        {"name": item.name, "type": WORDS[kind]}, item.name,
    )  # fmt: skip
    values = {"name": item.name}
    yield Filling("may-be-none/of-parameter", values, values, item.name)


def _is_honest(code: Code, item: Parameter) -> bool:
    """Whether the body never asks what type the argument is, nor whether there is one."""
    if item.default is not None and (item.literal is None or item.literal[0] is None):
        return False
    name = re.escape(item.name)
    asks = rf"isinstance\(\s*{name}\b|{name} is (not )?None|not {name}\b|if {name}\b|{name} or\b"
    return not re.search(asks, code.source)
