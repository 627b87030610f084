"""What Sphinx and Epytext share: one field a claim, ``:param x: …`` or ``@param x: …``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from ...analysis import SectionKind
from ..dialect import with_default
from ..model import Entry, Style
from ..outline import Item, Mark, Section, depth, last_line, shown_lines
from ..wrap import wrap

_STEP = "    "
# The type of each claim has a field of its own; what is yielded has none, as rtype would say that
# calling the function gives one such thing.
TYPE_FIELDS = {
    SectionKind.PARAMETERS: "type",
    SectionKind.ATTRIBUTES: "vartype",
    SectionKind.RETURNS: "rtype",
}
_CLAIMS = {
    **dict.fromkeys(
        ("param", "parameter", "arg", "argument", "key", "keyword", "kwarg", "kwparam"),
        SectionKind.PARAMETERS,
    ),
    **dict.fromkeys(("return", "returns"), SectionKind.RETURNS),
    **dict.fromkeys(("yield", "yields"), SectionKind.YIELDS),
    **dict.fromkeys(("raise", "raises", "except", "exception"), SectionKind.RAISES),
    **dict.fromkeys(("ivar", "var", "cvar"), SectionKind.ATTRIBUTES),
}
_TYPES = {
    "type": SectionKind.PARAMETERS,
    "kwtype": SectionKind.PARAMETERS,
    "paramtype": SectionKind.PARAMETERS,
    "vartype": SectionKind.ATTRIBUTES,
    "rtype": SectionKind.RETURNS,
    "returntype": SectionKind.RETURNS,
    "ytype": SectionKind.YIELDS,
}
_FIELD = re.compile(
    r"\s*(?P<mark>[:@])(?P<field>[A-Za-z]+)(?P<argument>[ \t]++(?:[^:\n]|:(?=\S))*+)?"
    r":(?=\s|$)\s*+(?P<text>.*)$"
)
_NAME = re.compile(
    r"(?P<type>.*?)`?(?P<stars>(?:\\?\*){0,2})\\?(?<![\w.-])(?P<name>[^\W\d](?:[\w.-]|\\_)*+)"
    r"`?\s*+(?:=\s*+\S++)?\s*+$"
)


def entry_writer(
    mark: Callable[[str, str], str], names: dict[SectionKind, str], types: dict[SectionKind, str]
) -> Callable[[SectionKind, Entry, Style, int], list[str]]:
    """A writer of entries as fields.

    Args:
        mark: Puts a field's name and argument between the style's marks.
        names: The field of each section.
        types: The field that gives the type, where the style has one.
    """

    def entry(kind: SectionKind, item: Entry, style: Style, width: int) -> list[str]:
        text = with_default(item, style)
        argument = (
            "" if kind in (SectionKind.RETURNS, SectionKind.YIELDS) else item.name.lstrip("*")
        )
        wanted = style.types if argument else style.repeats_result
        typed = wanted and item.type and kind in types
        lines: list[str] = []
        if text or not typed or kind in (SectionKind.PARAMETERS, SectionKind.ATTRIBUTES):
            head = mark(names[kind], item.name if argument else "")
            lines = wrap(text, width, f"{head} " if text else head, _STEP)
        if typed:
            optional = ", optional" if item.optional and style.qualifies_types else ""
            field = mark(types[kind], item.name if argument else "")
            lines.append(f"{field} {item.type}{optional}")
        return lines

    return entry


def no_heading(kind: SectionKind) -> list[str]:
    """Fields need no heading."""
    return []


def examples(text: str, width: int) -> list[str]:
    """Examples as plain paragraphs."""
    return wrap(text, width)


@dataclass(frozen=True)
class _Field:
    kind: SectionKind
    is_type: bool
    style: str
    title: str
    start: int
    end: int
    name: Mark | None
    stated: Mark | None
    text: Mark | None


def read_fields(lines: tuple[str, ...], taken: set[int]) -> list[Section]:
    """One section for all fields of a kind; fields of other names hold the lines they need."""
    fields = _settled(_fields(lines, taken))
    sections = []
    for kind in SectionKind:
        mine = [field for field in fields if field.kind is kind]
        if kind is SectionKind.OTHER:
            sections += [
                Section(kind, field.style, field.title, field.start, field.start, field.end)
                for field in mine
            ]
        elif mine:
            sections.append(_section(kind, mine))
    return sections


def _settled(fields: list[_Field]) -> list[_Field]:
    """Types under the claims they belong to: Epytext has one field for those of attributes too."""
    attributes = {f.name.text for f in fields if f.kind is SectionKind.ATTRIBUTES and f.name}
    parameters = {
        f.name.text for f in fields if f.kind is SectionKind.PARAMETERS and f.name and not f.is_type
    }
    claims = {field.kind for field in fields if not field.is_type}
    yields = SectionKind.YIELDS in claims and SectionKind.RETURNS not in claims

    def settled(field: _Field) -> _Field:
        if not field.is_type:
            return field
        if field.name and field.name.text in attributes - parameters:
            return replace(field, kind=SectionKind.ATTRIBUTES)
        return (
            replace(field, kind=SectionKind.YIELDS)
            if yields and field.kind is SectionKind.RETURNS
            else field
        )

    return [settled(field) for field in fields]


def _section(kind: SectionKind, fields: list[_Field]) -> Section:
    items = _items(fields)
    start = min(field.start for field in fields)
    end = max(field.end for field in fields)
    return Section(kind, fields[0].style, fields[0].title, start, start, end, tuple(items))


def _items(fields: list[_Field]) -> list[Item]:
    """Claims, each with the field that gives its type; a type without a claim is one too."""
    items: dict[str, Item] = {}
    wanting: dict[str, set[bool]] = {}
    for field in fields:
        key = field.name.text if field.name else ""
        if field.is_type in wanting.get(key, ()):
            items[key] = _joined(items[key], field)
            wanting[key].discard(field.is_type)
            continue
        unique = f"{key} {field.start}" if key in items else key
        items[unique] = _item(field)
        # A claim waits for the field that gives its type, and the other way round.
        wanting[unique] = {False} if field.is_type else {True} - {field.stated is not None}
    return sorted(items.values(), key=lambda item: item.start)


def _item(field: _Field) -> Item:
    names = (field.name,) if field.name else ()
    return Item(
        field.start,
        field.end,
        names,
        type=field.stated,
        text=field.text,
        type_only=field.is_type,
    )


def _joined(item: Item, field: _Field) -> Item:
    """An entry and one more field of the same name; neighbours become one block."""
    stated = field.stated or item.type
    text = item.text or field.text
    labels = (*item.labels, *((field.name,) if field.name else ()))
    item = replace(item, type=stated, text=text, labels=labels, type_only=False)
    if field.start == item.end:
        return replace(item, end=field.end)
    return replace(item, others=(*item.others, (field.start, field.end)))


def _fields(lines: tuple[str, ...], taken: set[int]) -> list[_Field]:
    shown = shown_lines(lines)
    heads = [
        (i, match)
        for i, line in enumerate(lines)
        if i not in taken and i not in shown and (match := _FIELD.match(line))
    ]
    starts = {i for i, _ in heads}
    return [
        _field(lines, i, match, last_line(lines, i + 1, _end(lines, i, starts, taken)))
        for i, match in heads
    ]


def _end(lines: tuple[str, ...], at: int, starts: set[int], taken: set[int]) -> int:
    outer = depth(lines[at])
    end, blank = at + 1, False
    while end < len(lines) and end not in starts and end not in taken:
        if not lines[end].strip():
            blank = True
        elif depth(lines[end]) <= outer and blank:
            break
        else:
            blank = False
        end += 1
    return end


def _field(lines: tuple[str, ...], at: int, match: re.Match[str], end: int) -> _Field:
    word = match["field"].lower()
    style = "sphinx" if match["mark"] == ":" else "epytext"
    is_type = word in _TYPES
    kind = _TYPES.get(word) or _CLAIMS.get(word, SectionKind.OTHER)
    text = Mark(at, match.start("text"), len(lines[at]), match["text"]) if match["text"] else None
    name, stated = _argument(at, match, kind)
    if is_type:
        stated, text = text, None
    return _Field(kind, is_type, style, match["field"], at, end, name, stated, text)


def _argument(at: int, match: re.Match[str], kind: SectionKind) -> tuple[Mark | None, Mark | None]:
    """The name in a field's head, and the type that may stand before it."""
    argument = match["argument"] or ""
    parts = _NAME.match(argument)
    if not parts or kind in (SectionKind.RETURNS, SectionKind.YIELDS, SectionKind.OTHER):
        return None, None
    offset = match.start("argument")
    name = Mark(
        at,
        offset + parts.start("name"),
        offset + parts.end("name"),
        parts["name"].replace("\\_", "_"),
    )
    typed = parts["type"].strip()
    if not typed or kind is SectionKind.RAISES:
        return name, None
    start = offset + len(parts["type"]) - len(parts["type"].lstrip())
    return name, Mark(at, start, start + len(typed), typed)
