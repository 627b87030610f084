"""What was left out of docstrings that were written at once, where nobody has seen them before."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.problems import Severity
from ...core.syntax import Symbol
from ...core.text import Edit, Source, after_edits, with_evidence
from ...placing import problems_in
from ...ports import Proposal

# How the action begins that keeps what was left out for want of proof.
ANYWAY = "Insert anyway, with what can't be proven"
# Problems in one message; more would be read by nobody.
_NAMED = 5


def problem_message(told: Sequence[str]) -> str:
    """One message for what was told of problems; empty where there is nothing to tell."""
    rest = len(told) - _NAMED
    return " ".join(told[:_NAMED]) + (f" … and {rest} more." if rest > 0 else "")


def told_problems(
    proposal: Proposal, source: Source, symbol: Symbol, edits: Sequence[Edit]
) -> list[str]:
    """The problems that changed what is written, each with its line once edits are applied.

    Args:
        proposal: The docstring, made for the same text or an older one.
        source: The text that is edited.
        symbol: The proposal's symbol in it.
        edits: All edits of that text.
    """
    moved = problems_in(proposal, source, symbol)
    told: dict[str, None] = {}
    for problem, now in zip(proposal.problems, moved, strict=True):
        if problem.severity is not Severity.INFO or problem in proposal.mended:
            place = now.evidence and after_edits(now.evidence, source, edits)
            told[with_evidence(problem, proposal.source, place)] = None
    return list(told)
