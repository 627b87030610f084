"""What can be said without a model."""

from .completion import complete, draft
from .entries import attribute_entry, outcome_entry, parameter_entry
from .redundancy import trim, wanted
from .words import listed

__all__ = [
    "attribute_entry",
    "complete",
    "draft",
    "listed",
    "outcome_entry",
    "parameter_entry",
    "trim",
    "wanted",
]
