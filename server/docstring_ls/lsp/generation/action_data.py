"""What a code action and its command carry: enough to find the symbol again from scratch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...core.docstrings import Mode
from ...core.syntax import Symbol, find, symbol_at
from ...core.text import Source
from ...errors import SourceError, UsageError
from ..workspace import Snapshot


@dataclass(frozen=True)
class ActionData:
    """One request for one symbol.

    Attributes:
        uri: The document.
        version: Its version when the action was listed.
        qualname: The symbol's dotted name; empty for the module.
        line: 0-based line of its name.
        character: Character of its name, as the client counts.
        mode: What is wanted of its docstring.
    """

    uri: str
    version: int | None
    qualname: str
    line: int
    character: int
    mode: Mode = Mode.GENERATE

    def arguments(self) -> list[Any]:
        """The form in which a command or an action's data carries it."""
        return [{**vars(self), "mode": self.mode.value}]


def action_data_for(snapshot: Snapshot, source: Source, symbol: Symbol, mode: Mode) -> ActionData:
    """What an action for a symbol carries.

    Args:
        snapshot: The document.
        source: Its text, or an excerpt of it.
        symbol: A symbol of that text.
        mode: What the action does.
    """
    line, character = source.position_at(symbol.name_span.start, snapshot.encoding)
    return ActionData(snapshot.uri, snapshot.version, symbol.qualname, line, character, mode)


def read_action_data(raw: Any) -> ActionData:
    """The data in a command's arguments.

    Raises:
        UsageError: When they are not of the form that ``ActionData.arguments`` makes.
    """
    if not isinstance(raw, dict):
        raw = {name: getattr(raw, name, None) for name in ActionData.__dataclass_fields__}
    try:
        version = raw.get("version")
        return ActionData(
            uri=_text(raw["uri"]),
            version=None if version is None else int(version),
            qualname=_text(raw.get("qualname") or ""),
            line=int(raw.get("line") or 0),
            character=int(raw.get("character") or 0),
            mode=Mode(raw.get("mode") or Mode.GENERATE),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(
            "The command's arguments are incomplete.",
            'It takes one object: {"uri", "version", "qualname", "line", "character", "mode"}.',
        ) from error


def locate(snapshot: Snapshot, action: ActionData) -> Symbol:
    """The symbol that is meant, also when the document has moved on since.

    Raises:
        SourceError: When it is no longer there, or can't be told from its namesakes.
    """
    in_place = _in_place(snapshot, action)
    if in_place is not None:
        return in_place
    namesakes = find(snapshot.syntax, action.qualname)
    if len(namesakes) == 1:
        return namesakes[0]
    name = repr(action.qualname)
    if not namesakes:
        raise SourceError(f"{name} is no longer in the document.", "Ask again.")
    raise SourceError(
        f"{name} is defined {len(namesakes)} times; it is not certain which one is meant.",
        "Put the cursor in the one you mean and ask again.",
    )


def _in_place(snapshot: Snapshot, action: ActionData) -> Symbol | None:
    """The symbol at the place that was meant, as far as the place is known by now."""
    point, version_known = snapshot.follow((action.line, action.character), action.version)
    if point is None:
        return None
    offset = snapshot.source.offset_at(*point, snapshot.encoding)
    for symbol in symbol_at(snapshot.syntax, offset):
        # Of a text that nobody remembers, only a name that stands exactly there is believed.
        exact = symbol.name_span.start == offset
        if symbol.qualname == action.qualname and (exact or version_known):
            return symbol
    return None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
