"""Answers kept by the content of what was asked: memory, disk, shared; and the usage ledger."""

from __future__ import annotations

from .caching_provider import CachingProvider, identity
from .entry import CachedAnswer, Stats, Store
from .memory import MemoryStore
from .tiered import TieredStore, cache_folder, open_disk, open_ledger, open_shared, open_store

__all__ = [
    "CachedAnswer",
    "CachingProvider",
    "MemoryStore",
    "Stats",
    "Store",
    "TieredStore",
    "cache_folder",
    "identity",
    "open_disk",
    "open_ledger",
    "open_shared",
    "open_store",
]
