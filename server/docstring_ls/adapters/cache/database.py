"""SQLite files of the user's own: private, shared by several processes, renewed when damaged."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Result]

# Seconds that another process's lock on the file is waited for.
WAIT = 2.0
# Seconds for which a file that stayed locked is left alone.
REST = 30.0
DAMAGED = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_FORMAT,
}
MOVED = sqlite3.SQLITE_READONLY_DBMOVED
# A link put there in this very moment is not followed either, where the system can refuse it.
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
log = logging.getLogger(__name__)


class Database:
    """One file. Trouble with it gives the caller's fallback and one warning, never an error.

    Args:
        path: The file; its folder is made when it is first needed.
        schema: Statements that make what is missing.
        keep_damaged: Whether a damaged file is set aside instead of deleted.
        durable: Whether a write survives a loss of power.
    """

    def __init__(
        self, path: Path, schema: str, *, keep_damaged: bool = False, durable: bool = False
    ) -> None:
        self.path = path
        self._schema = schema
        self._keep_damaged = keep_damaged
        self._durable = durable
        self._connection: sqlite3.Connection | None = None
        self._lock = threading.Lock()
        self._warned = False
        self._resting_until = 0.0

    def run(self, work: Work[Result], fallback: Result) -> Result:
        """What ``work`` returns inside one transaction, or ``fallback`` where the file fails."""
        with self._lock:
            if time.monotonic() < self._resting_until:
                return fallback
            try:
                return self._attempt(work)
            except (sqlite3.Error, OSError) as error:
                self._shut()
                self._warn(error)
                # A file that another process holds must not slow down every answer.
                self._resting_until = time.monotonic() + REST
                return fallback

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        with self._lock:
            self._shut()

    def delete(self) -> None:
        """Remove the file."""
        with self._lock:
            self._shut()
            self._discard()

    def _attempt(self, work: Work[Result]) -> Result:
        try:
            return self._transact(work)
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0)
            if code != MOVED and code & 0xFF not in DAMAGED:
                raise
            self._shut()
            if code != MOVED:
                log.warning("%s is damaged (%s); a new one is made", self.path, error)
                self._discard(keep=self._keep_damaged)
            return self._transact(work)

    def _transact(self, work: Work[Result]) -> Result:
        connection = self._connection or self._open()
        connection.execute("BEGIN IMMEDIATE")
        try:
            result = work(connection)
            connection.execute("COMMIT")
            return result
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(place.is_symlink() for place in (self.path, self.path.parent)):
            raise OSError(errno.ELOOP, "it is a link, which may lead where others can write")
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o600))
        if os.name == "posix" and self.path.stat().st_mode & 0o077:
            self.path.chmod(0o600)
        self._connection = sqlite3.connect(
            self.path, timeout=WAIT, isolation_level=None, check_same_thread=False
        )
        # No write-ahead log: home folders lie on network file systems, where it corrupts.
        self._connection.execute("PRAGMA journal_mode=DELETE")
        self._connection.execute(f"PRAGMA synchronous={'FULL' if self._durable else 'OFF'}")
        self._connection.executescript(self._schema)
        return self._connection

    def _shut(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def _discard(self, keep: bool = False) -> None:
        with contextlib.suppress(OSError):
            if keep:
                self.path.replace(self.path.with_suffix(".damaged"))
        for suffix in ("", "-journal"):
            with contextlib.suppress(OSError):
                Path(f"{self.path}{suffix}").unlink()

    def _warn(self, error: Exception) -> None:
        if not self._warned:
            self._warned = True
            log.warning("%s can't be used (%s); going on without it", self.path, error)
