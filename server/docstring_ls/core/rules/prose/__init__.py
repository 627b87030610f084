"""The grammar of claims in prose."""

from .reader import read_code, read_prose
from .sentence import sentences
from .topic_claims import is_spoken_of

__all__ = ["is_spoken_of", "read_code", "read_prose", "sentences"]
