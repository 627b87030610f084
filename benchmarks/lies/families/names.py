"""Names that don't exist: attributes, functions, classes.

Guards: the name is no word of the whole package, nor a builtin; an attribute is claimed only of a
class without bases, decorators and ``__getattr__``, or of ``self`` in a method of such a class.
"""

from __future__ import annotations

import ast
import builtins
import random
import re
from collections.abc import Iterator

from ..human import sentences
from ..statements import Filling, Rewording
from ..subjects import Subject

VERBS = ("validate", "resolve", "prepare", "dispatch", "normalize", "collect", "refresh")
NOUNS = ("Resolver", "Registry", "Dispatcher", "Pipeline", "Context", "Adapter", "Strategy")
_CLASS = re.compile(r"[A-Z]\w*[a-z]\w*[A-Z]\w+")
FIELDS = ("state", "cache", "history", "options", "backend", "counter", "owner")


def names(subject: Subject, chance: random.Random) -> Iterator[Filling | Rewording]:
    """Lies about what exists."""
    stem = "_".join(re.findall(r"[A-Za-z]+", subject.name)).lower()
    function = _new(subject, [f"{verb}_{stem}" for verb in VERBS], chance)
    called = [
        name for name in sorted(subject.code.calls) if len(name) > 3 and "_" in name.strip("_")
    ]
    if function and called:
        yield Filling("name-invented/function", {"name": function}, {"name": called[0]})
    camel = "".join(part[:1].upper() + part[1:] for part in re.findall(r"[A-Za-z]+", subject.name))
    invented = _new(subject, [f"{camel}{noun}" for noun in NOUNS], chance)
    real = [name for name in sorted(_named(subject.code.node)) if _CLASS.fullmatch(name)]
    real = [name for name in real if not _is_exception(name)]
    if invented and real:
        yield Filling("name-invented/class", {"name": invented}, {"name": real[0]})
    yield from _renamed(subject, chance)
    yield from _attributes(subject, chance)


def _named(node: ast.AST) -> set[str]:
    return {item.id for item in ast.walk(node) if isinstance(item, ast.Name)}


def _is_exception(name: str) -> bool:
    return name.endswith(("Error", "Exception", "Warning", "Interrupt", "NotImplemented"))


def _renamed(subject: Subject, chance: random.Random) -> Iterator[Rewording]:
    """The author's sentences about a function of the file, by another name."""
    known = subject.code.words - {item.name for item in subject.code.parameters}
    for place, text in subject.said.items():
        for sentence in sentences(text):
            found = re.findall(r"(?<=`)([a-z]+_[a-z_]+|[A-Z][a-z]+[A-Z]\w+)(?=`)", sentence)
            here = [name for name in found if name in known and sentence.count(name) == 1]
            here = [name for name in here if not _is_exception(name)]
            if not here:
                continue
            other = _new(subject, [f"{here[0]}{end}" for end in ("_all", "_now", "_once")], chance)
            if "_" not in here[0]:
                other = _new(subject, [f"{here[0]}{noun}" for noun in NOUNS], chance)
            if other:
                case = f"name-invented/{'function' if '_' in here[0] else 'class'}"
                yield Rewording(case, place, sentence, sentence.replace(here[0], other), other)


def _attributes(subject: Subject, chance: random.Random) -> Iterator[Filling | Rewording]:
    holder = subject.code.owner if subject.code.is_function else subject.code.node
    if not isinstance(holder, ast.ClassDef) or holder.bases or holder.decorator_list:
        return
    own = {
        item.attr
        for item in ast.walk(holder)
        if isinstance(item, ast.Attribute) and isinstance(item.ctx, ast.Store)
        and isinstance(item.value, ast.Name) and item.value.id == "self"
    }  # fmt: skip
    inside = any(name in subject.code.source for name in ("__getattr__", "__slots__"))
    known = sorted(name for name in own if f"self.{name}" in subject.code.source)
    if inside or not known:
        return
    real = chance.choice(known)
    stem = real.strip("_")
    false = _new(subject, [f"{stem}_{part}" for part in FIELDS], chance)
    if false:
        entry = ("", "") if subject.code.is_function else (real, false)
        yield Filling("attribute-invented", {"name": false}, {"name": real}, *entry)


def _new(subject: Subject, ways: list[str], chance: random.Random) -> str:
    """A name that stands nowhere in the package, nor is a builtin's."""
    free = [way for way in ways if way not in subject.vocabulary and not hasattr(builtins, way)]
    return chance.choice(free) if free else ""
