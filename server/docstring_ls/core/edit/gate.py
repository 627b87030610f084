"""The gate: what must be true of a text before an edit may leave, as a table of named checks.

No check trusts the code that made the edit. Each returns what is wrong in a user's words, or
nothing; the tests hold that none of them can be left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..syntax import (
    Scan,
    SymbolKind,
    Syntax,
    cleans_to,
    columns,
    indentation,
    margin_of,
    parse,
    value_of,
)
from ..text import Source, Span, apply
from .ast_equivalence import contradicts
from .candidate import DocstringChange, EditCandidate, size
from .layout import newline_at
from .tree_compare import unlike

_NEWLINE = r"\r\n|\r|\n"


def attempt(before: Syntax, changes: tuple[DocstringChange, ...]) -> tuple[Syntax, str]:
    """Make the changes and try them: the text after, and what is wrong with it or nothing."""
    ordered = tuple(sorted(changes, key=lambda change: change.edit.span))
    source = before.source
    text = apply(source, [change.edit for change in ordered])
    after = parse(Source(source.uri, text, source.version), before)
    return after, verdict(EditCandidate(before, ordered, after))


def verdict(candidate: EditCandidate) -> str:
    """The first objection of any check, or nothing."""
    return next(filter(None, (check(candidate) for check in CHECKS.values())), "")


def _outside(candidate: EditCandidate) -> str:
    """Bytes outside the edits are the same."""
    before, after, at, shift = candidate.before.source.data, candidate.after.source.data, 0, 0
    for change in candidate.changes:
        span = change.edit.span
        if before[at : span.start] != after[at + shift : span.start + shift]:
            return "Text outside the docstring would change."
        at, shift = span.end, shift + size(change.edit.text) - len(span)
    same = before[at:] == after[at + shift :] and at + shift >= 0
    return "" if same else "Text behind the docstring would change."


def _removed(candidate: EditCandidate) -> str:
    """What gives way is the old docstring, or the blanks before a body on the header's line."""
    for change in candidate.changes:
        docstring, span = change.symbol.docstring, change.edit.span
        gap = candidate.before.data[span.start : span.end]
        if docstring is not None:
            allowed = docstring.start <= span.start and span.end <= docstring.end
        elif _on_header_line(change):
            allowed = not re.sub(rb"\\\r?\n", b"", gap).strip(b" \t\f")
        else:
            allowed = not gap
        if not allowed:
            return "More than the docstring would be replaced."
    return ""


def _on_header_line(change: DocstringChange) -> bool:
    """Whether the edit fills the gap between a colon and the body."""
    symbol, body = change.symbol, change.symbol.body
    if symbol.kind is SymbolKind.MODULE or body is None:
        return False
    return change.edit.span == Span(symbol.header.end, body.start)


def _added(candidate: EditCandidate) -> str:
    """What is added is one literal, on lines of its own, and at most one blank line after it."""
    for change in candidate.changes:
        head, tail = _around(change.edit.text)
        if change.symbol.docstring is not None:
            if head or tail:
                return "Blanks around the docstring would change."
        elif _on_header_line(change):
            if not re.fullmatch(rf"({_NEWLINE})[ \t]+", head) or head != tail:
                return "The body would not stand under the docstring."
        elif not _whole_lines(candidate.before, change.edit.span.start, head, tail):
            return "The docstring would not stand on lines of its own."
    return ""


def _around(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _whole_lines(syntax: Syntax, at: int, head: str, tail: str) -> bool:
    """Whether new lines begin where a line begins, or where the text ends."""
    if at == len(syntax.data) and head.startswith(("\r", "\n")):
        return re.fullmatch(rf"({_NEWLINE})[ \t]*", head) is not None and not tail
    fresh = margin_of(syntax, at) == b""
    return fresh and re.fullmatch(rf"({_NEWLINE}){{1,2}}", tail) is not None


def _margin(candidate: EditCandidate) -> str:
    """The docstring begins in the body's column, with the same blanks."""
    for change in candidate.changes:
        body, header = change.symbol.body, change.symbol.header
        margin = re.split(_NEWLINE, _around(change.edit.text)[0])[-1].encode()
        if change.symbol.docstring is not None or change.symbol.kind is SymbolKind.MODULE:
            wrong = change.symbol.docstring is None and bool(margin)
        elif body is not None and (own := indentation(candidate.before, body.start)) is not None:
            wrong = margin != own.rpartition(b"\f")[2]
        else:
            wrong = columns(margin) <= columns(indentation(candidate.before, header.start) or b"")
        if wrong:
            return "The docstring would not stand in the body's column."
    return ""


def _newlines(candidate: EditCandidate) -> str:
    """New lines end as the line beside them does."""
    for change in candidate.changes:
        at = change.edit.span.start
        allowed = {
            newline_at(candidate.before.source, at),
            newline_at(candidate.before.source, max(at - 1, 0)),
        }
        kept = candidate.before.source.slice(change.edit.span)
        for newline in set(re.findall(_NEWLINE, change.edit.text)):
            if newline not in allowed and newline not in kept:
                return "The docstring's newlines would not be the file's."
    return ""


def _blanks(candidate: EditCandidate) -> str:
    """No new line ends in blanks."""
    for change in candidate.changes:
        kept = set(re.split(_NEWLINE, candidate.before.source.slice(change.edit.span)))
        lines = re.split(_NEWLINE, change.edit.text)[:-1]
        if any(line != line.rstrip() and line not in kept for line in lines):
            return "A line of the docstring would end in blanks."
    return ""


def _token(candidate: EditCandidate) -> str:
    """The literal is one string token in triple quotes."""
    form = re.compile(r"""\A[rRuU]?("{3}|'{3})(?:(?!\1)[^\\]|\\.)*\1\Z""", re.DOTALL)
    for span, change in zip(candidate.literals, candidate.changes, strict=True):
        old, new = change.symbol.docstring, candidate.after.source.slice(span)
        kept = old is not None and new == candidate.before.source.slice(old)
        if not kept and form.match(new) is None:
            return "The docstring would not be one triple quoted string."
    return ""


def _place(candidate: EditCandidate) -> str:
    """The same symbol has its docstring exactly there."""
    for change, symbol, literal in zip(
        candidate.changes, candidate.symbols, candidate.literals, strict=True
    ):
        was = change.symbol
        if symbol is None or (symbol.qualname, symbol.kind) != (was.qualname, was.kind):
            return f"{was.name} would not be found again."
        if symbol.docstring != literal:
            return f"The string would not be the docstring of {was.name}."
    return ""


def _value(candidate: EditCandidate) -> str:
    """It says what it should."""
    for change, symbol in zip(candidate.changes, candidate.symbols, strict=True):
        if symbol is None or symbol.docstring is None:
            continue
        value = value_of(candidate.after.source.slice(symbol.docstring))
        if value is None or not cleans_to(value, change.text):
            return "The docstring would not say exactly what it should."
    return ""


def _tree(candidate: EditCandidate) -> str:
    """The tree is the old one but for the docstring."""
    return "The code's structure would change." if unlike(candidate) else ""


def _lexical(candidate: EditCandidate) -> str:
    """In unfinished code: nothing goes into a string, and no string or bracket begins to differ."""
    if not candidate.before.broken:
        return ""
    before, after = candidate.before.whole_scan, candidate.after.whole_scan
    opened = before.open_string
    if opened is not None and any(change.edit.span.end > opened for change in candidate.changes):
        return "A string above is not closed; close it first."
    moved = [candidate.moved(opened)] if opened is not None else []
    same = moved == ([after.open_string] if after.open_string is not None else [])
    same = same and tuple(map(candidate.moved, before.broken)) == after.broken
    if not same or _strings(candidate, before, old=True) != _strings(candidate, after, old=False):
        return "The unfinished code around it would be read differently."
    return ""


def _strings(candidate: EditCandidate, scan: Scan, *, old: bool) -> list[Span]:
    """The strings over lines but for docstrings, where they stand after the changes."""
    gone = candidate.old if old else candidate.new
    kept = [string for string in scan.strings if not gone.hold(string.start, string.end)]
    if not old:
        return kept
    return [Span(candidate.moved(string.start), candidate.moved_end(string.end)) for string in kept]


def _witness(candidate: EditCandidate) -> str:
    """The running Python, where it can read the file, sees the same program."""
    return "Python would read the code differently." if contradicts(candidate) else ""


CHECKS: dict[str, Callable[[EditCandidate], str]] = {
    "outside": _outside,
    "removed": _removed,
    "added": _added,
    "margin": _margin,
    "newlines": _newlines,
    "blanks": _blanks,
    "token": _token,
    "place": _place,
    "value": _value,
    "tree": _tree,
    "lexical": _lexical,
    "witness": _witness,
}
