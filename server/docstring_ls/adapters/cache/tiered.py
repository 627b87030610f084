"""Several stores as one, and which of them the options ask for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import ConfigurationError
from ...loopback import travels_openly
from ...options import Options
from .entry import CachedAnswer, Stats, Store
from .memory import MemoryStore

if TYPE_CHECKING:
    from .disk import DiskStore
    from .ledger import Ledger
    from .redis import RedisStore

# Bytes, as option cache-size counts them.
MEGABYTE = 1_000_000


class TieredStore:
    """Asks stores in order, the nearest first, and brings what a farther one has nearer.

    Args:
        stores: The nearest first.
    """

    def __init__(self, *stores: Store) -> None:
        self.stores = stores

    async def get(self, key: str) -> CachedAnswer | None:
        """The entry of a key."""
        for index, store in enumerate(self.stores):
            entry = await store.get(key)
            if entry is not None:
                for nearer in self.stores[:index]:
                    await nearer.put(key, entry)
                return entry
        return None

    async def put(self, key: str, entry: CachedAnswer) -> None:
        """Keep an entry everywhere."""
        for store in self.stores:
            await store.put(key, entry)

    async def clear(self, symbol: str = "", model: str = "") -> int:
        """Forget entries in the user's own stores, never in the team's; the most that one had."""
        own = [store for store in self.stores if not getattr(store, "shared", False)]
        return max([await store.clear(symbol, model) for store in own], default=0)

    async def stats(self) -> Stats:
        """What the farthest store holds."""
        return await self.stores[-1].stats()

    async def close(self) -> None:
        """Close all stores."""
        for store in self.stores:
            await store.close()


def open_store(options: Options) -> TieredStore:
    """Memory, then disk and the team's Redis where the options want them.

    Raises:
        ConfigurationError: When ``cache-url`` can't work.
    """
    stores: list[Store] = [MemoryStore()]
    if options.cache:
        stores.append(open_disk(options))
    if options.cache_url:
        stores.append(open_shared(options))
    return TieredStore(*stores)


def open_shared(options: Options, timeout: float = 0.0) -> RedisStore:
    """The team's store; connects to nothing yet.

    Args:
        options: The options in force.
        timeout: Seconds that one answer may take; 0: the usual ones.

    Raises:
        ConfigurationError: When ``cache-url`` can't work, or leads over the network unencrypted.
    """
    from .redis import TIMEOUT, RedisStore

    store = RedisStore(options.cache_url, options.cache_days, timeout or TIMEOUT)
    if travels_openly(options.cache_url) and not options.allow_unencrypted:
        raise ConfigurationError(
            f"cache-url names {store.place}: answers and password would travel unencrypted.",
            "Write cache-url with rediss://, or set allow-unencrypted "
            "(DOCSTRING_LS_ALLOW_UNENCRYPTED=yes).",
        )
    return store


def open_disk(options: Options) -> DiskStore:
    """The store in the user's cache folder; nothing is touched before the first use."""
    from .disk import DiskStore

    return DiskStore(cache_folder(options), options.cache_size * MEGABYTE, options.cache_days)


def open_ledger(
    options: Options, shell: str = "cli", environ: Mapping[str, str] | None = None
) -> Ledger:
    """The usage ledger beside the answers.

    Args:
        options: The options in force.
        shell: ``editor`` or ``cli``.
        environ: The environment, which tells a CI service; by default the process's own.
    """
    from .ledger import Ledger, caller_kind

    return Ledger(
        cache_folder(options), caller_kind(shell, os.environ if environ is None else environ)
    )


def cache_folder(options: Options) -> Path:
    """The folder of answers and usage; a workspace file can't choose it."""
    if options.cache_dir:
        return Path(options.cache_dir).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("docstring-ls", appauthor=False)
