"""A provider's raw answer, whole or still arriving, read as a Docstring."""

from __future__ import annotations

import json
from typing import Any

import jiter

from .checking.prose_answer import read_prose
from .docstring import Docstring, Entry
from .problems import Problem, Severity

_LONGEST_READ = 2_000_000


def read(text: str) -> tuple[Docstring, tuple[Problem, ...]]:
    """Read a whole answer.

    Args:
        text: JSON of the schema, fenced or surrounded by talk; else a docstring in plain text.

    Returns:
        What it says, with an empty summary where nothing could be read.
    """
    text = text[:_LONGEST_READ]
    data = _json(text)
    if isinstance(data, dict):
        return _docstring(data), ()
    if not text.strip():
        return Docstring(""), (_problem("empty-answer", "The answer is empty."),)
    if text.lstrip().startswith(("{", "[", "```json")):
        said = "The answer is broken JSON and could not be read; try again."
        partial = read_partial(text)
        return partial or Docstring(""), (_problem("unreadable-answer", said),)
    said = "The answer is plain text instead of JSON; it was read as a docstring."
    return read_prose(text), (Problem("unstructured-answer", said, Severity.INFO),)


def read_partial(text: str) -> Docstring | None:
    """Read what has come so far; None as long as there is nothing to show."""
    start = text.find("{")
    if start < 0:
        return None
    try:
        data = jiter.from_json(
            text[start:].encode("utf-8", "replace"), partial_mode="trailing-strings"
        )
    except ValueError:
        return None
    return _docstring(data) if isinstance(data, dict) and data else None


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


def _json(text: str) -> Any:
    start, end = text.find("{"), text.rfind("}")
    for candidate in (text, text[start : end + 1] if 0 <= start < end else ""):
        try:
            # strict=False lets the raw newlines through that small models put into strings.
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


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
        value = [{"name": name, "description": said} for name, said in value.items()]
    if not isinstance(value, list):
        return ()
    return tuple(
        Entry(item["name"], _string(item.get("description")))
        for item in value
        if isinstance(item, dict) and isinstance(item.get("name"), str) and item["name"].strip()
    )
