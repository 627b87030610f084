"""``PATH``, ``PATH::QUALNAME`` and ``PATH:LINE`` → files and symbols."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ..adapters.files import is_python
from ..core.syntax import Symbol, Syntax, find, symbol_at, symbols
from ..core.text import Span
from ..errors import UsageError
from ..untrusted.files import is_folder, is_there

_LINE = re.compile(r"^(?P<path>.+):(?P<line>\d+)$")


@dataclass(frozen=True)
class Target:
    """What one argument names.

    Attributes:
        path: A file or folder.
        qualname: A symbol of the file, or empty.
        line: A 1-based line of the file, or None.
    """

    path: Path
    qualname: str = ""
    line: int | None = None


def read_target(text: str) -> Target:
    """Understand one argument.

    Raises:
        UsageError: When there is no such file or folder.
    """
    head, separator, qualname = text.partition("::")
    if separator and not qualname:
        raise UsageError(f"{text} names no symbol.", "Write FILE::QUALNAME, or FILE alone.")
    if separator:
        return Target(_existing(head, text), qualname)
    if not is_there(text) and (match := _LINE.match(text)):
        return Target(_existing(match["path"], text), line=int(match["line"]))
    return Target(_existing(text, text))


def choose(syntax: Syntax, target: Target) -> Symbol | None:
    """The symbol that a target names; None where it names the whole file.

    Raises:
        UsageError: When there is none, or the name alone does not decide.
    """
    if target.line is not None:
        return _at_line(syntax, target)
    if target.qualname:
        return _named(syntax, target)
    return None


def _existing(path: str, text: str) -> Path:
    if not path or not is_there(path):
        raise UsageError(
            f"{path or repr(text)} does not exist.", "Name a file, FILE::QUALNAME or FILE:LINE."
        )
    if path != text and is_folder(path):
        raise UsageError(f"{path} is a folder.", "A symbol or line can only be named in a file.")
    return Path(path) if is_folder(path) else python_file(Path(path))


def python_file(path: Path) -> Path:
    """The path itself.

    Raises:
        UsageError: When it is a file in another language.
    """
    if is_there(path) and not is_python(path):
        raise UsageError(
            f"{path} is no Python file.",
            "Name a .py, .pyi or .pyw file, or a script whose first line starts Python.",
        )
    return path


def _at_line(syntax: Syntax, target: Target) -> Symbol:
    source, number = syntax.source, target.line or 0
    if number > len(source.line_starts) or number < 1:
        raise UsageError(
            f"{target.path} has {len(source.line_starts)} lines; there is no line {number}."
        )
    line = source.line_span(number - 1)
    text = source.slice(line)
    enclosing = symbol_at(syntax, line.start + len(text) - len(text.lstrip()))
    if not enclosing:
        raise UsageError(f"{target.path}:{number} is in no function, class or file head.")
    return enclosing[0]


def _named(syntax: Syntax, target: Target) -> Symbol:
    matches = find(syntax, target.qualname)
    if not matches:
        names = [symbol.qualname for symbol in symbols(syntax) if symbol.qualname]
        raise UsageError(
            f"{target.path} has no {target.qualname!r}.", _nearest(target.qualname, names)
        )
    if len(matches) > 1:
        lines = ", ".join(str(_line(syntax, symbol.header)) for symbol in matches)
        raise UsageError(
            f"{target.qualname!r} is defined {len(matches)} times in {target.path}, "
            f"in lines {lines}.",
            f"Name one by its line: {target.path}:{_line(syntax, matches[0].header)}",
        )
    return matches[0]


def _line(syntax: Syntax, span: Span) -> int:
    return syntax.source.line_of(span.start) + 1


def _nearest(name: str, names: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, names, n=3)
    close += [other for other in names if other.endswith(f".{name}") and other not in close]
    return f"Did you mean {' or '.join(close[:3])}?" if close else ""
