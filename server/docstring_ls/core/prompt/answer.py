"""A provider's raw answer, whole or still arriving, read as a Docstring."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

import jiter

from ..docstrings import Docstring, Entry
from ..problems import Problem, Severity
from ..text import printable
from .prose_answer import is_sentence, read_prose

# Characters of an answer that are read, far beyond any docstring: what comes may be endless.
_LONGEST_READ = 2_000_000
# Places of a text at which an object may begin; each is tried once.
_MOST_OBJECTS = 20
_OBJECT = re.compile(r"\{\s*\"")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
# Scripts without blanks between words go on character by character.
_LAST_WORD = re.compile(r"[\w.\\]+$", re.ASCII)
_MARKS = " \n`~\"'"
_NO_SUMMARY = "The answer has no summary."
_NO_DOCSTRING = "The answer is neither JSON nor does it read as a docstring."
_MENDED = "The answer is cut off; what is whole of it was read."


def read(text: str) -> tuple[Docstring, tuple[Problem, ...]]:
    """Read a whole answer.

    Args:
        text: JSON of the schema, fenced, cut off or surrounded by talk; else a docstring in plain
            text.

    Returns:
        What it says, with an empty summary where the answer is no docstring; the problem says why.
    """
    text = text[:_LONGEST_READ]
    data, noted = _json(text)
    if data is not None:
        docstring = _docstring(data)
        if is_sentence(docstring.summary):
            return docstring, noted
        return replace(docstring, summary=""), (_problem("empty-answer", _NO_SUMMARY),)
    if not printable(text).strip(_MARKS):
        return Docstring(""), (_problem("empty-answer", "The answer is empty."),)
    prose = read_prose(text)
    if prose is None or not prose.summary:
        return Docstring(""), (_problem("unreadable-answer", _NO_DOCSTRING),)
    note = "The answer is plain text instead of JSON; it was read as a docstring."
    return prose, (Problem("unstructured-answer", note, Severity.INFO),)


def is_usable(text: str) -> bool:
    """Whether a whole answer holds a docstring, so that it is worth keeping."""
    return bool(read(text)[0].summary)


class PartialAnswer(NamedTuple):
    """An answer as far as it has come.

    Attributes:
        docstring: What it says so far; a string that has no end yet is there to its last whole
            word, and without code whose closing backtick has not come.
        summary_grows: Whether that string is the summary.
    """

    docstring: Docstring
    summary_grows: bool


def read_partial(text: str) -> PartialAnswer | None:
    """Read what has come so far; None as long as there is nothing to show.

    It begins anew each time: some microseconds for each kilobyte, and answers are short.
    """
    start = text.find("{")
    if start < 0:
        return None
    text = text[start:]
    opened = _STRING.sub(_blank, text).find('"')
    # A key without end is passed over by the parser.
    grows = opened >= 0 and text[:opened].rstrip().endswith(":")
    text = text[:opened] + _whole_words(text[opened:]) if grows else text
    try:
        data = jiter.from_json(text.encode("utf-8", "replace"), partial_mode="trailing-strings")
    except ValueError:
        return None
    if not isinstance(data, dict) or not data:
        return None
    docstring = _docstring(data)
    grows = grows and next(reversed(data)) == "summary"
    return PartialAnswer(docstring, grows) if is_sentence(docstring.summary) else None


def _blank(string: re.Match[str]) -> str:
    return " " * len(string[0])


def _whole_words(opened: str) -> str:
    """A string without end, from its quote on, without what the next piece may turn around."""
    kept = _LAST_WORD.sub("", opened)
    return kept[: kept.rindex("`")] if kept.count("`") % 2 else kept


def write(docstring: Docstring) -> str:
    """The answer that reads back as ``docstring``, apart from types and defaults."""
    return json.dumps(
        {
            "summary": docstring.summary,
            "description": docstring.description or None,
            "parameters": _dump(docstring.parameters),
            "returns": docstring.returns and docstring.returns.description,
            "yields": docstring.yields and docstring.yields.description,
            "raises": _dump(docstring.raises),
            "attributes": _dump(docstring.attributes),
            "examples": docstring.examples or None,
        },
        ensure_ascii=False,
    )


def _dump(entries: tuple[Entry, ...]) -> list[dict[str, str]]:
    return [{"name": entry.name, "description": entry.description} for entry in entries]


def _problem(code: str, message: str) -> Problem:
    return Problem(code, message, Severity.WARNING)


def _json(text: str) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]:
    """The object of the schema that the text is or holds."""
    whole = _loaded(text)
    if whole is not None:
        return whole, ()
    for match in islice(_OBJECT.finditer(text), _MOST_OBJECTS):
        inside = _decoded(text, match.start())
        if inside is not None:
            return inside, ()
    start = text.find("{")
    mended = _mended(text[start:]) if start >= 0 else None
    return mended, (Problem("mended-answer", _MENDED, Severity.INFO),) if mended else ()


def _loaded(text: str) -> dict[str, Any] | None:
    try:
        # strict=False lets the raw newlines through that small models put into strings.
        return _of_schema(json.loads(text, strict=False))
    except (ValueError, RecursionError):
        return None


def _decoded(text: str, start: int) -> dict[str, Any] | None:
    try:
        return _of_schema(json.JSONDecoder(strict=False).raw_decode(text, start)[0])
    except (ValueError, RecursionError):
        return None


def _mended(text: str) -> dict[str, Any] | None:
    """What is whole of an object that is cut off."""
    try:
        return _of_schema(jiter.from_json(text.encode("utf-8", "replace"), partial_mode="on"))
    except ValueError:
        return None


def _of_schema(data: Any) -> dict[str, Any] | None:
    """The object with a summary: the value itself, or the only one that it holds."""
    if isinstance(data, list) and len(data) == 1:
        data = data[0]
    if not isinstance(data, dict) or "summary" in data:
        return data if isinstance(data, dict) else None
    inner = [value for value in data.values() if isinstance(value, dict) and "summary" in value]
    return inner[0] if len(inner) == 1 else None


def _docstring(data: dict[str, Any]) -> Docstring:
    return Docstring(
        summary=_string(data.get("summary")),
        description=_string(data.get("description")),
        parameters=_entries(data.get("parameters")),
        attributes=_entries(data.get("attributes")),
        returns=_outcome(data.get("returns")),
        yields=_outcome(data.get("yields")),
        raises=_entries(data.get("raises")),
        examples=_string(data.get("examples")),
    )


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(_string(item) for item in value)
    if isinstance(value, dict):
        return _string(value.get("description"))
    return ""


def _outcome(value: Any) -> Entry | None:
    # An empty string claims an outcome without saying anything about it; null claims none.
    return Entry("", _string(value)) if isinstance(value, (str, dict)) else None


def _entries(value: Any) -> tuple[Entry, ...]:
    if isinstance(value, dict):
        value = [{"name": name, "description": description} for name, description in value.items()]
    if not isinstance(value, list):
        return ()
    return tuple(
        Entry(item["name"], _string(item.get("description")))
        for item in value
        if isinstance(item, dict) and isinstance(item.get("name"), str) and item["name"].strip()
    )
