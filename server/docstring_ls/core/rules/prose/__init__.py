"""The grammar of claims in prose."""

from .reader import read_code, read_prose
from .sentence import sentences
from .topic_claims import MENTIONED, TOPICS
from .unit_claims import UNITS

__all__ = ["MENTIONED", "TOPICS", "UNITS", "read_code", "read_prose", "sentences"]
