"""Proposals per symbol, in memory: what listing, hover, insert and a repeated request read."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass

from .core.source import Source
from .core.symbols import Symbol
from .ports import Proposal

LIMIT = 500


@dataclass(frozen=True, slots=True)
class Key:
    """What a proposal is for.

    Attributes:
        uri: The document.
        qualname: The symbol's dotted name.
        digest: Hash of the symbol's own text and of the options in force.
    """

    uri: str
    qualname: str
    digest: str


def key_of(source: Source, symbol: Symbol, options: str) -> Key:
    """The key under which a proposal for this text of the symbol is kept.

    The text alone tells two definitions of one name apart, so the key holds while others lines
    of the document move.
    """
    text = source.data if not symbol.qualname else source.data[symbol.span.start : symbol.span.end]
    digest = hashlib.blake2b(text, digest_size=16, key=options.encode()[:64]).hexdigest()
    return Key(source.uri, symbol.qualname, digest)


class ProposalStore:
    """A bounded store; the least recently used proposal leaves first."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._items: OrderedDict[tuple[Key, str], Proposal] = OrderedDict()
        self._limit = limit

    def put(self, key: Key, proposal: Proposal) -> None:
        """Keep a proposal for its mode."""
        self._items[key, proposal.mode] = proposal
        self._items.move_to_end((key, proposal.mode))
        while len(self._items) > self._limit:
            self._items.popitem(last=False)

    def get(self, key: Key, mode: str) -> Proposal | None:
        """The proposal for exactly this text and mode."""
        return self._items.get((key, mode))

    def newest(self, key: Key) -> Proposal | None:
        """The latest proposal for this text, whatever its mode."""
        found = [proposal for (kept, _), proposal in self._items.items() if kept == key]
        return found[-1] if found else None

    def knows(self, uri: str) -> bool:
        """Whether there is any proposal for a document."""
        return any(key.uri == uri for key, _ in self._items)

    def discard(self, uri: str, qualname: str) -> int:
        """Forget the proposals of one symbol; returns how many there were."""
        gone = [item for item in self._items if item[0].uri == uri and item[0].qualname == qualname]
        for item in gone:
            del self._items[item]
        return len(gone)

    def clear(self) -> int:
        """Forget everything; returns how many there were."""
        count = len(self._items)
        self._items.clear()
        return count
