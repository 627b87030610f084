"""An answer held claim by claim against the facts, before anything of it is shown as final."""

from __future__ import annotations

from ..analysis import Facts, SectionKind
from ..docstrings import Docstring, Entry, Style
from ..summaries import complete, trim, wanted
from .claim_checker import ClaimChecker
from .language import foreign
from .members import checked_attributes, checked_parameters, fields_as_attributes
from .raise_claims import checked_raises
from .repair import repair_message
from .return_claims import checked_outcomes
from .verdict import Verification

__all__ = ["Verification", "complete", "repair_message", "trim", "verify"]


def verify(
    docstring: Docstring, facts: Facts, style: Style, needs_summary: bool = True
) -> Verification:
    """Check every claim of ``docstring``.

    Args:
        docstring: An answer as it was read, whole or still arriving.
        facts: What the code says.
        style: The project's conventions.
        needs_summary: Whether one is missing where there is none; not where a person's own stays.
    """
    examiner = ClaimChecker(facts, style)
    summary, rest = examiner.summary(docstring.summary)
    description = examiner.description(
        "\n\n".join(part for part in (rest, docstring.description) if part)
    )
    docstring = fields_as_attributes(docstring, facts)
    returns, yields = checked_outcomes(docstring, facts, examiner)
    checked = Docstring(
        summary=summary,
        description=description,
        parameters=checked_parameters(docstring.parameters, facts, examiner),
        attributes=checked_attributes(docstring.attributes, facts, examiner),
        returns=returns,
        yields=yields,
        raises=checked_raises(docstring.raises, facts, examiner),
        examples=examiner.examples(docstring.examples),
    )
    problem = foreign(checked, style.language, facts.place)
    if problem is not None:
        return Verification(
            Docstring(""), (*examiner.problems, problem), (f"everything, in {style.language}",)
        )
    missing = [] if checked.summary or not needs_summary else ["the summary"]
    missing += _missing(checked, facts, style)
    return Verification(checked, tuple(examiner.problems), tuple(missing))


def _missing(checked: Docstring, facts: Facts, style: Style) -> list[str]:
    found: list[str] = []
    sections = wanted(checked, facts, style)
    if SectionKind.PARAMETERS in sections:
        found += [
            f"parameter {item.name}"
            for item in facts.parameters
            if not _said(checked.parameters, item.name)
        ]
    if SectionKind.RETURNS in sections and not _described(checked.returns):
        found.append("what is returned")
    if SectionKind.YIELDS in sections and not _described(checked.yields):
        found.append("what is yielded")
    if SectionKind.RAISES in sections:
        names = dict.fromkeys(item.exception for item in facts.raises if item.certain)
        found += [f"exception {name}" for name in names if not _said(checked.raises, name)]
    return found


def _said(entries: tuple[Entry, ...], name: str) -> bool:
    return any(entry.name.lstrip("*") == name and _described(entry) for entry in entries)


def _described(entry: Entry | None) -> bool:
    return entry is not None and bool(entry.description.strip())
