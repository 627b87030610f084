"""The smallest change that makes an existing docstring true again.

Each step reads the text anew and changes only the lines that its own claim is about, so that what
no step is about stays byte for byte, and a second run finds nothing left to do.
"""

from __future__ import annotations

from .docstring import Docstring
from .fact import Facts
from .mending.attributes import with_true_attributes
from .mending.claims import with_true_defaults, with_true_types, without_false_outcomes
from .mending.entries import in_order, without_dropped
from .mending.missing import (
    with_missing_parameters,
    with_missing_raises,
    with_missing_sections,
    with_missing_summary,
)
from .mending.names import renamed
from .mending.required import without_lost_defaults
from .mending.step import Job
from .problems import Problem
from .styles.style import Style

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
    job = Job(facts, style, prose)
    text = existing
    for step in _STEPS:
        text = step(text, job)
    return text, tuple(job.problems)
