"""What a docstring claims, held against the facts, and how it is mended."""

from .coverage import is_blank, wanted
from .fixes import update
from .freshness import Finding, contradictions
from .matching import is_open
from .update_context import signature_is_certain
from .verification import Verification, repair_message, verify

__all__ = [
    "Finding",
    "Verification",
    "contradictions",
    "is_blank",
    "is_open",
    "repair_message",
    "signature_is_certain",
    "update",
    "verify",
    "wanted",
]
