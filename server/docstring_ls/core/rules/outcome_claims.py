"""Claims about what comes out: returned, yielded and raised."""

from __future__ import annotations

import re

from ..analysis import Facts, Outcome, SectionKind
from ..docstrings import Docstring, Entry
from ..summaries import outcome_entry
from ..syntax import SymbolKind
from .claim_checker import ClaimChecker
from .claims import ClaimKind, Part, Passage
from .judge import judge
from .matching import exception_named
from .members import bare_name

_PARTS = {SectionKind.RETURNS: Part.RETURNS, SectionKind.YIELDS: Part.YIELDS}
_SAYS_NOTHING = ((ClaimKind.RETURNS_NONE, False), (ClaimKind.RETURNS_VALUE, True))
_NOTHING = re.compile(r"\W*(?:$|none\b|nothing\b|null\b|n/a\b|no\b|not an?\b|without a\b)", re.I)


def checked_outcomes(
    docstring: Docstring, facts: Facts, examiner: ClaimChecker
) -> tuple[Entry | None, Entry | None]:
    """Returns and yields, each only where the code has it."""
    returns, yields = docstring.returns, docstring.yields
    if (
        facts.yields is not None
        and facts.returns is None
        and yields is None
        and returns is not None
    ):
        # What a generator hands out is often told as its result; the prose stays true as Yields.
        returns, yields = None, returns
    return (
        _checked(returns, facts.returns, facts, examiner, SectionKind.RETURNS),
        _checked(yields, facts.yields, facts, examiner, SectionKind.YIELDS),
    )


def _checked(
    entry: Entry | None,
    outcome: Outcome | None,
    facts: Facts,
    examiner: ClaimChecker,
    verb: SectionKind,
) -> Entry | None:
    if entry is None:
        return None
    if outcome is None:
        if not _is_nothing(entry.description, facts) and not _unknown(facts):
            what = "a class" if facts.kind is SymbolKind.CLASS else f"`{facts.name}`"
            examiner.drop(
                f"{verb}-nothing",
                f"{what.capitalize() if what[0] != '`' else what} {verb} nothing",
                facts.place,
            )
        return None
    return outcome_entry(outcome, examiner.entry(_PARTS[verb], "", entry.description))


def _is_nothing(text: str, facts: Facts) -> bool:
    """Whether a text says itself that nothing comes out: that is true, and not worth an entry."""
    if _NOTHING.match(text):
        return True
    claims = [item.claim for item in judge(text, Passage(Part.RETURNS), facts)]
    return any((claim.kind, claim.negated) in _SAYS_NOTHING for claim in claims)


def _unknown(facts: Facts) -> bool:
    return facts.kind is SymbolKind.MODULE


def checked_raises(
    entries: tuple[Entry, ...], facts: Facts, examiner: ClaimChecker
) -> tuple[Entry, ...]:
    """The exceptions for which the code has evidence, in its order, and those that are kept."""
    said: dict[str, Entry] = {}
    for entry in entries:
        name = bare_name(entry.name)
        propagated = exception_named(facts, name)
        if propagated is None:
            if name and name not in said and examiner.raised(name):
                said[name] = Entry(name, examiner.entry(Part.RAISES, name, entry.description))
        elif propagated.exception in said:
            continue
        else:
            said[propagated.exception] = Entry(
                propagated.exception, examiner.entry(Part.RAISES, name, entry.description)
            )
            if not propagated.certain:
                examiner.note(
                    "undecided-exception",
                    f"`{name}` may leave it, but not for certain; kept",
                    propagated.place,
                )
    order = dict.fromkeys([*(item.exception for item in (*facts.raises, *facts.implied)), *said])
    return tuple(said[name] for name in order if name in said)
