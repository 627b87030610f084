"""Finished proposals into a text: one again in a newer snapshot, or all of a file together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .core.edit import DocstringChange, amend, join, place
from .core.problems import Problem, Severity
from .core.syntax import Symbol, SymbolKind, Syntax, normal
from .core.text import Edit, Source, Span, in_newer_text
from .errors import SourceError
from .ports import Proposal

UNCERTAIN = "The docstring can't be placed with certainty."


def reapply(proposal: Proposal, syntax: Syntax, symbol: Symbol) -> Proposal:
    """The same text placed in a newer snapshot of the document, and so its variant.

    Raises:
        SourceError: When the gate refuses.
    """
    setter = amend if proposal.mode.keeps else place
    edit, problems = setter(syntax, symbol, proposal.text, proposal.style)
    if edit is None and is_refused(problems):
        raise SourceError(first_error(problems, UNCERTAIN))
    moved = problems_in(proposal, syntax.source, symbol)
    places = dict(zip(proposal.problems, moved, strict=True))
    mended = tuple(places.get(problem, problem) for problem in proposal.mended)
    edit = needed(edit, syntax.source)
    variant = _variant(proposal, syntax, symbol)
    placed = replace(proposal, source=syntax.source, symbol=symbol, edit=edit, problems=moved)
    return replace(placed, mended=mended, with_unproven=variant)


def _variant(proposal: Proposal, syntax: Syntax, symbol: Symbol) -> Proposal | None:
    if proposal.with_unproven is None:
        return None
    try:
        return reapply(proposal.with_unproven, syntax, symbol)
    except SourceError:
        return None


def problems_in(proposal: Proposal, source: Source, symbol: Symbol) -> tuple[Problem, ...]:
    """The problems of a proposal with their evidence in a newer text.

    Args:
        proposal: A proposal for an older text or the same.
        source: The newer text, or an excerpt of it.
        symbol: The proposal's symbol as it stands there, word for word as before.
    """
    old, span = proposal.source, proposal.symbol.span
    if symbol.kind is SymbolKind.MODULE:
        return in_newer_text(proposal.problems, old, source, range(0), 0)
    lines = range(old.line_of(span.start), old.line_of(span.end) + 1)
    first, _ = source.position_at(symbol.span.start)
    return in_newer_text(proposal.problems, old, source, lines, first)


@dataclass(frozen=True)
class Together:
    """What became of the proposals of one file.

    Attributes:
        text: The text with all docstrings in.
        written: The proposals that are in it, in the order of the text.
        refused: The others, each with the reason in the user's words.
    """

    text: str
    written: tuple[Proposal, ...]
    refused: tuple[tuple[Proposal, str], ...]


def together(syntax: Syntax, proposals: Sequence[Proposal]) -> Together:
    """Write proposals that were made for ``syntax`` into it, with one parse and one gate for all.

    One that the gate refuses takes no other with it.
    """
    first = _joined(syntax, [item for item in proposals if item.edit is not None])
    anew = [_anew(syntax, item) for item, _ in first.refused]
    second = [item for item in anew if item is not None and item.edit is not None]
    if not second:
        return first
    lost = {item.symbol for item in second}
    kept = tuple(item for item in first.refused if item[0].symbol not in lost)
    retried = _joined(syntax, [*first.written, *second])
    return replace(retried, refused=(*kept, *retried.refused))


def _joined(syntax: Syntax, proposals: list[Proposal]) -> Together:
    changes = [_change(item) for item in proposals]
    joined = join(syntax, sorted(changes, key=lambda change: change.edit.span))
    known = {change.symbol: item for change, item in zip(changes, proposals, strict=True)}
    written = sorted((known[change.symbol] for change in joined.written), key=_place)
    refused = ((known[change.symbol], problem.message) for change, problem in joined.refused)
    return Together(joined.text, tuple(written), tuple(refused))


def _place(proposal: Proposal) -> Span:
    return proposal.symbol.span


def _anew(syntax: Syntax, proposal: Proposal) -> Proposal | None:
    """A docstring that can't be mended line by line written as a whole, where that may be."""
    if not proposal.mode.keeps:
        return None
    try:
        return reapply(proposal, syntax, proposal.symbol)
    except SourceError:
        return None


def _change(proposal: Proposal) -> DocstringChange:
    assert proposal.edit is not None, "only what changes something is joined"
    return DocstringChange(proposal.symbol, proposal.edit, normal(proposal.text))


def needed(edit: Edit | None, source: Source) -> Edit | None:
    """The edit, None where the text already stands as it would write it."""
    return None if edit is None or source.slice(edit.span) == edit.text else edit


def is_refused(problems: tuple[Problem, ...]) -> bool:
    """Whether any of them forbids to write."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def first_error(problems: tuple[Problem, ...], otherwise: str) -> str:
    """The first reason against writing."""
    found = (problem.message for problem in problems if problem.severity is Severity.ERROR)
    return next(found, otherwise)
