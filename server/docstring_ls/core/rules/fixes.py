"""The smallest change that makes an existing docstring true again, and no more than that.

Update and diagnostics can't contradict each other: what is mended is what diagnostics report, a fix
is kept only where less is reported after it, and what has no fix is left with a message.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ..analysis import Facts
from ..docstrings import Docstring, Style
from ..problems import Problem, Severity
from .attribute_claims import without_attribute
from .entries import without_parameter
from .freshness import Finding, contradictions
from .missing import with_new_parameters
from .missing_sections import with_all
from .rename_evidence import NO_EVIDENCE, Evidence
from .renames import renamed
from .required import without_lost_default
from .types_and_defaults import with_true_default, with_true_type, without_false_outcome
from .update_context import UpdateContext

Fix = Callable[[str, str, UpdateContext], str]


def _with_true_default(text: str, name: str, job: UpdateContext) -> str:
    return without_lost_default(with_true_default(text, name, job), name, job)


# What mends a finding: its text and the name that the finding is about.
_FIXES: dict[str, Fix] = {
    "unknown-parameter": without_parameter,
    "renamed-parameter": without_parameter,
    "unknown-attribute": without_attribute,
    "wrong-type": with_true_type,
    "wrong-default": _with_true_default,
    "returns-nothing": without_false_outcome,
    "yields-nothing": without_false_outcome,
}


def update(
    existing: str,
    facts: Facts,
    style: Style,
    prose: Docstring | None = None,
    evidence: Evidence = NO_EVIDENCE,
) -> tuple[str, tuple[Problem, ...]]:
    """Mend what is false in a cleaned docstring; what it leaves out is only added where it is new.

    Args:
        existing: The docstring as it stands, quotes and base indentation removed.
        facts: What the code says.
        style: The project's conventions; entries follow the docstring's own style where it has one.
        prose: Descriptions for new entries; without it, facts alone describe them.
        evidence: How the symbol was before; without it, a name that is gone is not taken for
            another that came.

    Returns:
        The text, equal to ``existing`` where nothing has to change, and what the user should know.
    """
    job = UpdateContext(facts, style, prose, evidence)
    text = _mended(renamed(existing, job), job)
    return with_new_parameters(text, job), tuple(job.problems)


def wants_prose(existing: str, facts: Facts, style: Style, evidence: Evidence) -> bool:
    """Whether an update adds an entry, so that somebody has to be asked for its words."""
    job = UpdateContext(facts, style, None, evidence)
    with_new_parameters(_mended(renamed(existing, job), job), job)
    return bool(job.added)


def complete(
    existing: str,
    facts: Facts,
    style: Style,
    prose: Docstring | None = None,
    evidence: Evidence = NO_EVIDENCE,
) -> tuple[str, tuple[Problem, ...]]:
    """Mend what is false, and add whatever else is missing: entries, sections, the summary.

    Args:
        existing: As for :func:`update`.
        facts: As for :func:`update`.
        style: As for :func:`update`.
        prose: What may be added.
        evidence: As for :func:`update`.
    """
    job = UpdateContext(facts, style, prose, evidence)
    text = _mended(renamed(existing, job), job)
    return with_all(text, job), tuple(job.problems)


def _mended(text: str, job: UpdateContext) -> str:
    """The text without what diagnostics call false, as far as that can be mended in place."""
    left = _false(text, job)
    while left:
        mended = next((new for item in left if (new := _fixed(text, item, job)) != text), text)
        if mended == text:
            break
        text, left = mended, _false(mended, job)
    for finding in left:
        message = f"{finding.message} Nothing can mend that in place: it was left as it is."
        job.problems.append(Problem(finding.code, message, Severity.WARNING, finding.evidence))
    return text


def _fixed(text: str, finding: Finding, job: UpdateContext) -> str:
    """The text after a finding's fix; as it was where that does not leave less to mend."""
    fix = _FIXES.get(finding.code)
    known = len(job.problems)
    mended = fix(text, finding.name, job) if fix else text
    if (
        mended != text
        and mended.strip()
        and _counted(_false(mended, job)) < _counted(_false(text, job))
    ):
        return mended
    del job.problems[known:]
    return text


def _false(text: str, job: UpdateContext) -> list[Finding]:
    found = contradictions(text, job.facts, job.style)
    return [finding for finding in found if finding.contradiction]


def _counted(findings: list[Finding]) -> Counter[tuple[str, str]]:
    """How often what is false of which name; an old name is one that there is not."""
    return Counter(
        (item.code.replace("renamed-parameter", "unknown-parameter"), item.name)
        for item in findings
    )
