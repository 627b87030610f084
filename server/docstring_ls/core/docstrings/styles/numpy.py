"""NumPy style: underlined headings and ``name : type`` above an indented description."""

from __future__ import annotations

import re

from ...analysis import SectionKind
from ..dialect import SECTION_ORDER, SECTION_TITLES, Dialect, told_default
from ..model import Entry, Style
from ..outline import Item, Section, depth, indentation, last_line, mark_of, name_marks, shown_lines
from ..wrap import wrap

TITLES = {
    SectionKind.PARAMETERS: "Parameters",
    SectionKind.ATTRIBUTES: "Attributes",
    SectionKind.RETURNS: "Returns",
    SectionKind.YIELDS: "Yields",
    SectionKind.RAISES: "Raises",
}
_STEP = "    "
# Markdown's headings, as Keras and AllenNLP have them.
_MARKDOWN = re.compile(r"#{1,4}\s+(?P<title>[A-Za-z][\w -]*):?\s*$")
_UNDERLINE = re.compile(r"\s*([-=~])\1{2,}\s*$")
_NAME = r"`{0,2}\\?\*{0,2}[^\W\d][\w.]*\*{0,2}`{0,2}"
_ENTRY = re.compile(
    rf"\s*(?:[-*+•]\s)?(?P<names>{_NAME}(?:\s*+,\s*+(?:{_NAME}|\.\.\.))*)(?:\s*=\s*[^\s:]+(?=\s*:))?\s*+"
    r"(?::(?P<gap>\s*+)(?P<type>.*+)|(?<=\s)\((?P<inside>[^()]*)\)(?:\s*:.*)?)?$"
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
    """The sections, each from its heading up to the next."""
    shown = _fenced(lines) | shown_lines(lines)
    read = [i for i in range(len(lines)) if i not in shown]
    heads = [(i, *head) for i in read if (head := _heading(lines, i))]
    sections = []
    for number, (at, title, body) in enumerate(heads):
        stop = heads[number + 1][0] if number + 1 < len(heads) else len(lines)
        kind = SECTION_TITLES.get(title.lower(), SectionKind.OTHER)
        end = last_line(lines, body, stop)
        sections.append(_body(lines, at, body, end, kind, title))
    return sections


def _heading(lines: tuple[str, ...], at: int) -> tuple[str, int] | None:
    """A heading's title and the first line behind it."""
    markdown = _MARKDOWN.match(lines[at])
    if markdown:
        return markdown["title"], at + 1
    if at + 1 < len(lines) and _is_underlined(lines, at):
        return lines[at].strip().rstrip(":"), at + 2
    return None


def _fenced(lines: tuple[str, ...]) -> set[int]:
    """Lines of code between Markdown's fences, in which nothing is a heading."""
    fences = [at for at, line in enumerate(lines) if line.lstrip().startswith("```")]
    pairs = zip(fences[::2], fences[1::2], strict=False)
    return {at for start, end in pairs for at in range(start, end + 1)}


def _is_underlined(lines: tuple[str, ...], at: int) -> bool:
    title, line = lines[at], lines[at + 1]
    return (
        bool(re.match(r"\s*[A-Za-z][\w /&'-]*:?\s*$", title))
        and bool(_UNDERLINE.match(line))
        and depth(title) == depth(line)
        and (at == 0 or not _UNDERLINE.match(lines[at - 1]))
    )


def _body(
    lines: tuple[str, ...], at: int, body: int, end: int, kind: SectionKind, title: str
) -> Section:
    first = next((i for i in range(body, end) if lines[i].strip()), None)
    indent = indentation(lines[first if first is not None else at])
    if kind is SectionKind.OTHER or first is None:
        return Section(kind, "numpy", title, at, body, end, indent=indent)
    base = depth(lines[first])
    fenced = _fenced(lines)
    heads = [
        i
        for i in range(first, end)
        if lines[i].strip() and depth(lines[i]) <= base and i not in fenced
    ]
    items, loose = [], []
    for number, start in enumerate(heads):
        stop = heads[number + 1] if number + 1 < len(heads) else end
        item = _read_entry(lines[start], start, last_line(lines, start + 1, stop), kind)
        if item is None:
            loose.append(start)
        else:
            items.append(item)
    return Section(kind, "numpy", title, at, body, end, tuple(items), indent, tuple(loose))


def _read_entry(line: str, start: int, end: int, kind: SectionKind) -> Item | None:
    if kind in (SectionKind.RETURNS, SectionKind.YIELDS):
        match = _OUTCOME.match(line.rstrip())
        assert match
        names = (mark_of(start, match, "names"),) if match["names"] else ()
        return Item(start, end, names, type=mark_of(start, match, "type"))
    match = _ENTRY.match(line.rstrip())
    if not match:
        return None
    group = next((name for name in ("type", "inside") if match[name]), None)
    stated = mark_of(start, match, group) if group else None
    return Item(start, end, name_marks(start, match.start("names"), match["names"]), type=stated)


NUMPY = Dialect(
    "numpy",
    SECTION_ORDER,
    heading,
    entry,
    examples,
    (read_sections,),
)
