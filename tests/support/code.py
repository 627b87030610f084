"""Facts about a piece of code, for tests."""

from __future__ import annotations

from docstring_ls.core.analysis import SYNTAX_ONLY, Facts, RaisesScope, Resolution, facts_of
from docstring_ls.core.syntax import parse, symbol_at, symbols
from docstring_ls.core.text import Source


def facts_in(
    code: str,
    resolution: Resolution = SYNTAX_ONLY,
    raises: RaisesScope = RaisesScope.ESCAPING,
    path: str = "/w/shop.py",
) -> Facts:
    """The facts about the symbol that ``$0`` marks, else about the last one."""
    before, mark, after = code.partition("$0")
    syntax = parse(Source(f"file://{path}", before + after))
    symbol = symbol_at(syntax, len(before.encode()))[0] if mark else symbols(syntax)[-1]
    return facts_of(syntax, symbol, resolution, raises)
