"""Golden cases of editing: a file, a cursor, a docstring, and what must come of it.

A data file holds many cases::

    === name of the case
    def f($0a):
        pass
    --- wanted
    Do it.
    --- result
    def f(a):
        \"\"\"Do it.\"\"\"
        pass

``$0`` marks the cursor. Without ``--- wanted`` the docstring is ``Do it.``; ``--- amended`` instead
of ``--- wanted`` asks for an update that keeps unchanged lines. In place of ``--- result`` stands
``--- refused`` with a part of the message, or ``--- nothing`` where no symbol is offered, or
``--- same`` where the file stays as it is. What can't be seen in a file is written as ``«CRLF»``,
``«CR»``, ``«TAB»``, ``«FF»``, ``«VT»``, ``«BOM»``, ``«SP»``, ``«NUL»``, ``«U+D83D»``; ``«CRLF»``
and ``«CR»`` take the place of the newline behind them, and ``«EOF»`` of the last one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parents[1] / "cases" / "edit"
CURSOR = "$0"
DEFAULT = "Do it."
_PART = re.compile(r"^--- (wanted|amended|result|refused|nothing|same)[ \t]*$", re.MULTILINE)
_MARK = re.compile(r"«(CRLF|CR|EOF)»\n|«(TAB|FF|VT|BOM|SP|NUL|U\+[0-9A-F]+)»")
_SIGNS = {
    "CRLF": "\r\n", "CR": "\r", "EOF": "", "TAB": "\t", "FF": "\f", "VT": "\v",
    "BOM": "\ufeff", "SP": " ", "NUL": "\0",
}  # fmt: skip


@dataclass(frozen=True)
class EditCase:
    """One golden case.

    Attributes:
        name: File and name, for test ids.
        source: The file's text, without the cursor's mark.
        cursor: The cursor as an index into ``source`` (characters, not bytes or UTF-16 units).
        wanted: The cleaned docstring text to write for the innermost symbol.
        amend: Whether to update (``core.edit.amend``) rather than to write anew (``place``).
        outcome: ``result``, ``refused``, ``nothing`` (no symbol is offered) or ``same``.
        result: The text after the edit, for ``result``; for ``same`` equal to ``source``.
        message: A part of the refusal's message, for ``refused``.
    """

    name: str
    source: str
    cursor: int
    wanted: str
    amend: bool
    outcome: str
    result: str
    message: str

    @property
    def plain(self) -> bool:
        """Whether the text is one line that any style renders as it is."""
        return re.fullmatch(r"[A-Z][\w ]*\.", self.wanted) is not None


def edit_cases() -> list[EditCase]:
    """All cases of ``tests/cases/edit``."""
    return [case for file in sorted(CASES.glob("*.txt")) for case in read_cases(file)]


def read_cases(file: Path) -> Iterator[EditCase]:
    """The cases of one data file."""
    text = file.read_text(encoding="utf-8")
    for piece in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        title, _, body = piece.partition("\n")
        yield _case(f"{file.stem}: {title.strip()}", body)


def _case(name: str, body: str) -> EditCase:
    pieces = _PART.split(body)
    parts = {key: value[1:] for key, value in zip(pieces[1::2], pieces[2::2], strict=True)}
    marked = decode(pieces[0])
    assert marked.count(CURSOR) == 1, f"{name}: one {CURSOR} is needed"
    source = marked.replace(CURSOR, "")
    outcomes = [key for key in ("result", "refused", "nothing", "same") if key in parts]
    assert len(outcomes) == 1, f"{name}: one outcome is needed"
    wanted = parts.get("wanted", parts.get("amended", DEFAULT + "\n"))
    return EditCase(
        name=name,
        source=source,
        cursor=marked.index(CURSOR),
        wanted=decode(wanted).removesuffix("\n"),
        amend="amended" in parts,
        outcome=outcomes[0],
        result=source if outcomes[0] == "same" else decode(parts.get("result", "")),
        message=parts.get("refused", "").strip(),
    )


def decode(text: str) -> str:
    """The text that the signs stand for."""
    return _MARK.sub(lambda found: _sign(found.group(1) or found.group(2)), text)


def _sign(name: str) -> str:
    return _SIGNS[name] if name in _SIGNS else chr(int(name[2:], 16))
