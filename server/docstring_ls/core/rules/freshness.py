"""What a docstring claims that the code no longer does.

A person's docstring is read into the same claims as a model's answer and judged by the same rules.
Silence is the policy: only what is false and was surely read is told, never what is undecided nor
what only another file could decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..analysis import SYNTAX_ONLY, Facts, SectionKind, facts_of, local_resolution
from ..docstrings import Outline, Style, parse
from ..problems import Location
from ..syntax import Symbol, Syntax, docstring_of
from .catalog import RULES
from .claims import ClaimKind, Sureness
from .docstring_claims import Statement, read_docstring
from .judge import Judged, judge_claim
from .judgement import Case, Verdict
from .matching import parameter_named, undocumented
from .update_context import is_template

# Words without which a text says nothing of exceptions, the one thing that is told of prose.
_EXCEPTIONS = re.compile(
    r"rais|throw|except|Error|Exception|Warning|Exit|Failure|Timeout|Interrupt"
)


OMISSION = "missing-parameter"
"""The one finding that no rule of claims makes: what is left out claims nothing."""
RULE_NAMES: Mapping[str, str] = {rule.code: rule.name for rule in RULES} | {"DLS001": OMISSION}
"""Every rule that a finding may come from: its number and its name."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim of a docstring that the code does not bear out.

    Attributes:
        code: Stable kebab-case name of the rule, such as ``unknown-parameter``.
        message: One sentence for the user.
        line: 0-based line of the cleaned docstring.
        evidence: The code that proves it.
        contradiction: True where the docstring says what is false, False where it omits something.
        name: The parameter, exception or attribute meant, or empty.
        rule: Stable number of the rule, such as ``DLS103``; empty for what is only missing.
        is_own: Whether the symbol's own text alone proves it, whatever the rest of the file says.
    """

    code: str
    message: str
    line: int
    evidence: Location
    contradiction: bool = True
    name: str = ""
    rule: str = ""
    is_own: bool = True


def findings_of(syntax: Syntax, symbol: Symbol, style: Style) -> tuple[Finding, ...]:
    """The findings for a symbol's docstring, by what its own file tells."""
    text = docstring_of(syntax, symbol) or ""
    speaks = _EXCEPTIONS.search(text) is not None
    if not speaks and not parse(text).sections:
        return ()
    # Who is called matters only for what is raised, and takes longest to find out.
    resolution = local_resolution(syntax, symbol) if speaks else SYNTAX_ONLY
    return contradictions(text, facts_of(syntax, symbol, resolution, style.raises), style)


def contradictions(existing: str, facts: Facts, style: Style) -> tuple[Finding, ...]:
    """The findings for a cleaned docstring, in the order of its lines; only certain ones."""
    if not existing.strip() or is_template(existing):
        return ()
    outline = parse(existing)
    found = [*_false(outline, facts), *_omissions(outline, facts)]
    once = {(item.code, item.name, item.message): item for item in reversed(found)}
    return tuple(sorted(once.values(), key=lambda item: item.line))


def _false(outline: Outline, facts: Facts) -> Iterator[Finding]:
    speaks = _EXCEPTIONS.search("\n".join(outline.lines)) is not None
    for statement in read_docstring(outline, facts, prose=speaks):
        case = Case(statement.claim, statement.passage, facts, documented=statement.documented)
        judged = judge_claim(case)
        if judged is not None and _is_told(judged):
            yield _finding(statement, judged, facts)


def _is_told(judged: Judged) -> bool:
    """Whether a person is told: what is false by this code alone, however the words are meant."""
    judgement = judged.judgement
    if judgement.verdict is not Verdict.FALSE or judgement.is_presumed:
        return False
    stated = judged.claim.sureness is Sureness.STATED
    return stated or (judged.claim.sureness is Sureness.READ and judged.rule.is_sure_of_prose)


def _finding(statement: Statement, judged: Judged, facts: Facts) -> Finding:
    claim, judgement = statement.claim, judged.judgement
    return Finding(
        judged.rule.name,
        _sentence(statement, judgement.reason),
        statement.line,
        judgement.evidence or facts.place,
        name=claim.subject,
        rule=judged.rule.code,
        is_own=claim.kind is not ClaimKind.RAISES and not facts.ancestry,
    )


def _sentence(statement: Statement, reason: str) -> str:
    """What is wrong as a sentence: of a whole entry the reason alone, else with its words."""
    claim, passage = statement.claim, statement.passage
    if claim.words in (claim.subject, ""):
        return f"{reason[:1].upper()}{reason[1:]}."
    about = f" of `{passage.subject}`" if passage.subject else ""
    return f"\u201c{claim.words.rstrip('.')}\u201d{about} is false: {reason}."


def _omissions(outline: Outline, facts: Facts) -> Iterator[Finding]:
    items = outline.items(SectionKind.PARAMETERS)
    if not items:
        return
    for name in undocumented(outline, facts):
        parameter = parameter_named(facts, name)
        if parameter and not name.startswith("_"):
            yield Finding(
                OMISSION,
                f"Parameter `{name}` is not documented.",
                items[0].start,
                parameter.place,
                contradiction=False,
                name=name,
            )
