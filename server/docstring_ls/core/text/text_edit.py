"""Edits as values: applied, joined, made smaller."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .source import Source, Span
from .tracking import common_prefix

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement in one Source.

    Attributes:
        span: The bytes that give way.
        text: What stands there instead.
    """

    span: Span
    text: str


def apply(source: Source, edits: Iterable[Edit]) -> str:
    """The text after all edits, whose spans all mean ``source``.

    Raises:
        ValueError: When two of them overlap.
    """
    data, at, pieces = source.data, 0, []
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.span.start < at:
            raise ValueError("edits overlap")
        pieces += [data[at : edit.span.start], edit.text.encode("utf-8", "surrogatepass")]
        at = edit.span.end
    return b"".join([*pieces, data[at:]]).decode("utf-8", "surrogatepass")


def shrink(source: Source, edit: Edit) -> Edit:
    """The same edit without the lines at its ends that stay as they are."""
    old, new = _LINES.findall(source.slice(edit.span)), _LINES.findall(edit.text)
    head = common_prefix(old, new)
    tail = common_prefix(old[head:][::-1], new[head:][::-1])
    start = edit.span.start + _size(old[:head])
    end = edit.span.end - _size(old[len(old) - tail :])
    return Edit(Span(start, end), "".join(new[head : len(new) - tail]))


def _size(lines: list[str]) -> int:
    return len("".join(lines).encode("utf-8", "surrogatepass"))
