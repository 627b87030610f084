"""What makes statements false: one file a family of classes, each with the guard that it is."""

from .exceptions import exceptions
from .kinds import kinds
from .names import names
from .parameters import parameters
from .results import results
from .soft import soft
from .unbacked import unbacked

ALL = (exceptions, parameters, kinds, results, names, unbacked, soft)

__all__ = ["ALL"]
