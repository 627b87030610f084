"""Google style: ``Args:`` and indented ``name (type): description``."""

from __future__ import annotations

import re
from bisect import bisect_right

from ...analysis import SectionKind
from ..dialect import SECTION_ORDER, SECTION_TITLES, Dialect, with_default
from ..model import Entry, Style
from ..outline import Item, Mark, Section, depth, indentation, last_line, name_marks, shown_lines
from ..wrap import columns, wrap

TITLES = {
    SectionKind.PARAMETERS: "Args",
    SectionKind.ATTRIBUTES: "Attributes",
    SectionKind.RETURNS: "Returns",
    SectionKind.YIELDS: "Yields",
    SectionKind.RAISES: "Raises",
}
_STEP = "    "
_KINDS = SECTION_TITLES | {
    "arg": SectionKind.PARAMETERS,
    "params": SectionKind.PARAMETERS,
    "keyword args": SectionKind.PARAMETERS,
    "raise": SectionKind.RAISES,
}
# ``Args:``, or ``Returns: what comes out`` on one line.
_HEADING = re.compile(r"\s*(?P<title>[A-Za-z][\w /'`-]{0,60}?)\s*:\s*(?P<rest>.*)$")
_INLINE = re.compile(r"(Returns?|Yields?)$")
# ``x``, ``*args``, ``x, y``, ``x and y`` or ``x=3`` at the head of an entry, marked up or not.
_NAME = r"`{0,2}\*{0,2}[^\W\d][\w.]*\*{0,2}`{0,2}"
_ENTRY = re.compile(
    rf"\s*(?:[-*+•]\s+)?(?P<names>{_NAME}(?:(?:\s*[,/]\s*|\s+(?:and|or)\s+){_NAME})*)(?:=[^\s:=]+(?=\s*:))?"
)
_FLAT = re.compile(
    r"\s*(?:[-*+•]\s+)?`{0,2}\*{0,2}[a-zA-Z_]\w*\*{0,2}`{0,2}(?:\s*[(\[].*[)\]])?\s*:\s*\S"
)
_BULLET = re.compile(r"\s*[-*+•]\s")
# What parts names from a description: a colon, as the style wants it, a dash, or a role such as
# ``:math:``, with which the description begins.
_SEPARATOR = re.compile(
    r"\s*(?P<mark>:(?=\s|$)|--(?=\s)|[-–](?=\s)|(?<=\s)(?=:\w+:`)|$)\s*(?P<text>.*)$"
)
# ``type: what it means`` in a section that has no names.
_TYPE = re.compile(r"(?P<type>[^\s:][^:\n]{0,78}?)\s*:(?=\s|$)\s*(?P<text>.*)$")


def heading(kind: SectionKind) -> list[str]:
    """The line that opens a section."""
    return [f"{TITLES[kind]}:"]


def entry(kind: SectionKind, item: Entry, style: Style, width: int) -> list[str]:
    """The lines of one entry."""
    if kind in (SectionKind.RETURNS, SectionKind.YIELDS):
        label = f"{item.type}:" if style.repeats_result and item.type else ""
        return _labelled(label, item.description, width, _STEP)
    label = item.name
    if kind is not SectionKind.RAISES and style.types:
        inside = [part for part in (item.type, "optional" if item.optional else "") if part]
        label += f" ({', '.join(inside)})" if inside else ""
    return _labelled(f"{label}:", with_default(item, style), width, _STEP * 2)


def _labelled(label: str, text: str, width: int, rest: str) -> list[str]:
    if not text.strip():
        return [_STEP + (label if len(rest) > len(_STEP) else label.rstrip(":"))]
    if columns(_STEP + label) > width:
        return [_STEP + label, *wrap(text, width, rest, rest)]
    return wrap(text, width, f"{_STEP}{label} " if label else _STEP, rest)


def examples(text: str, width: int) -> list[str]:
    """The lines of an examples section."""
    return ["Examples:", *wrap(text, width, _STEP, _STEP)]


def read_sections(lines: tuple[str, ...], taken: set[int]) -> list[Section]:
    """The sections; the lines in ``taken`` belong to others."""
    sections: list[Section] = []
    shown, at = shown_lines(lines), 0
    while at < len(lines):
        section = None if at in taken or at in shown else _section(lines, at, taken)
        if section:
            sections.append(section)
        at = section.end if section else at + 1
    return sections


def _section(lines: tuple[str, ...], at: int, taken: set[int]) -> Section | None:
    match = _HEADING.match(lines[at])
    if not match or lines[at].lstrip().startswith((">>>", "...")):
        return None
    title, rest = match["title"], match["rest"]
    if title[0].islower() and at and lines[at - 1].strip():
        # The end of a sentence, such as "for all of these parameters:".
        return None
    kind = _KINDS.get(title.lower())
    end = _end(lines, at, taken)
    if kind is SectionKind.PARAMETERS and not rest and end <= at + 1:
        return _flat(lines, at, taken, title)
    if rest:
        if kind in (SectionKind.RETURNS, SectionKind.YIELDS) and _INLINE.match(title):
            return _inline(lines, at, end, kind, title, match)
        return None
    if end <= at + 1:
        return None
    if kind is None:
        return Section(SectionKind.OTHER, "google", title, at, at + 1, end)
    return _body(lines, at, end, kind, title)


def _end(lines: tuple[str, ...], at: int, taken: set[int]) -> int:
    outer = depth(lines[at])
    end = at + 1
    inner = next((depth(line) for line in lines[at + 1 :] if line.strip()), outer)
    while end < len(lines) and end not in taken:
        if lines[end].strip() and depth(lines[end]) <= outer:
            break
        if depth(lines[end]) < inner and _is_claims_heading(lines[end]):
            break
        end += 1
    return last_line(lines, at + 1, end)


def _flat(lines: tuple[str, ...], at: int, taken: set[int], title: str) -> Section | None:
    """Entries under a heading that are not indented; they end where anything else begins."""
    first = next((i for i in range(at + 1, len(lines)) if lines[i].strip()), len(lines))
    end = first
    while end < len(lines) and end not in taken and lines[end].strip():
        if depth(lines[end]) < depth(lines[at]) or (
            depth(lines[end]) == depth(lines[at]) and not _is_flat_entry(lines[end])
        ):
            break
        end += 1
    if end == first or depth(lines[first]) != depth(lines[at]):
        return None
    return _body(lines, at, end, SectionKind.PARAMETERS, title)


def _is_flat_entry(line: str) -> bool:
    """Whether a line is ``name: description``, and no heading."""
    match = _HEADING.match(line)
    titled = match is not None and match["title"].lower() in _KINDS
    return not titled and _FLAT.match(line) is not None


def _is_claims_heading(line: str) -> bool:
    match = _HEADING.match(line)
    return match is not None and not match["rest"] and match["title"].lower() in _KINDS


def _inline(
    lines: tuple[str, ...], at: int, end: int, kind: SectionKind, title: str, match: re.Match[str]
) -> Section:
    column = match.start("rest")
    item = _outcome(at, max(end, at + 1), lines[at], column)
    return Section(kind, "google", title, at, at, max(end, at + 1), (item,), indentation(lines[at]))


def _body(lines: tuple[str, ...], at: int, end: int, kind: SectionKind, title: str) -> Section:
    first = next(i for i in range(at + 1, end) if lines[i].strip())
    indent = indentation(lines[first])
    if kind in (SectionKind.RETURNS, SectionKind.YIELDS):
        item = _outcome(first, end, lines[first], len(indent))
        return Section(kind, "google", title, at, at + 1, end, (item,), indent)
    starts, loose = _starts(lines, first, end, kind)
    items = []
    bounds = sorted((*starts, *loose, end))
    for start in starts:
        stop = bounds[bisect_right(bounds, start)]
        entry_read = _read_entry(lines, start, last_line(lines, start + 1, stop), kind)
        if entry_read:
            items.append(entry_read)
    return Section(kind, "google", title, at, at + 1, end, tuple(items), indent, tuple(loose))


def _starts(
    lines: tuple[str, ...], first: int, end: int, kind: SectionKind
) -> tuple[list[int], list[int]]:
    """First lines of entries, and of loose paragraphs between them."""
    base = depth(lines[first])
    # A list at the level of the entries belongs to one of them, unless all are in it.
    is_list = _BULLET.match(lines[first]) is not None
    starts: list[int] = []
    loose: list[int] = []
    for i in range(first, end):
        if not lines[i].strip() or depth(lines[i]) > base:
            continue
        bulleted = _BULLET.match(lines[i]) is not None
        if bulleted is is_list and _read_entry(lines, i, i + 1, kind):
            starts.append(i)
        elif i == first or not lines[i - 1].strip():
            loose.append(i)
    return starts, loose


def _read_entry(lines: tuple[str, ...], start: int, end: int, kind: SectionKind) -> Item | None:
    """The entry that begins on a line, or None where the line is something else."""
    line = lines[start]
    match = _ENTRY.match(line)
    if not match:
        return None
    at = match.end()
    inside, at = _bracketed(line, start, at)
    tail = _SEPARATOR.match(line, at)
    if not tail:
        return None
    bare = not tail["mark"] and not inside and not tail["text"].startswith(":")
    if bare and not _stands_alone(lines, start, end):
        return None
    colon = tail["mark"].startswith(":") or not (tail["mark"] or tail["text"])
    if not colon and kind is not SectionKind.PARAMETERS:
        return None
    text = Mark(start, tail.start("text"), len(line), tail["text"]) if tail["text"] else None
    names = name_marks(start, match.start("names"), match["names"])
    return Item(start, end, names, type=inside, text=text)


def _stands_alone(lines: tuple[str, ...], start: int, end: int) -> bool:
    following = lines[start + 1] if start + 1 < len(lines) else ""
    return bool(following.strip()) and depth(following) > depth(lines[start])


def _bracketed(line: str, number: int, at: int) -> tuple[Mark | None, int]:
    """A type in round or square brackets after the name, brackets inside it balanced."""
    start = at + len(line[at:]) - len(line[at:].lstrip())
    if start >= len(line) or line[start] not in "([":
        return None, at
    level = 0
    for i in range(start, len(line)):
        level += (line[i] in "([{") - (line[i] in ")]}")
        if level == 0:
            return Mark(number, start + 1, i, line[start + 1 : i]), i + 1
    return None, at


def _outcome(start: int, end: int, line: str, column: int) -> Item:
    match = _TYPE.match(line, column)
    if match and _typelike(match["type"]):
        kind = Mark(start, match.start("type"), match.end("type"), match["type"])
        text = Mark(start, match.start("text"), len(line), match["text"])
        return Item(start, end, type=kind, text=text if match["text"] else None)
    return Item(start, end, text=Mark(start, column, len(line), line[column:]))


def _typelike(text: str) -> bool:
    """Whether what stands before a colon can be a type and not the start of a sentence."""
    outside = re.sub(r"[\[({].*[\])}]", "", text)
    words = re.split(r"\s*\|\s*|\s*,\s*|\s+or\s+|\s+of\s+", outside)
    return all(re.fullmatch(r"[`~:\w.*'\"-]+", word.strip()) for word in words if word.strip())


GOOGLE = Dialect(
    "google",
    SECTION_ORDER,
    heading,
    entry,
    examples,
    (read_sections,),
)
