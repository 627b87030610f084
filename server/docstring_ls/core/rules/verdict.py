"""What came of holding an answer against the facts."""

from __future__ import annotations

from dataclasses import dataclass

from ..docstrings import Docstring
from ..problems import Problem


@dataclass(frozen=True)
class Verification:
    """What is left of an answer, and what is wrong with it.

    Attributes:
        docstring: Only what the facts don't contradict, entries in signature order.
        problems: What was dropped, changed or could not be decided, with evidence.
        missing: What should be asked for again, each as a noun phrase.
    """

    docstring: Docstring
    problems: tuple[Problem, ...] = ()
    missing: tuple[str, ...] = ()
