"""The one shape in which every answer comes: names and prose, neither types nor layout."""

from __future__ import annotations

from typing import Any

SCHEMA_NAME = "docstring"


def _object(**properties: Any) -> dict[str, Any]:
    # Strict mode of structured outputs wants every property required and no others.
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _text(description: str) -> dict[str, Any]:
    return {"type": "string", "description": description}


def _optional(description: str) -> dict[str, Any]:
    return {"type": ["string", "null"], "description": description}


def _entries(what: str) -> dict[str, Any]:
    return {
        "type": "array",
        "description": what,
        "items": _object(name={"type": "string"}, description={"type": "string"}),
    }


SCHEMA: dict[str, Any] = _object(
    summary=_text("One sentence on one line that ends with a period."),
    description=_optional("What the summary and the sections leave unsaid; null where nothing."),
    parameters=_entries("Parameters of the signature with something to say beyond name and type."),
    returns=_optional("What is returned; null where nothing but None is."),
    yields=_optional("What is yielded; null unless it is a generator."),
    raises=_entries("Exceptions that leave it, and when."),
    attributes=_entries("Attributes of a class."),
    examples=_optional("Null unless examples are asked for."),
)
