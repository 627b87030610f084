"""What a model is told about its previous answer."""

from __future__ import annotations

from ..problems import Severity
from .verdict import Verification


def repair_message(verdict: Verification, previous: str) -> str:
    """The errors of ``previous`` and what it leaves out.

    Args:
        verdict: What verification found.
        previous: The answer itself, which the conversation already holds.
    """
    wrong = [item.message for item in verdict.problems if item.severity is not Severity.INFO]
    lines = [
        "Your previous answer can't be used as it is."
        if previous.strip()
        else "You gave no answer."
    ]
    if wrong:
        lines += ["Wrong in it:", *(f"- {message}" for message in dict.fromkeys(wrong))]
    if verdict.missing:
        lines += ["Missing in it:", *(f"- {item}" for item in verdict.missing)]
    lines.append(
        "Answer again with the whole corrected JSON. Keep what was right; "
        "claim only what the code shows."
    )
    return "\n".join(lines)
