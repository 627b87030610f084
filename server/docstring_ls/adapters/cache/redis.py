"""Answers shared by a team through Redis."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from ...errors import ConfigurationError
from ...providers import PROVIDERS, ProviderKind
from .entry import CachedAnswer, Stats, tagged

if TYPE_CHECKING:
    from redis.asyncio import Redis

Result = TypeVar("Result")
PREFIX = "docstring-ls:answer:1:"
# Seconds that an answer may be late because of the team's cache.
TIMEOUT = 0.5
# The same where somebody asks about the cache itself.
DOCTOR_TIMEOUT = 10.0
# Seconds for which a server that failed is left alone.
PAUSE = 60.0
# Bytes: far more than an answer has, and little enough to be read in vain.
LARGEST = 256_000
# Characters of a model's or symbol's name.
LONGEST_NAME = 500
# Seconds since the epoch, in the year 5138.
LATEST = 1e11
WRITERS = frozenset(kind for kind, spec in PROVIDERS.items() if spec.asks_model)
log = logging.getLogger(__name__)


class RedisStore:
    """Keeps answers on a Redis server; whatever is wrong with it is a miss and one warning.

    Args:
        url: Such as ``rediss://user:password@host:6380/0``.
        days: Days after which the server forgets an answer.
        timeout: Seconds after which an answer is asked of the model instead.
        clock: Seconds that pass while a server that failed is left alone.

    Attributes:
        place: Host and port.
        failure: What was wrong with the server the last time, in the user's words.

    Raises:
        ConfigurationError: When the package is missing or the URL makes no sense.
    """

    shared = True

    def __init__(
        self,
        url: str,
        days: float = 90,
        timeout: float = TIMEOUT,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.place = _place(url)
        self.failure = ""
        self._client = _client(url, timeout)
        self._seconds = int(days * 86_400)
        self._timeout = timeout
        self._clock = clock
        self._warned: set[str] = set()
        self._until = self._read_only_until = 0.0

    async def get(self, key: str) -> CachedAnswer | None:
        """The entry of a key."""
        return await self._try(lambda: self._get(PREFIX + key), None)

    async def put(self, key: str, entry: CachedAnswer) -> None:
        """Keep an entry."""
        text = _write(entry)
        if len(text) <= LARGEST and self._clock() >= self._read_only_until:
            await self._try(lambda: self._put(PREFIX + key, text), None)

    async def clear(self, symbol: str = "", model: str = "") -> int:
        """Forget all entries, or those of a symbol or model; how many there were."""
        return await self._try(lambda: self._clear(symbol, model), 0)

    async def stats(self) -> Stats:
        """How many entries there are; Redis does not tell their size cheaply."""
        return await self._try(self._stats, Stats(f"{self.place} (not usable)"))

    async def reachable(self) -> bool:
        """Whether the server answers now."""
        return await self._try(self._ping, False)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _try(self, ask: Callable[[], Awaitable[Result]], fallback: Result) -> Result:
        """The server's answer, or ``fallback``; after a failure it is left alone for a while."""
        if self._clock() < self._until:
            return fallback
        try:
            return await ask()
        # A stranger's server can make the client library stumble in any way.
        except Exception as error:
            self._until = self._clock() + PAUSE
            self._warn(_failure_words(error), error)
            return fallback

    def _warn(self, failure: str, error: Exception) -> None:
        self.failure = failure
        if failure not in self._warned:
            self._warned.add(failure)
            log.warning("the shared cache %s %s (%s)", self.place, failure, type(error).__name__)

    async def _get(self, name: str) -> CachedAnswer | None:
        async with asyncio.timeout(self._timeout):
            return _read(await self._value(name))

    async def _value(self, name: str) -> bytes | str:
        """The bytes under a name, cut where no answer of ours goes on."""
        from redis.exceptions import ResponseError

        try:
            return await self._client.getrange(name, 0, LARGEST)
        except ResponseError as error:
            if str(error).startswith("WRONGTYPE"):
                return b""
            raise

    async def _put(self, name: str, text: bytes) -> None:
        from redis.exceptions import ResponseError

        try:
            async with asyncio.timeout(self._timeout):
                await self._client.set(name, text, ex=self._seconds)
        except ResponseError as error:
            # A replica or a full server can still be read.
            self._read_only_until = self._clock() + PAUSE
            self._warn("keeps nothing new", error)

    async def _ping(self) -> bool:
        async with asyncio.timeout(self._timeout):
            await self._value(PREFIX)
        return True

    async def _clear(self, symbol: str, model: str) -> int:
        count = 0
        async for name in self._client.scan_iter(match=f"{PREFIX}*", count=500):
            entry = _read(await self._value(name))
            if entry is None or tagged(entry, symbol, model):
                count += await self._client.delete(name)
        return count

    async def _stats(self) -> Stats:
        count = 0
        async for _ in self._client.scan_iter(match=f"{PREFIX}*", count=500):
            count += 1
        return Stats(self.place, count)


def _client(url: str, timeout: float) -> Redis:
    try:
        from redis.asyncio import Redis
        from redis.asyncio.retry import Retry
        from redis.backoff import NoBackoff
        from redis.exceptions import ConnectionError as Disconnected
    except ImportError as error:
        raise ConfigurationError(
            "cache-url is set, but the package redis is not installed.",
            "Install docstring-ls[redis], or remove cache-url.",
        ) from error
    try:
        return Redis.from_url(
            url,
            socket_connect_timeout=timeout,
            socket_timeout=timeout,
            # Services close connections that rest; a new one is opened at once.
            retry=Retry(NoBackoff(), 1, (Disconnected,)),
        )
    except ValueError as error:
        raise ConfigurationError(
            "cache-url is no Redis URL.",
            "It looks like redis://HOST:6379/0 or rediss://HOST:6380/0.",
        ) from error


def _failure_words(error: Exception) -> str:
    """What a failure means to the user."""
    from redis.exceptions import AuthenticationError, ConnectionError, NoPermissionError
    from redis.exceptions import TimeoutError as Silence

    if isinstance(error, (AuthenticationError, NoPermissionError)):
        return "refuses the user or password of cache-url"
    if isinstance(error, (ConnectionError, Silence, OSError)):
        return "can't be reached"
    return "can't be used"


def _place(url: str) -> str:
    """Host and port alone: the URL may hold a password."""
    try:
        parts = urlsplit(url)
        return f"{parts.hostname or parts.path}:{parts.port or 6379}"
    except ValueError:
        return "cache-url"


def _write(entry: CachedAnswer) -> bytes:
    return json.dumps({name: getattr(entry, name) for name in CachedAnswer.__slots__}).encode()


def _read(value: bytes | str) -> CachedAnswer | None:
    """What others wrote is not trusted to be an entry."""
    if len(value) > LARGEST:
        return None
    try:
        raw: Any = json.loads(value)
        values = {name: raw[name] for name in CachedAnswer.__slots__}
        entry = CachedAnswer(**{**values, "provider": ProviderKind(values["provider"])})
        return entry if _is_sound(entry) else None
    except (TypeError, ValueError, KeyError, RecursionError):
        return None


def _is_sound(entry: CachedAnswer) -> bool:
    names = (entry.model, entry.qualname)
    if not all(isinstance(word, str) for word in (entry.text, *names)):
        return False
    # Raises for what no file and no editor could take.
    entry.text.encode()
    return (
        entry.provider in WRITERS
        and all(len(name) <= LONGEST_NAME and name.isprintable() for name in names)
        and type(entry.created) in (int, float)
        and 0 <= entry.created < LATEST
    )
