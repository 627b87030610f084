"""An answer in plain text, from a model that doesn't honour the schema."""

from __future__ import annotations

import docstring_parser
from docstring_parser import common

from ..docstring import Docstring, Entry
from .hygiene import unwrapped


def read_prose(text: str) -> Docstring:
    """Read text as a docstring of whatever style fits best."""
    text = unwrapped(text)
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
