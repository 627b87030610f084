"""Whether an ``except`` clause catches an exception, judged by names and what is known of bases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from ..resolution import PropagatedException
from .file_names import FileNames, builtin_exception, last

# No hierarchy is this many classes deep but one that was written to exhaust Python's stack.
_DEEPEST = 50

BasesOf = Callable[[str], tuple[str, ...]]


class Caught(Enum):
    """The three possible answers."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Lineage:
    """An exception and its known ancestors, plain names, nearest first.

    Attributes:
        names: The exception itself first.
        whole: Whether the line is known up to ``BaseException``.
    """

    names: tuple[str, ...]
    whole: bool


class Hierarchy:
    """Looks up the ancestors of exceptions as one file names them."""

    def __init__(self, names: FileNames, bases_of: BasesOf) -> None:
        """Take the file's own names and a look-up for those from elsewhere."""
        self._names = names
        self._bases_of = bases_of
        self._known: dict[str, Lineage] = {}
        self._depth = 0

    def lineage(self, written: str) -> Lineage:
        """The ancestors of an exception as the file writes it."""
        if written not in self._known:
            if self._depth >= _DEEPEST:
                return Lineage((last(written),), False)
            self._known[written] = Lineage((last(written),), False)
            self._depth += 1
            self._known[written] = self._find(written)
            self._depth -= 1
        return self._known[written]

    def of(self, propagated: PropagatedException) -> Lineage:
        """The ancestors of an exception that may come from another file."""
        if not propagated.via:
            return self.lineage(propagated.exception)
        return _with_builtins((last(propagated.exception), *map(last, propagated.bases)))

    def is_class(self, written: str) -> bool:
        """Whether a name is certain to be an exception class."""
        return len(self.lineage(written).names) > 1

    def _find(self, written: str) -> Lineage:
        own = self._names.bases(written)
        if own is not None:
            return self._joined(written, own)
        canonical = self._names.canonical(written)
        if (builtin := builtin_exception(canonical)) is not None:
            return _with_builtins((builtin.__name__,))
        ancestors = tuple(map(last, self._bases_of(written)))
        # An alias counts under both names, so that either may be caught.
        head = dict.fromkeys((last(canonical), last(written)))
        return (
            _with_builtins((*head, *ancestors)) if ancestors else _foreign(tuple(head), canonical)
        )

    def _joined(self, written: str, bases: tuple[str, ...]) -> Lineage:
        lines = [self.lineage(base) for base in bases]
        names = dict.fromkeys((written, *(name for line in lines for name in line.names)))
        return Lineage(tuple(names), bool(lines) and all(line.whole for line in lines))

    def catches(self, propagated: PropagatedException, handler: str) -> Caught:
        """Whether ``except handler`` catches the exception."""
        line, wanted = self.of(propagated), self.lineage(handler)
        if wanted.names[0] in line.names or handler == "BaseException":
            return Caught.YES
        if line.whole:
            return Caught.NO
        # Hardly any class derives from BaseException past Exception, so this is no guess.
        return Caught.YES if handler == "Exception" else Caught.MAYBE


def _foreign(head: tuple[str, ...], canonical: str) -> Lineage:
    alias = builtin_exception(head[0])
    if alias is not None and canonical.partition(".")[0] in _STANDARD:
        return _with_builtins(head)
    return Lineage(head, False)


# Modules of the standard library that name built-in exceptions as their own.
_STANDARD = frozenset({"asyncio", "builtins", "concurrent", "os", "select", "socket", "exceptions"})


def _with_builtins(names: tuple[str, ...]) -> Lineage:
    whole = False
    line = dict.fromkeys(names)
    for name in names:
        if builtin := builtin_exception(name):
            line.update(dict.fromkeys(ancestor.__name__ for ancestor in builtin.__mro__[:-1]))
            whole = True
    return Lineage(tuple(line), whole)
