"""What a person asked for, as an action carries it: enough to answer from scratch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..core.docstrings import Mode
from ..core.syntax import Buffer, Symbol, find, symbol_at
from ..core.text import Encoding, Source
from ..errors import SourceError, UsageError


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


def action_data_for(source: Source, symbol: Symbol, mode: Mode, encoding: Encoding) -> ActionData:
    """The wish that an action listed for ``symbol`` stands for."""
    line, character = source.position_at(symbol.name_span.start, encoding)
    return ActionData(source.uri, source.version, symbol.qualname, line, character, mode)


def read_action_data(raw: Any) -> ActionData:
    """A wish from a command's arguments.

    Raises:
        UsageError: When they are not of the form that ``Wish.arguments`` makes.
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


def locate(buffer: Buffer, wish: ActionData, encoding: Encoding) -> Symbol:
    """The symbol that is meant, also when the document has moved on since.

    Raises:
        SourceError: When it is no longer there, or can't be told from its namesakes.
    """
    standing = _standing(buffer, wish, encoding)
    if standing is not None:
        return standing
    found = find(buffer.syntax, wish.qualname)
    if len(found) == 1:
        return found[0]
    if not found:
        raise SourceError(f"{wish.qualname!r} is no longer in the document.", "Ask again.")
    raise SourceError(
        f"{wish.qualname!r} is defined {len(found)} times; it is not certain which one is meant.",
        "Put the cursor in the one you mean and ask again.",
    )


def _standing(buffer: Buffer, wish: ActionData, encoding: Encoding) -> Symbol | None:
    """The symbol at the place that was meant, as far as the place is known by now."""
    point = (wish.line, wish.character)
    revision = buffer.log.revision_of(wish.version)
    now = point if revision is None else buffer.log.follow(point, revision)
    if now is None:
        return None
    offset = buffer.source.offset_at(*now, encoding)
    for symbol in symbol_at(buffer.syntax, offset):
        # Of a text that nobody remembers, only a name that stands exactly there is believed.
        exact = symbol.name_span.start == offset
        if symbol.qualname == wish.qualname and (exact or revision is not None):
            return symbol
    return None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
