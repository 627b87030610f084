"""What our diagnostics say of a symbol: the only file here that knows our interface."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docstring_ls.core.docstrings import Style
from docstring_ls.core.rules import findings_of
from docstring_ls.core.syntax import Symbol, Syntax, parse, symbols
from docstring_ls.core.text import Source

KINDS = {
    "rename": ("unknown-parameter", "renamed-parameter", "unknown-attribute"),
    "removed": ("unknown-parameter", "renamed-parameter", "unknown-attribute"),
    "attribute": ("unknown-attribute", "wrong-type"),
    "default": ("wrong-default",),
    "type": ("wrong-type",),
    "outcome": ("returns-nothing", "yields-nothing"),
    "exception": ("renamed-exception",),
    "constraint": (),
}  # which codes speak of which class; none does yet of several parameters


@dataclass(frozen=True)
class Complaint:
    """One thing that a tool calls false in the docstring of one symbol.

    Attributes:
        code: The tool's own.
        names: What it names: parameters, exceptions, or nothing where it means the symbol.
    """

    code: str
    names: tuple[str, ...]
    message: str

    def means(self, kind: str, about: tuple[str, ...], codes: dict[str, tuple[str, ...]]) -> bool:
        """Whether it speaks of the corrected thing."""
        if self.code not in codes.get(kind, ()):
            return False
        bare = {name.lstrip("*") for name in self.names}
        return not bare or bool(bare & set(about))


def complaints(text: str, name: str | None = None) -> list[Complaint]:
    """What our diagnostics call false in one file's symbol, or in all of them."""
    syntax = parse(Source("file:///drift/module.py", text))
    return [item for symbol in _named(syntax, name) for item in _judged(syntax, symbol)]


def _named(syntax: Syntax, name: str | None) -> Iterator[Symbol]:
    documented = (symbol for symbol in symbols(syntax) if symbol.docstring)
    return (symbol for symbol in documented if name in (None, symbol.qualname))


def _judged(syntax: Syntax, symbol: Symbol) -> Iterator[Complaint]:
    for finding in findings_of(syntax, symbol, Style()):
        if finding.contradiction:
            names = _subjects(finding.code, finding.name)
            yield Complaint(finding.code, names, finding.message)


def _subjects(code: str, name: str) -> tuple[str, ...]:
    if code == "wrong-type" and not name:
        return ("return",)
    return (name,) if name else ()
