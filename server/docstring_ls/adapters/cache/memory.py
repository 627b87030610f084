"""Answers of this session."""

from __future__ import annotations

from collections import OrderedDict

from .entry import CachedAnswer, Stats, tagged


class MemoryStore:
    """Keeps the most recently used answers of this process.

    Args:
        limit: Most entries.
    """

    def __init__(self, limit: int = 500) -> None:
        self._limit = limit
        self._entries: OrderedDict[str, CachedAnswer] = OrderedDict()

    async def get(self, key: str) -> CachedAnswer | None:
        """The entry of a key."""
        if key in self._entries:
            self._entries.move_to_end(key)
        return self._entries.get(key)

    async def put(self, key: str, entry: CachedAnswer) -> None:
        """Keep an entry; the least recently used one gives way."""
        self._entries[key] = entry
        self._entries.move_to_end(key)
        while len(self._entries) > self._limit:
            self._entries.popitem(last=False)

    async def clear(self, symbol: str = "", model: str = "") -> int:
        """Forget all entries, or those of a symbol or model; how many there were."""
        keys = [key for key, entry in self._entries.items() if tagged(entry, symbol, model)]
        for key in keys:
            del self._entries[key]
        return len(keys)

    async def stats(self) -> Stats:
        """What is held."""
        entries = self._entries.values()
        oldest = min((entry.created for entry in entries), default=0.0)
        return Stats("memory", len(entries), sum(len(entry.text) for entry in entries), oldest)

    async def close(self) -> None:
        """Nothing is open."""
