"""Exceptions that leave a symbol, with what a resolver knows of its callees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from .raises import leaving, written
from .resolution import Escape, Resolution
from .symbols import Symbol
from .syntax import Syntax


def escapes_of(
    syntax: Syntax, symbol: Symbol, resolution: Resolution, raises: str
) -> tuple[Escape, ...]:
    """What leaves the symbol; for ``direct`` only what is raised in it."""
    by_use = _by_use(resolution) if raises == "escaping" else {}
    found = leaving(syntax, symbol, lambda offset: by_use.get(offset, ()), _bases(resolution))
    return tuple(item for item in found if raises == "escaping" or not item.via)


def counted(syntax: Syntax, symbol: Symbol) -> tuple[str, ...]:
    """The names after ``raise`` as checkers count them, caught or not."""
    return written(syntax, symbol)


def _by_use(resolution: Resolution) -> dict[int, tuple[Escape, ...]]:
    found: dict[int, tuple[Escape, ...]] = {}
    for definition in resolution.definitions:
        for offset in definition.uses if definition.escapes else ():
            sure = definition.certain
            new = (replace(item, certain=item.certain and sure) for item in definition.escapes)
            found[offset] = (*found.get(offset, ()), *new)
    return found


def _bases(resolution: Resolution) -> Callable[[str], tuple[str, ...]]:
    known = {item.written: item.bases for item in resolution.definitions if item.bases}
    return lambda name: known.get(name, ())
