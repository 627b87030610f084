"""What of a project is worth its tokens for one symbol."""

from .index import FileIndex, Index, Tables
from .indexing import index_file
from .relations import TargetUnit, target_of
from .selection import Fragment, Kept, choose
from .truncation import Truncated, own_source, truncate

__all__ = [
    "FileIndex",
    "Fragment",
    "Index",
    "Kept",
    "Tables",
    "TargetUnit",
    "Truncated",
    "choose",
    "index_file",
    "own_source",
    "target_of",
    "truncate",
]
