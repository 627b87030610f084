"""An answer held against the facts: what is left of it, what is wrong, what to ask for again."""

from __future__ import annotations

from dataclasses import dataclass

from ..analysis import Facts, SectionKind
from ..docstrings import Docstring, Entry, Style
from ..problems import Problem, Severity
from ..summaries import wanted
from .claim_checker import ClaimChecker
from .language import foreign
from .members import checked_attributes, checked_parameters, fields_as_attributes
from .outcome_claims import checked_outcomes, checked_raises


def verify(
    docstring: Docstring,
    facts: Facts,
    style: Style,
    needs_summary: bool = True,
    *,
    summary_grows: bool = False,
    shown: str = "",
    keeps_unproven: bool = False,
) -> Verification:
    """Check every claim of ``docstring``.

    Args:
        docstring: An answer as it was read, whole or still arriving.
        facts: What the code says.
        style: The project's conventions.
        needs_summary: Whether one is missing where there is none; not where a person's own stays.
        summary_grows: Whether more of the summary may come, so that no full stop ends it yet.
        shown: What the writer was shown; a number or a link from there is not invented.
        keeps_unproven: Whether what the code can't tell stays, for a person insists on it.
    """
    examiner = ClaimChecker(facts, style, shown, keeps_unproven=keeps_unproven)
    summary, rest = examiner.summary(docstring.summary, grows=summary_grows)
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
    found, unproven = tuple(examiner.problems), tuple(examiner.unproven)
    return Verification(checked, found, tuple(missing), unproven)


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


@dataclass(frozen=True)
class Verification:
    """What is left of an answer, and what is wrong with it.

    Attributes:
        docstring: Only what the facts don't contradict, entries in signature order.
        problems: What was dropped, changed or could not be decided, with evidence.
        missing: What should be asked for again, each as a noun phrase.
        unproven: Those problems of what may be so, for the code does not tell.
    """

    docstring: Docstring
    problems: tuple[Problem, ...] = ()
    missing: tuple[str, ...] = ()
    unproven: tuple[Problem, ...] = ()


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
