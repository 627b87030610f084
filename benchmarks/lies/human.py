"""A person's docstring read into the model of a docstring: prose only, one paragraph a place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docstring_ls.core.analysis import SectionKind
from docstring_ls.core.docstrings import Docstring, Entry, Item, Outline, parse

# Lines that are layout rather than prose.
_LAYOUT = re.compile(r"\s|[-*+•|=~^#]|\.\. |>>>|\.\.\. |\d+[.)] |:\w+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\s a-z])|\n\n")
# Longer ones are cut by a rule about length, which is another question.
LONGEST = 380


def read(text: str) -> Docstring:
    """What it says in prose; lists, code and tables stay out."""
    outline = parse(text)
    paragraphs = _paragraphs(outline)
    summary, description = (paragraphs[0] if paragraphs else ""), paragraphs[1:]
    first, *more = _SENTENCE.split(summary) if summary else [""]
    rest = [" ".join(more)] if more else []
    return Docstring(
        summary=first,
        description="\n\n".join(part for part in (*rest, *description) if len(part) <= LONGEST),
        parameters=_entries(outline, SectionKind.PARAMETERS),
        attributes=_entries(outline, SectionKind.ATTRIBUTES),
        returns=_outcome(outline, SectionKind.RETURNS),
        yields=_outcome(outline, SectionKind.YIELDS),
        raises=_entries(outline, SectionKind.RAISES),
    )


def sentences(text: str) -> list[str]:
    """The sentences of a text, without the blanks between them."""
    return [item for item in _SENTENCE.split(text) if item.strip()]


def _paragraphs(outline: Outline) -> list[str]:
    end = outline.sections[0].start if outline.sections else len(outline.lines)
    text = "\n".join(outline.lines[:end]).strip()
    blocks = [block.split("\n") for block in re.split(r"\n\s*\n", text)]
    return [flat(block) for block in blocks if _is_prose(block)]


def _is_prose(block: list[str]) -> bool:
    return not any(map(_LAYOUT.match, block)) and not block[-1].rstrip().endswith(":")


def flat(lines: Iterable[str]) -> str:
    """Lines joined by single blanks."""
    return " ".join(" ".join(lines).split())


def _entries(outline: Outline, kind: SectionKind) -> tuple[Entry, ...]:
    found = []
    for item in outline.items(kind):
        said = _description(outline, item)
        if len(item.names) == 1 and said:
            found.append(Entry(item.names[0].text, said))
    return tuple(found)


def _outcome(outline: Outline, kind: SectionKind) -> Entry | None:
    items = outline.items(kind)
    said = _description(outline, items[0]) if len(items) == 1 else ""
    return Entry("", said) if said else None


def _description(outline: Outline, item: Item) -> str:
    """An entry's text as one paragraph; empty where it holds lists, code or tables."""
    if item.type_only:
        return ""
    begin = item.start + 1
    lines = [outline.lines[line].strip() for line in range(begin, item.end)]
    if item.text is not None:
        head = outline.lines[item.text.line][item.text.start :]
        lines = [head, *lines[item.text.line + 1 - begin :]]
    if any(re.match(r"[-*+•|=]|\.\. |>>>|\d+[.)] |:\w+|@\w+", line) for line in lines):
        return ""
    said = flat(lines)
    return said if len(said) <= LONGEST and "::" not in said else ""
