"""A rule: which claims it judges, and what the code says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from ..analysis import Facts
from ..problems import Location
from .claims import HARD, Claim, ClaimKind, Passage, Sureness


class Verdict(StrEnum):
    """What the code says about a claim."""

    TRUE = "true"
    FALSE = "false"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reason.

    Attributes:
        verdict: What the code says.
        reason: A clause for the user: what is so instead, or why it can't be told.
        evidence: The line that proves it.
        correction: What would be true in place of the claim's value, or empty.
        is_hard: Whether an undecided claim is one that nobody should take on trust.
        is_spoken: Whether the code itself speaks of what a sentence only mentions, or could not
            tell of it at all, so that the writer is believed.
        is_presumed: Whether it is only false of somebody who knows no more than this file, as a
            model does; a person may know better.
    """

    verdict: Verdict
    reason: str = ""
    evidence: Location | None = None
    correction: str = ""
    is_hard: bool = False
    is_spoken: bool = False
    is_presumed: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A claim and all that it may be held against.

    Attributes:
        claim: What is claimed.
        passage: The text in which it stands.
        facts: What the code says of the symbol.
        shown: What the writer was shown beside it, for claims that only repeat something.
        documented: All names that have an entry of the same kind, in their order; empty for prose.
    """

    claim: Claim
    passage: Passage
    facts: Facts
    shown: str = ""
    documented: tuple[str, ...] = ()

    def true(self, evidence: Location | None = None, reason: str = "it is so") -> Judgement:
        """The code bears it out; where the opposite is claimed, for that reason it is false."""
        verdict = Verdict.FALSE if self.claim.negated else Verdict.TRUE
        return self._judged(verdict, reason if self.claim.negated else "", evidence)

    def false(self, reason: str, evidence: Location | None = None) -> Judgement:
        """The code contradicts it, unless the opposite is claimed."""
        verdict = Verdict.TRUE if self.claim.negated else Verdict.FALSE
        return self._judged(verdict, "" if self.claim.negated else reason, evidence)

    def presumed_false(self, reason: str, evidence: Location | None = None) -> Judgement:
        """This file does not bear it out, though another one may."""
        return replace(self.false(reason, evidence), is_presumed=True)

    def undecided(self, reason: str, is_hard: bool | None = None) -> Judgement:
        """The code does not tell; the claim's kind says how much that weighs, unless told here."""
        hard = self.claim.kind in HARD if is_hard is None else is_hard
        return Judgement(Verdict.UNDECIDED, reason, self.facts.place, is_hard=hard)

    def spoken(self, reason: str) -> Judgement:
        """The code speaks of what is mentioned, or is silent: the sentence may well be true."""
        return Judgement(Verdict.UNDECIDED, reason, self.facts.place, is_spoken=True)

    @property
    def is_mentioned(self) -> bool:
        """Whether the sentence merely uses words of the topic."""
        return self.claim.sureness is Sureness.MENTIONED

    def _judged(self, verdict: Verdict, reason: str, evidence: Location | None) -> Judgement:
        return Judgement(verdict, reason, evidence or self.facts.place)


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """One rule.

    Attributes:
        code: Its stable number.
        name: Its stable kebab-case name.
        kinds: The claims that it judges.
        judge: What the code says of one of them.
        is_noted: Whether the user is told of a soft claim that can't be decided.
        is_sure_of_prose: Whether what it calls false is false in anybody's prose, however it is
            meant there.
    """

    code: str
    name: str
    kinds: frozenset[ClaimKind]
    judge: Callable[[Case], Judgement]
    is_noted: bool = False
    is_sure_of_prose: bool = False
