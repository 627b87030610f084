"""What goes between the resolver and its process: frames of JSON, values rebuilt on arrival."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict
from typing import Any, BinaryIO

from ...core.analysis import (
    Condition,
    ConditionKind,
    Deferral,
    Definition,
    DefinitionKind,
    Inferred,
    PropagatedException,
    ReferenceRole,
)
from ...core.problems import Location
from ...core.syntax import Symbol, SymbolKind
from ...core.text import Span

HEADER = struct.Struct(">I")

Parts = dict[str, list[Any]]


def frame(message: dict[str, Any]) -> bytes:
    """A message with its length before it."""
    body = json.dumps(message, separators=(",", ":")).encode("ascii")
    return HEADER.pack(len(body)) + body


def read_frame(stream: BinaryIO) -> dict[str, Any] | None:
    """The next message of a blocking stream, None at its end."""
    head = stream.read(HEADER.size)
    if len(head) < HEADER.size:
        return None
    size = HEADER.unpack(head)[0]
    body = stream.read(size)
    return dict(json.loads(body)) if len(body) == size else None


def plain_symbol(symbol: Symbol) -> dict[str, Any]:
    """The part of a symbol by which its place is found again."""
    return {
        "kind": symbol.kind.value,
        "name": symbol.name,
        "qualname": symbol.qualname,
        "spans": [
            [span.start, span.end] for span in (symbol.span, symbol.header, symbol.name_span)
        ],
    }


def symbol_from(plain: dict[str, Any]) -> Symbol:
    """The symbol as far as a question needs it."""
    span, header, name = (Span(*ends) for ends in plain["spans"])
    return Symbol(
        SymbolKind(plain["kind"]), plain["name"], plain["qualname"], span, header, name, None
    )


def plain_parts(parts: Parts) -> dict[str, list[dict[str, Any]]]:
    """Frozen values as JSON knows them."""
    return {name: [asdict(value) for value in values] for name, values in parts.items()}


def parts_from(plain: dict[str, list[dict[str, Any]]]) -> Parts:
    """The frozen values again."""
    built = {"definitions": _definition, "overrides": _definition, "inferred": _inferred}
    return {name: [built[name](value) for value in values] for name, values in plain.items()}


def _definition(plain: dict[str, Any]) -> Definition:
    exceptions = tuple(_propagated(item) for item in plain.pop("exceptions"))
    uses, bases = tuple(plain.pop("uses")), tuple(plain.pop("bases"))
    kind, role = DefinitionKind(plain.pop("kind")), ReferenceRole(plain.pop("role"))
    return Definition(**plain, kind=kind, role=role, exceptions=exceptions, uses=uses, bases=bases)


def _propagated(plain: dict[str, Any]) -> PropagatedException:
    place = Location(**plain.pop("place"))
    via, bases = tuple(plain.pop("via")), tuple(plain.pop("bases"))
    deferred, call = Deferral(plain.pop("deferred")), plain.pop("call")
    return PropagatedException(
        **plain | {"conditions": tuple(map(_condition, plain["conditions"]))},
        place=place,
        via=via,
        bases=bases,
        deferred=deferred,
        call=Location(**call) if call else None,
    )


def _condition(plain: dict[str, Any]) -> Condition:
    place, kind = Location(**plain.pop("place")), ConditionKind(plain.pop("kind"))
    return Condition(**plain, place=place, kind=kind)


def _inferred(plain: dict[str, Any]) -> Inferred:
    return Inferred(**plain)
