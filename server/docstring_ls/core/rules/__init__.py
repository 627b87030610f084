"""What a docstring claims, held against the facts, and how it is mended."""

from .coverage import is_blank, wanted
from .fixes import complete, update, wants_prose
from .freshness import OMISSION, RULE_NAMES, Finding, contradictions, findings_of
from .matching import is_open
from .rename_evidence import NO_EVIDENCE, EarlierVersion, Evidence, earlier_version, wants_evidence
from .unproven import with_unproven
from .update_context import signature_is_certain
from .verification import Verification, repair_message, verify

__all__ = [
    "NO_EVIDENCE",
    "OMISSION",
    "RULE_NAMES",
    "EarlierVersion",
    "Evidence",
    "Finding",
    "Verification",
    "complete",
    "contradictions",
    "earlier_version",
    "findings_of",
    "is_blank",
    "is_open",
    "repair_message",
    "signature_is_certain",
    "update",
    "verify",
    "wanted",
    "wants_evidence",
    "wants_prose",
    "with_unproven",
]
