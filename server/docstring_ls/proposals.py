"""Proposals per symbol, in memory: what listing, hover, insert and a repeated request read."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from .core.docstrings import Mode
from .core.edit import head
from .core.syntax import Buffer, Symbol, SymbolKind
from .core.text import Anchor, Source
from .ports import Proposal

# Proposals: a day's worth of one person, some kilobytes each; the oldest goes first.
LIMIT = 500


@dataclass(frozen=True, slots=True)
class Key:
    """What a proposal is for: a symbol at its place in an open document.

    Attributes:
        uri: The document.
        qualname: The symbol's dotted name.
        digest: Hash of the text that its docstring is placed in, and of the options in force.
        content: Hash of the text that its docstring is about, and of the options in force.
        anchor: Where its name stood, and when.
        symbol: The symbol, in the text in which it was found.
        text: The text in which its docstring is placed.
        document: The open document.
    """

    uri: str
    qualname: str
    digest: str
    content: str
    anchor: Anchor = field(compare=False)
    symbol: Symbol = field(compare=False, repr=False)
    text: bytes = field(compare=False, repr=False)
    document: Buffer = field(compare=False, repr=False)

    def same_symbol(self, other: Key) -> bool:
        """Whether this is the symbol of another key, by where both stand now.

        Where this one's way is not known, the other's text must be the only one of its kind.
        """
        if (self.uri, self.qualname) != (other.uri, other.qualname):
            return False
        if self.symbol.kind is SymbolKind.MODULE:
            return True
        here = self.anchor.follow(other.anchor.log)
        if here is not None:
            return here == other.anchor.follow(other.anchor.log)
        return self.digest == other.digest and other.alone

    @property
    def alone(self) -> bool:
        """Whether no other symbol of the document may be the same."""
        return self.document.source.data.count(self.text) <= 1


def key_of(document: Buffer, source: Source, symbol: Symbol, anchor: Anchor, options: str) -> Key:
    """The key of a symbol as it stands in a text.

    Args:
        document: The open document.
        source: Its text, or an excerpt of it.
        symbol: A symbol of it.
        anchor: Where its name stands.
        options: Fingerprint of the options that shape a docstring.
    """
    text = _text(source, symbol)
    digest = _hash(text, options)
    content = digest if symbol.qualname else _hash(source.data, options)
    return Key(source.uri, symbol.qualname, digest, content, anchor, symbol, text, document)


def _text(source: Source, symbol: Symbol) -> bytes:
    if symbol.kind is SymbolKind.MODULE:
        return head(source, symbol)
    return source.data[symbol.span.start : symbol.span.end]


def _hash(text: bytes, options: str) -> str:
    return hashlib.blake2b(text, digest_size=16, key=options.encode()[:64]).hexdigest()


@dataclass(frozen=True, slots=True)
class StoredProposal:
    """A proposal and what it is for."""

    key: Key
    proposal: Proposal


class ProposalStore:
    """A bounded store; the least recently made or moved proposal leaves first."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._items: OrderedDict[int, StoredProposal] = OrderedDict()
        self._limit = limit
        self._count = 0

    def put(self, key: Key, proposal: Proposal) -> None:
        """Keep a proposal; an earlier one of its mode for the same symbol and text goes."""
        for number, known in list(self._at(key)):
            if (known.key.digest, known.proposal.mode) == (key.digest, proposal.mode):
                del self._items[number]
        self._count += 1
        self._items[self._count] = StoredProposal(key, proposal)
        while len(self._items) > self._limit:
            self._items.popitem(last=False)

    def get(self, key: Key, mode: Mode) -> Proposal | None:
        """The proposal of a mode that says what is true of exactly this text."""
        found = [entry for entry in self._fitting(key) if entry.key.content == key.content]
        return next((one.proposal for one in found if one.proposal.mode is mode), None)

    def newest(self, key: Key, mode: Mode | None = None) -> Proposal | None:
        """The latest proposal that can be inserted into this text, of a mode or of any."""
        found = (entry.proposal for entry in self._fitting(key))
        return next((one for one in found if mode in (None, one.mode)), None)

    def knows(self, uri: str) -> bool:
        """Whether there is any proposal for a document."""
        return any(entry.key.uri == uri for entry in self._items.values())

    def discard(self, key: Key) -> int:
        """Forget the proposals of one symbol, whatever its text was; returns how many."""
        gone = [number for number, _ in self._at(key)]
        for number in gone:
            del self._items[number]
        return len(gone)

    def clear(self) -> int:
        """Forget everything; returns how many there were."""
        count = len(self._items)
        self._items.clear()
        return count

    def _fitting(self, key: Key) -> list[StoredProposal]:
        """The entries for this symbol with this text, the newest first."""
        return [entry for _, entry in self._at(key) if entry.key.digest == key.digest]

    def _at(self, key: Key) -> Iterator[tuple[int, StoredProposal]]:
        """The entries for a symbol, newest first; their places are then known as of now."""
        for number, entry in reversed(list(self._items.items())):
            if entry.key.same_symbol(key):
                known = replace(entry.key, anchor=key.anchor)
                self._items[number] = StoredProposal(known, entry.proposal)
                yield number, self._items[number]
