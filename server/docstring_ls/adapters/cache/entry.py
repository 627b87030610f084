"""What is kept of an answer, and what a store of them can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ...providers import ProviderKind


@dataclass(frozen=True, slots=True)
class CachedAnswer:
    """One kept answer.

    Attributes:
        text: The model's raw answer.
        provider: Who was asked.
        model: The model that answered.
        qualname: The symbol it was asked for; a tag for clearing, never part of a key.
        created: Seconds since the epoch.
    """

    text: str
    provider: ProviderKind
    model: str = ""
    qualname: str = ""
    created: float = 0.0


@dataclass(frozen=True, slots=True)
class Stats:
    """What a store holds.

    Attributes:
        place: Where, in the user's words.
        entries: How many answers.
        size: Bytes.
        oldest: Seconds since the epoch, 0 where it is empty.
    """

    place: str
    entries: int = 0
    size: int = 0
    oldest: float = 0.0


class Store(Protocol):
    """Keeps entries by key. Trouble with the medium is a miss, never an error."""

    async def get(self, key: str) -> CachedAnswer | None:
        """The entry of a key."""
        ...

    async def put(self, key: str, entry: CachedAnswer) -> None:
        """Keep an entry; an older one of the same key gives way."""
        ...

    async def clear(self, symbol: str = "", model: str = "") -> int:
        """Forget all entries, or those of a symbol or model; how many there were."""
        ...

    async def stats(self) -> Stats:
        """What is held."""
        ...

    async def close(self) -> None:
        """Release what is open."""
        ...


def tagged(entry: CachedAnswer, symbol: str, model: str) -> bool:
    """Whether an entry is meant by a symbol (whole or its last parts) and a model, if given."""
    of_symbol = not symbol or entry.qualname == symbol or entry.qualname.endswith(f".{symbol}")
    return of_symbol and (not model or entry.model == model)
