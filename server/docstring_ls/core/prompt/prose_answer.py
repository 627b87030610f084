"""An answer in plain text, from a model that doesn't honour the schema."""

from __future__ import annotations

import re

import docstring_parser
from docstring_parser import common

from ..docstrings import Docstring, Entry
from ..syntax import read as read_code
from ..text import clean, unwrapped
from .chatter import ends_with_farewell, is_error_page, speaks_to_person

# Markup, JSON, lists, headings and code are no sentence; a name, link or word in marks may be
# the beginning of one.
_NO_SENTENCE = re.compile(
    r"(?!`{1,2}[^`\n]+`{1,2}\S*\s+\w|\*\*[^*\n]+\*\*|[\[(][^\])\n\"'{}]*[\])]\S*\s+\w)"
    r"([\[{(<>#*`|=@$%&/\\\-]|\d+[.)]?(\s|$)|"
    r"(async|def|class|import|from|return|raise|yield|if|for|while|with|try|lambda)\b"
    r"(?!.*\.$|(\s[a-z'-]+){3}))"
)
# Keys of the schema, or an object that is cut off at once.
_JSON_INSIDE = re.compile(
    r"[\"'](summary|description|parameters)[\"']\s*:|\{\s*[\"']?\w{0,20}[\"']?\s*:?\s*\Z"
)
# A line of tildes below a line is a heading's.
_FENCE = re.compile(r"```|(?:\A|\n[ \t]*\n)[ \t]*~~~")
_ABOUT_ITSELF = re.compile(
    r"\b(docstring|json|answer|response|documentation)\b[^\n]*\Z", re.IGNORECASE
)
_PLACEHOLDERS = frozenset(
    ("null", "none", "undefined", "nan", "true", "false", "n/a", "na", "todo", "tbd", "string")
)
_WORD = re.compile(r"\w+")


def is_sentence(text: str) -> bool:
    """Whether a summary says something about code, rather than nothing or something to a person."""
    said = clean(text)
    words = _WORD.findall(said)
    if not words or said.strip(" .!<>[]()_\"'").lower() in _PLACEHOLDERS:
        return False
    return not speaks_to_person(said)


def is_docstring(text: str) -> bool:
    """Whether plain text reads as a docstring: no chatter, no fence, no JSON, no code."""
    head, _, rest = text.strip().partition("\n\n")
    if not is_sentence(head) or _NO_SENTENCE.match(head) or is_error_page(text):
        return False
    if head.endswith(":") and (not rest.strip() or _ABOUT_ITSELF.search(head)):
        return False
    if _FENCE.search(text) or _JSON_INSIDE.search(text) or ends_with_farewell(rest):
        return False
    whole = head.endswith((".", "!", "?", "。", "！", "？")) or len(_WORD.findall(text)) > 2
    return whole and read_code(text.strip()) is None


def read_prose(text: str) -> Docstring | None:
    """Read text as a docstring of whatever style fits best; None where it reads as none."""
    text = unwrapped(text)
    if not is_docstring(text):
        return None
    try:
        parsed = docstring_parser.parse(text)
    except docstring_parser.ParseError:
        head, _, rest = text.strip().partition("\n\n")
        return Docstring(head, rest)
    return Docstring(
        summary=parsed.short_description or "",
        description=parsed.long_description or "",
        parameters=_parameters(parsed, "param"),
        attributes=_parameters(parsed, "attribute"),
        returns=_outcome(parsed, generator=False),
        yields=_outcome(parsed, generator=True),
        raises=tuple(
            Entry(item.type_name, item.description or "")
            for item in parsed.raises
            if item.type_name
        ),
    )


def _parameters(parsed: common.Docstring, key: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(item.arg_name, item.description or "")
        for item in parsed.params
        if (item.args[0] == "attribute") == (key == "attribute")
    )


def _outcome(parsed: common.Docstring, generator: bool) -> Entry | None:
    found = [item for item in parsed.many_returns if item.is_generator == generator]
    return Entry("", found[0].description or "") if found else None
