"""What can be said without a model."""

from .completion import complete, draft
from .redundancy import trim, trim_growing, wanted
from .section_entries import attribute_entry, outcome_entry, parameter_entry
from .words import listed

__all__ = [
    "attribute_entry",
    "complete",
    "draft",
    "listed",
    "outcome_entry",
    "parameter_entry",
    "trim",
    "trim_growing",
    "wanted",
]
