"""Mends types and defaults that an entry states and the code contradicts."""

from __future__ import annotations

import re

from ..analysis import Parameter, SectionKind
from ..docstrings import Item, Mark, Outline, Section, parse
from .matching import parameter_named
from .stated_default import StatedDefault, contradicts_default, in_words_of, stated_default
from .stated_types import contradicts, taken_apart
from .update_context import (
    UpdateContext,
    signature_is_certain,
    with_line,
    without_section,
)

# What may follow a default; other words may be true of the stated one alone.
_ENDS = re.compile(r"`{0,2}(?:,?\s*(?:optional|required)\b|\s*(?:[.;)\]]|$))")
_MARKUP = re.compile(r"[lc]\{|:[\w:]+:(?=`)")


def with_true_type(text: str, name: str, job: UpdateContext) -> str:
    """The text with the annotation in place of a stated type that can't be true."""
    outline = parse(text)
    lines = outline.lines
    for item, annotation in _typed(outline, job):
        assert item.type
        stated = taken_apart(item.type.text)
        if _name_of(item) == name and contradicts(stated.core, annotation):
            worded = _in_markup_of(stated.core, _worded(annotation, stated.tail))
            lines = with_line(lines, item.type, worded + stated.tail)
    return "\n".join(lines)


def _name_of(item: Item) -> str:
    return item.names[0].text if item.names else ""


def _typed(outline: Outline, job: UpdateContext) -> list[tuple[Item, str]]:
    """Entries of one name with a stated type, each with its annotation."""
    facts = job.facts
    found = []
    for item in outline.items(SectionKind.PARAMETERS):
        parameter = parameter_named(facts, item.names[0].text) if len(item.names) == 1 else None
        if item.type and parameter and parameter.annotation and not parameter.kind.is_starred:
            found.append((item, parameter.annotation))
    annotations = {item.name: item.annotation for item in facts.attributes}
    for item in outline.items(SectionKind.ATTRIBUTES):
        name = item.names[0].text if len(item.names) == 1 else ""
        if item.type and annotations.get(name):
            found.append((item, annotations[name]))
    outcomes = outline.items(SectionKind.RETURNS)
    annotated = facts.returns.annotation if facts.returns and facts.yields is None else ""
    if len(outcomes) == 1 and outcomes[0].type and annotated and signature_is_certain(facts):
        found.append((outcomes[0], annotated))
    return found


def _in_markup_of(stated: str, annotation: str) -> str:
    """The annotation in the marks that stand around the stated type."""
    match = re.fullmatch(r"([CL]\{)[^{}]*(\})|(:\w+:`~?)[^`]*(`)|(`+)[^`]*(`+)", stated.strip())
    if not match:
        return annotation
    opening, closing = (group for group in match.groups() if group is not None)
    return f"{opening}{annotation}{closing}"


def _worded(annotation: str, tail: str) -> str:
    """The annotation as a docstring words it: what is called optional need not be called None."""
    text = _unquoted(annotation)
    if "optional" not in tail:
        return text
    inner = re.fullmatch(r"(?:\w+\.)?Optional\[(.*)\]", text, re.S)
    if inner:
        return inner[1]
    return re.sub(r"^None \| | \| None$", "", text)


def _unquoted(annotation: str) -> str:
    text = annotation.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" and text[0] not in text[1:-1]:
        return text[1:-1]
    return text


def with_true_default(text: str, name: str, job: UpdateContext) -> str:
    """The text with the signature's default in place of a stated one that differs."""
    outline = parse(text)
    lines = outline.lines
    for item, parameter in _defaulted(outline, job):
        found = _wrong_default(outline, item, parameter)
        if found and parameter.name == name and _ENDS.match(lines[found[0]], found[1].end):
            line, stated = found
            mark = Mark(line, stated.start, stated.end, stated.text)
            lines = with_line(lines, mark, in_words_of(stated.text, parameter.default or "", text))
    return "\n".join(lines)


def _defaulted(outline: Outline, job: UpdateContext) -> list[tuple[Item, Parameter]]:
    """Entries of one name, each with its parameter that has a default."""
    found = []
    for item in outline.items(SectionKind.PARAMETERS):
        parameter = parameter_named(job.facts, item.names[0].text) if len(item.names) == 1 else None
        if parameter and parameter.default is not None:
            found.append((item, parameter))
    return found


def _wrong_default(
    outline: Outline, item: Item, parameter: Parameter
) -> tuple[int, StatedDefault] | None:
    """The line and the place of the one default that an entry states wrongly."""
    stated = [
        (line, found)
        for line in item.lines
        if (found := stated_default(outline.lines[line], _after_name(item, line)))
    ]
    if len(stated) != 1 or parameter.default is None:
        return None
    return stated[0] if contradicts_default(stated[0][1].text, parameter.default) else None


def _after_name(item: Item, line: int) -> int:
    return item.names[0].end if item.names and item.names[0].line == line else 0


def without_false_outcome(text: str, name: str, job: UpdateContext) -> str:
    """The text without the sections about a result, where there is none."""
    for kind in (SectionKind.YIELDS, SectionKind.RETURNS):
        while section := _false_outcome(parse(text), kind):
            outline = parse(text)
            words = " ".join(" ".join(outline.lines[section.start : section.end]).split())
            verb = kind.value[:-1]
            message = f"`{job.facts.name}` {verb}s nothing: the section was removed."
            job.note(f"{kind.value}-nothing", f"{message} It said: {words}")
            text = "\n".join(without_section(outline, section))
    return text


def _false_outcome(outline: Outline, kind: SectionKind) -> Section | None:
    return next((each for each in outline.of(kind) if says_something(outline, each)), None)


def says_something(outline: Outline, section: Section) -> bool:
    """Whether a section about a result claims more than None."""
    body = " ".join(" ".join(outline.text_of(item).split()) for item in section.items)
    claim = _MARKUP.sub("", body.strip().lower()).lstrip(":@`* ")
    for word in ("returns:", "return:", "rtype:", "yields:", "yield:"):
        claim = claim.removeprefix(word).strip("`* ")
    return bool(claim) and not claim.startswith(("none", "nothing", "void", "n/a", "null", "no "))
