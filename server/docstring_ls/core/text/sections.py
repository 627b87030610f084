"""Sections, fields and prompts inside a model's text, in whatever style it brings them."""

from __future__ import annotations

import re
from collections.abc import Callable

_HEADER = (
    r"(?:(?:other|keyword|optional|named|positional|input|output|method|function)[ _-]?)?"
    r"(?:args?|arguments?|params?|parameters?)|kwargs|inputs?|outputs?|return (?:value|type)s?"
    r"|returns?|yields?|receives?|raises?|throws?|errors?|exceptions?(?: raised)?|except|warns"
    r"|warnings?|attributes?|(?:usage |example )?(?:examples?|usage)|methods|notes?|see also"
    r"|references|todo|side effects|authors?|version|since|changelog|license|deprecated"
)
_DECORATION = r"(?:[#*_=`]{1,6}|[-*+•]|\d{1,3}[.)])"
# A heading alone in its line, perhaps marked as one.
_SECTION = re.compile(
    rf"[ \t]*(?P<before>{_DECORATION}?)[ \t]*(?P<strong>[*_`]{{0,3}})(?:{_HEADER})(?P=strong)?"
    rf"[ \t]*(?P<after>::?|[-–—]{{1,3}}|[*_=#`]{{1,6}}:?|:[*_]{{1,3}})?[ \t]*$",
    re.IGNORECASE,
)
# A heading with its first entry behind it; one with a sentence behind it is prose.
_ENTRIES_BEHIND = re.compile(
    r"[ \t]*[*_]{0,3}(?:args?|arguments?|params?|parameters?|keyword args|keyword arguments|kwargs"
    r"|raises?|throws|attributes?)[*_]{0,3}[ \t]*(?::|[-–—]{1,2})[*_]{0,3}[ \t]+\S",
    re.IGNORECASE,
)
_ENTRY_BEHIND = re.compile(
    r"[ \t]*[*_]{0,3}(?:returns?|yields?|examples?)[*_]{0,3}[ \t]*:[*_]{0,3}[ \t]*"
    r"(?:>>>|[\w.\[\], |]{1,60}(?:\([^)\n]{0,80}\))?:\s)",
    re.IGNORECASE,
)
_UNDERLINE = re.compile(r"[ \t]*[-=~^\"'`#*+]{3,}[ \t]*$")
_FIELDS = (
    r"param|parameter|arg|argument|key|keyword|kwarg|kwparam|type|raises?|except|exception|throws?"
    r"|returns?|rtype|yields?|ytype|var|ivar|cvar|vartype|meta"
)
_TAGS = rf"[@\\](?:{_FIELDS}|see|since|author|version|deprecated|note|todo)\b"
_FIELD = re.compile(
    rf"[ \t]*(?:[-*+•][ \t]+)?(?::[a-z]+\b[^:\n`]{{0,120}}:(?!`)(?=\s|$)|{_TAGS})", re.IGNORECASE
)
# In the middle of a line, where a sentence has ended.
_INLINE_FIELD = re.compile(
    rf"(?:(?<=[.!?;:)])|(?<=[.!?;:)][ \t]))(?::(?:{_FIELDS})\b[^:\n`]{{0,120}}:|{_TAGS})(?=\s)",
    re.IGNORECASE,
)
# A directive, target, substitution or comment, with what is indented below it.
_BLOCK = re.compile(r"[ \t]*\.\.[ \t]+(?:[\w:-]+::|_|\||\[)")
_PROMPT = re.compile(r"[ \t]*(?:>>>|\.\.\.|\$|In \[\d+\]:)(?: |$)")
_LISTED = re.compile(
    r"[ \t]*(?:[-*+•]|\d+[.)]|[*`]{0,3}[^\W\d]\w*[*`]{0,3}[ \t]*(?:\([^)\n]*\))?[ \t]*:)[ \t]"
)


def without_sections(text: str) -> str:
    """``text`` without what would open a section or make a claim in a field of its own."""
    kept: list[str] = []
    lines = text.split("\n")
    ends: Callable[[list[str], int], bool] | None = None
    for at, line in enumerate(lines):
        opened = _opened(lines, at)
        if opened is not None:
            ends = opened
        elif ends is not None and ends(lines, at):
            ends = None
        if ends is None and not _UNDERLINE.match(line):
            field = _INLINE_FIELD.search(line)
            kept.append(line[: field.start()].rstrip() if field else line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept))


def _opened(lines: list[str], at: int) -> Callable[[list[str], int], bool] | None:
    """Where what begins in a line ends, if anything does that is no prose."""
    line = lines[at]
    if not line.strip():
        return None
    if _PROMPT.match(line):
        return _ends_prompt
    if _FIELD.match(line):
        return _ends_field
    if _BLOCK.match(line):
        return _ends_block
    is_section = _ENTRIES_BEHIND.match(line) or _ENTRY_BEHIND.match(line) or _is_heading(lines, at)
    return _ends_section if is_section else None


def _is_heading(lines: list[str], at: int) -> bool:
    match = _SECTION.match(lines[at])
    if match is None:
        return False
    following = next((line for line in lines[at + 1 : at + 3] if line.strip()), "")
    is_marked = bool(match["after"] or match["strong"]) or match["before"][:1] in {"#", "="}
    return is_marked or bool(_UNDERLINE.match(following) or _LISTED.match(following))


def _ends_section(lines: list[str], at: int) -> bool:
    """A paragraph at the margin is no part of a section; a list is."""
    line = lines[at]
    is_paragraph = at > 0 and not lines[at - 1].strip() and bool(line.strip())
    heads_entry = "".join(lines[at + 1 : at + 2])[:1].isspace()
    return is_paragraph and not line[0].isspace() and not heads_entry and not _LISTED.match(line)


def _ends_field(lines: list[str], at: int) -> bool:
    return not lines[at][:1].isspace()


def _ends_block(lines: list[str], at: int) -> bool:
    return bool(lines[at].strip()) and not lines[at][0].isspace()


def _ends_prompt(lines: list[str], at: int) -> bool:
    return not lines[at].strip()
