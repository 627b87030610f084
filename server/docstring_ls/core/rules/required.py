"""Takes away a stated default where the parameter has none any more."""

from __future__ import annotations

import re

from ..analysis import Parameter, SectionKind
from ..docstrings import Item, Outline, parse
from .matching import parameter_named
from .stated_default import stated_default
from .update_context import UpdateContext

_STATEMENT = re.compile(
    r"[,;]?\s*(?:the\s+)?defaults?(?:\s+value)?[\s:=]*(?:is|to|are|of)?\s*`{0,2}$", re.I
)
_IN_BRACKETS = re.compile(r"\s*\((?:optional,?\s*)?$", re.I)


def without_lost_default(text: str, name: str, job: UpdateContext) -> str:
    """The text without the default of a parameter that must be given now."""
    outline = parse(text)
    lines = list(outline.lines)
    for item, parameter in _required(outline, job):
        line = _lost_default(outline, item, parameter)
        if parameter.name == name and line is not None:
            lines[line] = _without_default(lines[line], item.names[0].end)
            if item.type and item.type.line == line:
                lines[line] = re.sub(r",\s*optional(?=\s*(?:\)|$))", "", lines[line], count=1)
            job.note(
                "lost-default",
                f"`{name}` has no default any more: it was taken out of its entry.",
                parameter.place,
            )
    return "\n".join(lines)


def _required(outline: Outline, job: UpdateContext) -> list[tuple[Item, Parameter]]:
    """Entries of one name, each with its parameter that has no default."""
    found = []
    for item in outline.items(SectionKind.PARAMETERS):
        parameter = parameter_named(job.facts, item.names[0].text) if len(item.names) == 1 else None
        if parameter and parameter.default is None and not parameter.kind.is_starred:
            found.append((item, parameter))
    return found


def _lost_default(outline: Outline, item: Item, parameter: Parameter) -> int | None:
    """The line whose stated default can be cut out cleanly, where an entry states one."""
    stated = [
        line
        for line in item.lines
        if stated_default(outline.lines[line], item.names[0].end if line == item.start else 0)
    ]
    if len(stated) != 1 or stated[0] != item.start:
        return None
    line = outline.lines[stated[0]]
    return stated[0] if _without_default(line, item.names[0].end) != line else None


def _without_default(line: str, column: int) -> str:
    """The line without the words that state its default; unchanged where they are entangled."""
    found = stated_default(line, column)
    if found is None:
        return line
    before = _STATEMENT.sub("", line[: found.start])
    after = line[found.end :].lstrip("`")
    if after.strip()[:1] not in ("", ".", ")", "]"):
        return line
    before = re.sub(r",\s*optional$", "", before)
    if after.startswith(")") and _IN_BRACKETS.search(before):
        return (_IN_BRACKETS.sub("", before) + after[1:]).rstrip()
    if after.strip() in (".", "") and before.rstrip().endswith((".", "!", "?")):
        return before.rstrip()
    return (before + after).rstrip()
