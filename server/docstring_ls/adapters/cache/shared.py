"""Answers shared by a team through Redis."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from ...errors import ConfigurationError
from .entry import Entry, Stats, tagged

if TYPE_CHECKING:
    from redis.asyncio import Redis

Result = TypeVar("Result")
PREFIX = "docstring-ls:answer:1:"
PATIENCE = 0.5
PAUSE = 60.0
log = logging.getLogger(__name__)


class RedisStore:
    """Keeps answers on a Redis server; one that can't be reached is a miss and one warning.

    Args:
        url: Such as ``rediss://user:password@host:6380/0``.
        days: Days after which the server forgets an answer.

    Raises:
        ConfigurationError: When the package is missing or the URL makes no sense.
    """

    shared = True

    def __init__(self, url: str, days: float = 90) -> None:
        self.place = _place(url)
        self._client = _client(url)
        self._seconds = int(days * 86_400)
        self._warned = False
        self._until = 0.0

    async def get(self, key: str) -> Entry | None:
        """The entry of a key."""
        return _read(await self._try(self._client.get(PREFIX + key), None))

    async def put(self, key: str, entry: Entry) -> None:
        """Keep an entry."""
        await self._try(self._client.set(PREFIX + key, _write(entry), ex=self._seconds), None)

    async def clear(self, symbol: str = "", model: str = "") -> int:
        """Forget all entries, or those of a symbol or model; how many there were."""
        return await self._try(self._clear(symbol, model), 0)

    async def stats(self) -> Stats:
        """How many entries there are; Redis does not tell their size cheaply."""
        return await self._try(self._stats(), Stats(f"{self.place} (not reachable)"))

    async def reachable(self) -> bool:
        """Whether the server answers now."""
        return await self._try(self._ping(), False)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _try(self, asked: Awaitable[Result], otherwise: Result) -> Result:
        """The server's answer, or ``otherwise``; after a failure it is left alone for a while."""
        from redis.exceptions import RedisError

        if time.monotonic() < self._until:
            getattr(asked, "close", lambda: None)()
            return otherwise
        try:
            return await asked
        except (RedisError, OSError, ValueError) as error:
            self._until = time.monotonic() + PAUSE
            if not self._warned:
                self._warned = True
                reason = type(error).__name__
                log.warning("the shared cache %s can't be reached (%s)", self.place, reason)
            return otherwise

    async def _ping(self) -> bool:
        await self._client.get(PREFIX)
        return True

    async def _clear(self, symbol: str, model: str) -> int:
        found = 0
        async for name in self._client.scan_iter(match=f"{PREFIX}*", count=500):
            entry = _read(await self._client.get(name))
            if entry is None or tagged(entry, symbol, model):
                found += await self._client.delete(name)
        return found

    async def _stats(self) -> Stats:
        names = [name async for name in self._client.scan_iter(match=f"{PREFIX}*", count=500)]
        return Stats(self.place, len(names))


def _client(url: str) -> Redis:
    try:
        from redis.asyncio import Redis
    except ImportError as error:
        raise ConfigurationError(
            "cache-url is set, but the package redis is not installed.",
            "Install docstring-ls[redis], or remove cache-url.",
        ) from error
    try:
        return Redis.from_url(
            url,
            socket_connect_timeout=PATIENCE,
            socket_timeout=PATIENCE,
            retry=None,
            decode_responses=True,
        )
    except ValueError as error:
        raise ConfigurationError(
            "cache-url is no Redis URL.",
            "It looks like redis://HOST:6379/0 or rediss://HOST:6380/0.",
        ) from error


def _place(url: str) -> str:
    """Host and port alone: the URL may hold a password."""
    try:
        parts = urlsplit(url)
        return f"{parts.hostname or parts.path}:{parts.port or 6379}"
    except ValueError:
        return "cache-url"


def _write(entry: Entry) -> str:
    return json.dumps({name: getattr(entry, name) for name in Entry.__slots__})


def _read(text: Any) -> Entry | None:
    """What others wrote is not trusted to be an entry."""
    try:
        raw = json.loads(text)
        entry = Entry(**{name: raw[name] for name in Entry.__slots__})
    except (TypeError, ValueError, KeyError):
        return None
    words = (entry.text, entry.provider, entry.model, entry.qualname)
    return entry if all(isinstance(word, str) for word in words) else None
