"""Exceptions that leave a symbol, with what a resolver knows of its callees."""

from __future__ import annotations

import builtins

from .raises import leaving, written
from .resolution import Escape, Resolution
from .symbols import Symbol
from .syntax import Syntax


def escapes_of(
    syntax: Syntax, symbol: Symbol, resolution: Resolution, raises: str
) -> tuple[Escape, ...]:
    """What leaves the symbol; for ``direct`` only what is raised in it."""
    by_use = _by_use(resolution) if raises == "escaping" else {}
    found = leaving(syntax, symbol, lambda offset: by_use.get(offset, ()), _bases)
    return tuple(item for item in found if raises == "escaping" or not item.via)


def counted(syntax: Syntax, symbol: Symbol) -> tuple[str, ...]:
    """The names after ``raise`` as checkers count them, caught or not."""
    return written(syntax, symbol)


def _by_use(resolution: Resolution) -> dict[int, tuple[Escape, ...]]:
    return {
        offset: definition.escapes
        for definition in resolution.definitions
        for offset in definition.uses
        if definition.escapes
    }


def _bases(name: str) -> tuple[str, ...]:
    known = getattr(builtins, name, None)
    if isinstance(known, type) and issubclass(known, BaseException):
        return tuple(base.__name__ for base in known.__mro__[1:-1])
    return ()
