"""What a function is: coroutine, generator, context manager, property, deprecated.

Guards: nothing unknown decorates it. A plain function has no word in its source that could make
what it returns awaitable, iterable or a context manager: all it returns are literals, displays,
conditions, texts and calls of builtins that make such.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator

from ..code import Code
from ..statements import Filling, Rewording
from ..subjects import Subject

_AWAITABLE = re.compile(
    r"await|async|Future|Task|Deferred|defer|coroutine|Awaitable|promise|executor", re.IGNORECASE
)
MANAGERS = {"contextmanager", "asynccontextmanager"}
PROPERTIES = {"property", "cached_property"}
PLAIN_CALLS = {"len", "str", "int", "float", "bool", "list", "dict", "tuple", "set", "sorted",
               "sum", "isinstance", "any", "all", "join", "repr", "format"}  # fmt: skip
PLAIN = (ast.Constant, ast.JoinedStr, ast.List, ast.Dict, ast.Set, ast.Tuple, ast.ListComp,
         ast.DictComp, ast.SetComp, ast.Compare)  # fmt: skip


def kinds(subject: Subject, chance: random.Random) -> Iterator[Filling | Rewording]:
    """Lies about what a function or class is."""
    code = subject.code
    yield from _deprecated(subject, chance)
    if isinstance(code.node, ast.ClassDef):
        if not code.node.bases and not code.node.keywords and "__enter__" not in code.source:
            yield Filling("context-manager/of-plain")
        return
    if PROPERTIES & set(code.decorators):
        yield Filling("property/of-property")
    if MANAGERS & set(code.decorators):
        yield Filling("context-manager/of-manager")
    if not code.is_plain:
        return
    if code.owner is not None and not code.decorators:
        yield Filling("property/of-method")
    if code.is_generator:
        yield Filling("generator/of-generator")
    elif code.is_async:
        yield Filling("coroutine/of-async")
    elif _is_plain(code):
        yield from _of_plain(subject)


def _of_plain(subject: Subject) -> Iterator[Filling | Rewording]:
    yield Filling("coroutine/of-plain")
    yield Filling("context-manager/of-plain")
    if subject.code.returns_nothing:
        return
    yield Filling("generator/of-plain")
    summary = subject.docstring.summary
    match = re.match(r"Returns?\b", summary)
    if match:
        new = match[0].replace("Return", "Yield") + summary[match.end() :]
        yield Rewording("generator/of-plain", "summary", summary, new, new)


def _is_plain(code: Code) -> bool:
    """Whether what comes out is certainly no coroutine, iterator or context manager."""
    return not _AWAITABLE.search(code.source) and all(map(_is_plain_value, code.returned))


def _is_plain_value(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        function = value.func
        name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        by_name = isinstance(function, ast.Name) or name in ("join", "format")
        return by_name and name in PLAIN_CALLS
    return value is None or isinstance(value, PLAIN)


def _deprecated(subject: Subject, chance: random.Random) -> Iterator[Filling]:
    everything = subject.code.source + " ".join(subject.said.values())
    if re.search(r"deprecat|obsolete|legacy|removed|warn", everything, re.IGNORECASE):
        return
    what = "class" if not subject.code.is_function else "function"
    what = "method" if subject.code.owner and subject.code.is_function else what
    version = f"{chance.randint(20, 60)}.{chance.randint(0, 9)}"
    yield Filling("deprecated", {"subject": what, "version": version})
