"""An answer in plain text, from a model that doesn't honour the schema."""

from __future__ import annotations

import re

import docstring_parser
from docstring_parser import common

from ..docstrings import Docstring, Entry
from ..syntax import read as read_code
from ..text import clean, unwrapped

_APOSTROPHE = "['’]"
# What a model says to the person instead of about the code, at the beginning of an answer.
_CHATTER = re.compile(
    rf"(sure|certainly|of course|absolutely|okay|ok|great|yes|no|hello|hi)[!,.:]|sure thing|"
    rf"(here{_APOSTROPHE}s|here (is|are|you)|below is|the following is|let me|let{_APOSTROPHE}s|"
    rf"i{_APOSTROPHE}(m|d|ll|ve)|i (am|can|could|cannot|will|would|do|don|have|need|apologi[sz]e)|"
    rf"(very |so )?sorry|my apologies|apologies|unfortunately|as an? (ai|assistant|language model)|"
    rf"as requested|thanks|thank you|please (provide|note|share|let|find)|"
    rf"you{_APOSTROPHE}re|you (are|can|need|write|asked)|we (can|need)|"
    rf"(this|the|your) (docstring|json|answer|response)|"
    rf"internal server error|(\d{{3}} )?(bad gateway|service unavailable)|"
    rf"traceback \(most)(?!\w)",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"^(let me know|(i )?hope (this|that|it)|feel free|is there anything|would you like|"
    r"if you (need|want|have|would))\b",
    re.IGNORECASE | re.MULTILINE,
)
# Markup, JSON, lists, headings and code are no sentence.
_NO_SENTENCE = re.compile(
    r"[\[{(<>#*`|=@$%&/\\\-]|\d+[.)]?(\s|$)|"
    r"(async|def|class|import|from|return|raise|yield|if|for|while|with|try|lambda)\b(?!.*\.$)"
)
_JSON_INSIDE = re.compile(r"[{\[]\s*[\"'{\[]|[\"']summary[\"']")
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
    return _CHATTER.match(said) is None


def is_docstring(text: str) -> bool:
    """Whether plain text reads as a docstring: no chatter, no fence, no JSON, no code."""
    head = text.split("\n\n", 1)[0].strip()
    if not is_sentence(head) or _NO_SENTENCE.match(head) or head.endswith(":"):
        return False
    if "```" in text or "~~~" in text or _JSON_INSIDE.search(text) or _FAREWELL.search(text):
        return False
    whole = head.endswith((".", "!", "?", "。", "！", "？")) or len(_WORD.findall(head)) > 2
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
