"""NumPy style: underlined headings and ``name : type`` above an indented description."""

from __future__ import annotations

import re

from ...analysis import SectionKind
from ..dialect import SECTION_ORDER, SECTION_TITLES, Dialect, told_default
from ..model import Entry, Style
from ..outline import Item, Section, depth, indentation, last_line, mark_of, name_marks
from ..wrap import wrap

TITLES = {
    SectionKind.PARAMETERS: "Parameters",
    SectionKind.ATTRIBUTES: "Attributes",
    SectionKind.RETURNS: "Returns",
    SectionKind.YIELDS: "Yields",
    SectionKind.RAISES: "Raises",
}
_STEP = "    "
_KINDS = SECTION_TITLES | {"parameter": SectionKind.PARAMETERS}
_UNDERLINE = re.compile(r"\s*([-=~])\1{2,}\s*$")
_NAME = r"`{0,2}\\?\*{0,2}[^\W\d][\w.]*`{0,2}"
_ENTRY = re.compile(
    rf"\s*(?P<names>{_NAME}(?:\s*+,\s*+(?:{_NAME}|\.\.\.))*)\s*+(?::(?P<gap>\s*+)(?P<type>.*+))?$"
)
_OUTCOME = re.compile(r"\s*+(?:(?P<names>[^\W\d]\w*+)\s*+:(?=\s)\s*+)?(?P<type>\S.*+)$")


def heading(kind: SectionKind) -> list[str]:
    """The lines that open a section."""
    return [TITLES[kind], "-" * len(TITLES[kind])]


def entry(kind: SectionKind, item: Entry, style: Style, width: int) -> list[str]:
    """The lines of one entry."""
    label = _label(kind, item, style)
    text = item.description.strip()
    body = wrap(text, width, _STEP, _STEP) if text else []
    return [label, *body] if label else wrap(text, width)


def _label(kind: SectionKind, item: Entry, style: Style) -> str:
    if kind in (SectionKind.RETURNS, SectionKind.YIELDS):
        return item.type if item.type else item.name
    # Without a type, "optional" would be read as one.
    if kind is SectionKind.RAISES or not style.types or not item.type:
        return item.name
    parts = [item.type] if item.type else []
    if not style.qualifies_types:
        pass
    elif told_default(item):
        parts.append(f"default: {told_default(item)}")
    elif item.optional:
        parts.append("optional")
    return f"{item.name} : {', '.join(parts)}" if parts else item.name


def examples(text: str, width: int) -> list[str]:
    """The lines of an examples section."""
    return ["Examples", "--------", *wrap(text, width)]


def read_sections(lines: tuple[str, ...], taken: set[int]) -> list[Section]:
    """The sections, each up to the next underlined heading."""
    heads = [i for i in range(len(lines) - 1) if _is_heading(lines, i)]
    sections = []
    for number, at in enumerate(heads):
        stop = heads[number + 1] if number + 1 < len(heads) else len(lines)
        title = lines[at].strip().rstrip(":")
        kind = _KINDS.get(title.lower(), SectionKind.OTHER)
        end = last_line(lines, at + 2, stop)
        sections.append(_body(lines, at, end, kind, title))
    return sections


def _is_heading(lines: tuple[str, ...], at: int) -> bool:
    title, line = lines[at], lines[at + 1]
    return (
        bool(re.match(r"\s*[A-Za-z][\w /&'-]*:?\s*$", title))
        and bool(_UNDERLINE.match(line))
        and depth(title) == depth(line)
        and (at == 0 or not _UNDERLINE.match(lines[at - 1]))
    )


def _body(lines: tuple[str, ...], at: int, end: int, kind: SectionKind, title: str) -> Section:
    first = next((i for i in range(at + 2, end) if lines[i].strip()), None)
    indent = indentation(lines[first if first is not None else at])
    if kind is SectionKind.OTHER or first is None:
        return Section(kind, "numpy", title, at, at + 2, end, indent=indent)
    base = depth(lines[first])
    heads = [i for i in range(first, end) if lines[i].strip() and depth(lines[i]) <= base]
    items, loose = [], []
    for number, start in enumerate(heads):
        stop = heads[number + 1] if number + 1 < len(heads) else end
        item = _read_entry(lines[start], start, last_line(lines, start + 1, stop), kind)
        if item is None:
            loose.append(start)
        else:
            items.append(item)
    return Section(kind, "numpy", title, at, at + 2, end, tuple(items), indent, tuple(loose))


def _read_entry(line: str, start: int, end: int, kind: SectionKind) -> Item | None:
    if kind in (SectionKind.RETURNS, SectionKind.YIELDS):
        match = _OUTCOME.match(line.rstrip())
        assert match
        names = (mark_of(start, match, "names"),) if match["names"] else ()
        return Item(start, end, names, type=mark_of(start, match, "type"))
    match = _ENTRY.match(line.rstrip())
    if not match:
        return None
    stated = mark_of(start, match, "type") if match["type"] else None
    return Item(start, end, name_marks(start, match.start("names"), match["names"]), type=stated)


NUMPY = Dialect(
    "numpy",
    SECTION_ORDER,
    heading,
    entry,
    examples,
    (read_sections,),
)
