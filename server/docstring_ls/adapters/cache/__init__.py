"""Answers kept by the content of what was asked: memory, disk, shared; and the usage ledger."""

from __future__ import annotations

from .answers import AnswerStore, identity
from .entry import Entry, Stats, Store
from .layers import Layers, cache_folder, open_disk, open_ledger, open_shared, open_store
from .memory import MemoryStore

__all__ = [
    "AnswerStore",
    "Entry",
    "Layers",
    "MemoryStore",
    "Stats",
    "Store",
    "cache_folder",
    "identity",
    "open_disk",
    "open_ledger",
    "open_shared",
    "open_store",
]
