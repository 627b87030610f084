"""The smallest change that makes an existing docstring true again.

Each step reads the text anew and changes only the lines that its own claim is about, so that what
no step is about stays byte for byte, and a second run finds nothing left to do.
"""

from __future__ import annotations

from ..analysis import Facts
from ..docstrings import Docstring, Style
from ..problems import Problem, Severity
from .attribute_claims import with_true_attributes
from .entries import in_order, without_dropped
from .missing import (
    with_missing_parameters,
    with_missing_raises,
    with_missing_sections,
    with_missing_summary,
)
from .renames import renamed
from .required import without_lost_defaults
from .types_and_defaults import with_true_defaults, with_true_types, without_false_outcomes
from .update_context import UpdateContext

_STEPS = (
    renamed,
    without_dropped,
    with_true_types,
    with_true_defaults,
    without_lost_defaults,
    in_order,
    with_missing_parameters,
    without_false_outcomes,
    with_true_attributes,
    with_missing_raises,
    with_missing_sections,
    with_missing_summary,
)


# One round mends nearly all; what one step writes can be what an earlier one has to read.
_MOST_ROUNDS = 5
_UNSETTLED = "The docstring's sections can't be told apart for certain; it is left as it is."


def update(
    existing: str, facts: Facts, style: Style, prose: Docstring | None = None
) -> tuple[str, tuple[Problem, ...]]:
    """Mend a cleaned docstring.

    Args:
        existing: The docstring as it stands, quotes and base indentation removed.
        facts: What the code says.
        style: The project's conventions; entries follow the docstring's own style where it has one.
        prose: Descriptions for what is missing; without it, facts alone mend what they can.

    Returns:
        The text, equal to ``existing`` where nothing has to change, and what the user should know.
    """
    text, noted = existing, dict[Problem, None]()
    for _ in range(_MOST_ROUNDS):
        job = UpdateContext(facts, style, prose)
        before, text = text, _mended(text, job)
        noted |= dict.fromkeys(job.problems)
        if text == before:
            return text, tuple(noted)
    return existing, (Problem("unsettled", _UNSETTLED, Severity.WARNING),)


def _mended(text: str, job: UpdateContext) -> str:
    for step in _STEPS:
        text = step(text, job)
    return text
