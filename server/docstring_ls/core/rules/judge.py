"""A text held against the facts: its claims, each with the verdict of its rule."""

from __future__ import annotations

from dataclasses import dataclass

from ..analysis import Facts
from .catalog import RULES
from .claims import Claim, Passage
from .judgement import Case, ClaimRule, Judgement, Verdict
from .prose import is_spoken_of, read_code, read_prose

# What the option ``language`` may hold for the one language that the grammar knows.
_ENGLISH = ("english", "en", "en-us", "en-gb", "")
_BY_KIND = {
    kind: tuple(rule for rule in RULES if kind in rule.kinds)
    for kind in {kind for rule in RULES for kind in rule.kinds}
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim, the rule that judged it, and its verdict."""

    claim: Claim
    rule: ClaimRule
    judgement: Judgement


def judge(
    sentence: str, passage: Passage, facts: Facts, language: str = "English", shown: str = ""
) -> tuple[Judged, ...]:
    """Judge every claim of a sentence.

    Args:
        sentence: One sentence of the passage.
        passage: The text in which it stands.
        facts: What the code says.
        language: What it is written in; only English is read beyond names in backticks.
        shown: What the writer was shown beside the symbol itself.
    """
    parameters, exceptions = facts.parameter_names, facts.exception_names
    read = read_prose if language.lower() in _ENGLISH else read_code
    claims = read(sentence, passage, parameters, exceptions)
    judged = (judge_claim(Case(claim, passage, facts, shown)) for claim in claims)
    return tuple(item for item in judged if item is not None)


def judge_claim(case: Case) -> Judged | None:
    """The verdict of the first rule that can tell, else of the last; None without any rule."""
    judged = None
    for rule in _BY_KIND.get(case.claim.kind, ()):
        judged = Judged(case.claim, rule, _verdict(rule, case))
        if judged.judgement.verdict is not Verdict.UNDECIDED:
            break
    return judged


def _verdict(rule: ClaimRule, case: Case) -> Judgement:
    """The rule's verdict; what is only mentioned is borne out, spoken of in the code, or open."""
    judgement = rule.judge(case)
    if judgement.verdict is Verdict.TRUE:
        return judgement
    # Code speaks of what is there: that something is absent, no name or comment bears out.
    speaks = not case.claim.negated and is_spoken_of(case.claim.kind, case.facts)
    if not case.is_mentioned:
        return case.spoken("the code speaks of it") if judgement.is_hard and speaks else judgement
    if judgement.is_spoken or speaks:
        # The sentence need not be about the symbol itself.
        return case.undecided("the code speaks of it", is_hard=False)
    return case.undecided(judgement.reason, is_hard=True)
