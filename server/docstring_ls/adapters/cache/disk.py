"""Answers on the user's own disk, across sessions, editors and processes."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
import time
from pathlib import Path

from ...providers import ProviderKind
from .database import Database
from .entry import CachedAnswer, Stats

# The name tells the layout, so that servers of different age use different files.
FILE = "answers-v1.sqlite"
SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, text TEXT NOT NULL, digest BLOB NOT NULL, provider TEXT NOT NULL,
    model TEXT NOT NULL, qualname TEXT NOT NULL, created REAL NOT NULL, used REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS answers_used ON answers (used);
"""
DELETE_TENTH = """
DELETE FROM answers WHERE key IN (
    SELECT key FROM answers ORDER BY used LIMIT 1 + (SELECT count(*) / 10 FROM answers)
)
"""
# In seconds.
DAY = 86_400.0
# Seconds of rest after which a use is written down: exact enough to drop what is used least.
TOUCH_AFTER = 3_600.0
# Characters of an answer; a longer one is no docstring and would push many out.
LARGEST = 1_000_000
# An answer of a provider that this version does not know is as good as none.
KINDS = tuple(ProviderKind)
TAGGED = "(:symbol = '' OR qualname = :symbol OR qualname LIKE :tail ESCAPE '\\')"


class DiskStore:
    """Keeps answers in one SQLite file that several processes may use at once.

    Args:
        folder: Where the file lies.
        size: Most bytes of it; the least recently used answers leave first.
        days: Days after which an answer is forgotten.
    """

    def __init__(self, folder: Path, size: int = 64_000_000, days: float = 90) -> None:
        self.database = Database(folder / FILE, SCHEMA)
        self._size = size
        self._age = days * DAY

    async def get(self, key: str) -> CachedAnswer | None:
        """The entry of a key; an expired or damaged one is dropped."""
        return await asyncio.to_thread(self.database.run, lambda db: self._get(db, key), None)

    async def put(self, key: str, entry: CachedAnswer) -> None:
        """Keep an entry."""
        if len(entry.text) <= LARGEST:
            await asyncio.to_thread(self.database.run, lambda db: self._put(db, key, entry), None)

    async def clear(self, symbol: str = "", model: str = "") -> int:
        """Forget all entries, or those of a symbol or model; how many there were."""
        if not self.database.path.exists():
            return 0
        count = await asyncio.to_thread(self.database.run, lambda db: _clear(db, symbol, model), 0)
        if not symbol and not model:
            await asyncio.to_thread(self.database.delete)
        return count

    async def stats(self) -> Stats:
        """What is held."""
        empty = Stats(str(self.database.path))
        if not self.database.path.exists():
            return empty
        return await asyncio.to_thread(self.database.run, self._stats, empty)

    async def close(self) -> None:
        """Close the file."""
        await asyncio.to_thread(self.database.close)

    def _get(self, db: sqlite3.Connection, key: str) -> CachedAnswer | None:
        query = "SELECT text, provider, model, qualname, created, digest, used FROM answers"
        row = db.execute(f"{query} WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        now, (text, provider, model, qualname, created, digest, used) = time.time(), row
        sound = isinstance(text, str) and digest == _digest(text) and provider in KINDS
        if not sound or created < now - self._age:
            db.execute("DELETE FROM answers WHERE key = ?", (key,))
            return None
        if used < now - TOUCH_AFTER:
            db.execute("UPDATE answers SET used = ? WHERE key = ?", (now, key))
        return CachedAnswer(text, ProviderKind(provider), model, qualname, created)

    def _put(self, db: sqlite3.Connection, key: str, entry: CachedAnswer) -> None:
        now, text = time.time(), _storable(entry.text)
        values = (key, text, _digest(text), entry.provider, entry.model, _storable(entry.qualname))
        db.execute(
            "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*values, entry.created or now, now),
        )
        if _used_bytes(db) > self._size:
            self._shrink(db, now)

    def _shrink(self, db: sqlite3.Connection, now: float) -> None:
        db.execute("DELETE FROM answers WHERE created < ?", (now - self._age,))
        while _used_bytes(db) > self._size * 0.9:
            if not db.execute(DELETE_TENTH).rowcount:
                return

    def _stats(self, db: sqlite3.Connection) -> Stats:
        entries, oldest = db.execute("SELECT count(*), min(created) FROM answers").fetchone()
        return Stats(str(self.database.path), entries, _used_bytes(db), oldest or 0.0)


def _clear(db: sqlite3.Connection, symbol: str, model: str) -> int:
    quoted = symbol.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    names = {"symbol": symbol, "tail": f"%.{quoted}", "model": model}
    condition = f"{TAGGED} AND (:model = '' OR model = :model)"
    return db.execute(f"DELETE FROM answers WHERE {condition}", names).rowcount


def _used_bytes(db: sqlite3.Connection) -> int:
    pages, free, size = (
        db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _digest(text: str) -> bytes:
    """SQLite does not notice a changed byte inside a text; this does."""
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
