"""The grammar of claims in prose."""

from .reader import read_code, read_prose
from .sentence import sentences

__all__ = ["read_code", "read_prose", "sentences"]
