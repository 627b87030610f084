"""Finds underlined NumPy sections as people write them."""

from __future__ import annotations

import re

from .dialect import Kind
from .names import name_marks
from .outline import Item, Section, depth, indentation, last_line, mark_of

KINDS = {
    "parameters": Kind.PARAMETERS,
    "parameter": Kind.PARAMETERS,
    "args": Kind.PARAMETERS,
    "arguments": Kind.PARAMETERS,
    "other parameters": Kind.PARAMETERS,
    "keyword arguments": Kind.PARAMETERS,
    "returns": Kind.RETURNS,
    "return": Kind.RETURNS,
    "yields": Kind.YIELDS,
    "yield": Kind.YIELDS,
    "raises": Kind.RAISES,
    "attributes": Kind.ATTRIBUTES,
}
_UNDERLINE = re.compile(r"\s*([-=~])\1{2,}\s*$")
_NAME = r"`{0,2}\\?\*{0,2}[^\W\d][\w.]*`{0,2}"
_ENTRY = re.compile(
    rf"\s*(?P<names>{_NAME}(?:\s*,\s*(?:{_NAME}|\.\.\.))*)\s*(?::(?P<gap>\s*)(?P<type>.*?))?\s*$"
)
_OUTCOME = re.compile(r"\s*(?:(?P<names>[^\W\d]\w*)\s*:(?=\s)\s*)?(?P<type>\S.*?)\s*$")


def sections(lines: tuple[str, ...], taken: set[int]) -> list[Section]:
    """The sections, each up to the next underlined heading."""
    heads = [i for i in range(len(lines) - 1) if _is_heading(lines, i)]
    found = []
    for number, at in enumerate(heads):
        stop = heads[number + 1] if number + 1 < len(heads) else len(lines)
        title = lines[at].strip().rstrip(":")
        kind = KINDS.get(title.lower(), Kind.OTHER)
        end = last_line(lines, at + 2, stop)
        found.append(_body(lines, at, end, kind, title))
    return found


def _is_heading(lines: tuple[str, ...], at: int) -> bool:
    title, line = lines[at], lines[at + 1]
    return (
        bool(re.match(r"\s*[A-Za-z][\w /&'-]*:?\s*$", title))
        and bool(_UNDERLINE.match(line))
        and depth(title) == depth(line)
        and (at == 0 or not _UNDERLINE.match(lines[at - 1]))
    )


def _body(lines: tuple[str, ...], at: int, end: int, kind: Kind, title: str) -> Section:
    first = next((i for i in range(at + 2, end) if lines[i].strip()), None)
    indent = indentation(lines[first if first is not None else at])
    if kind is Kind.OTHER or first is None:
        return Section(kind, "numpy", title, at, at + 2, end, indent=indent)
    base = depth(lines[first])
    heads = [i for i in range(first, end) if lines[i].strip() and depth(lines[i]) <= base]
    items, loose = [], []
    for number, start in enumerate(heads):
        stop = heads[number + 1] if number + 1 < len(heads) else end
        item = _entry(lines[start], start, last_line(lines, start + 1, stop), kind)
        if item is None:
            loose.append(start)
        else:
            items.append(item)
    return Section(kind, "numpy", title, at, at + 2, end, tuple(items), indent, tuple(loose))


def _entry(line: str, start: int, end: int, kind: Kind) -> Item | None:
    if kind in (Kind.RETURNS, Kind.YIELDS):
        match = _OUTCOME.match(line)
        assert match
        names = (mark_of(start, match, "names"),) if match["names"] else ()
        return Item(start, end, names, type=mark_of(start, match, "type"))
    match = _ENTRY.match(line)
    if not match:
        return None
    stated = mark_of(start, match, "type") if match["type"] else None
    return Item(start, end, name_marks(start, match.start("names"), match["names"]), type=stated)
