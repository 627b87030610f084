"""The grammar of claims in prose."""

from .reader import read_code, read_prose
from .sentence import sentences
from .unit_claims import UNITS

__all__ = ["UNITS", "read_code", "read_prose", "sentences"]
