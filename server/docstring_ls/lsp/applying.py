"""Bring proposals into the document: versioned, rebased, confirmed by looking, or refused."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types

from .. import pipeline
from ..core.edit import Edit, combine, rebase
from ..core.problems import Severity
from ..core.source import Source
from ..errors import SourceError
from ..ports import Proposal
from . import convert
from .ask import Reply, ask

if TYPE_CHECKING:
    from .session import Session

CHANGE_SECONDS = 3.0
LATE_SECONDS = 0.3
LOOK_SECONDS = 0.02
TRIES = 3
KEPT = "The proposal is kept: hover over the name to see it, or choose Insert proposed docstring."


@dataclass(frozen=True)
class Change:
    """Edits for one snapshot.

    Attributes:
        source: The snapshot.
        edits: What changes in it.
        wanted: The text that must come out.
        literals: What stands in the document afterwards, whatever else was typed meanwhile.
    """

    source: Source
    edits: tuple[Edit, ...]
    wanted: str
    literals: tuple[str, ...]


async def insert(session: Session, *proposals: Proposal) -> None:
    """Apply the edits of proposals for one document through the client, as one undo step.

    Raises:
        SourceError: When a symbol changed, the client refuses, or the edit never arrived; the
            document is then as it was.
    """
    async with session.documents.turn(proposals[0].source.uri):
        for _ in range(TRIES):
            change = _change(session, proposals)
            if not change.edits or await apply_change(session, change):
                return
            if not _moved(session, change):
                break
    raise SourceError("The editor did not apply the docstring.", KEPT, code="not-applied")


def current(session: Session, proposal: Proposal) -> Proposal:
    """The proposal placed in the document as it is now.

    Raises:
        SourceError: When its file is closed or its symbol was changed, renamed or deleted.
    """
    buffer = session.documents.get(proposal.source.uri)
    if buffer is None:
        raise SourceError("The file was closed before the docstring was ready.", code="closed")
    syntax = buffer.syntax
    if syntax.source.text == proposal.source.text:
        return pipeline.again(proposal, syntax, proposal.symbol)
    symbol, problems = rebase(proposal.source, proposal.symbol, syntax)
    if symbol is None:
        reasons = [item.message for item in problems if item.severity is Severity.ERROR]
        what = reasons[0] if reasons else "The symbol changed while its docstring was written."
        raise SourceError(what, KEPT, code="moved-on")
    return pipeline.again(proposal, syntax, symbol)


def _change(session: Session, proposals: tuple[Proposal, ...]) -> Change:
    placed = [current(session, proposal) for proposal in proposals]
    buffer = session.documents.get(proposals[0].source.uri)
    assert buffer is not None, "current() refuses closed documents"
    syntax = buffer.syntax
    edits = tuple(item.edit for item in placed if item.edit is not None)
    text, problems = combine(syntax, edits)
    if text is None:
        raise SourceError(problems[0].message, KEPT, code="gate")
    literals = tuple(item.edit.text.strip() for item in placed if item.edit is not None)
    return Change(syntax.source, edits, text, literals)


async def apply_change(session: Session, change: Change) -> bool:
    """Whether the text came into the document, whatever the client answered: ALE never does."""
    params = types.ApplyWorkspaceEditParams(
        convert.workspace_edit(change.source, change.edits, session.client),
        label="Insert docstring",
    )
    seconds = session.config(session.root_of(change.source.uri)).options.client_timeout
    asking = asyncio.ensure_future(ask(session.server, types.WORKSPACE_APPLY_EDIT, params, seconds))
    try:
        await _settled(asking, lambda: _arrived(session, change))
        return _arrived(session, change)
    finally:
        asking.cancel()


async def _settled(asking: asyncio.Future[Reply], arrived: Callable[[], bool]) -> None:
    """Wait until the text is there, or its change is overdue after the answer."""
    left = -1.0
    while not arrived():
        if asking.done():
            result = asking.result().result
            patience = CHANGE_SECONDS if result is not None and result.applied else LATE_SECONDS
            left = patience if left < 0 else left - LOOK_SECONDS
            if left <= 0:
                return
        await asyncio.sleep(LOOK_SECONDS)


def _arrived(session: Session, change: Change) -> bool:
    buffer = session.documents.get(change.source.uri)
    if buffer is None or buffer.version == change.source.version:
        return False
    now = buffer.source.text
    if now == change.wanted or not change.literals:
        return now == change.wanted
    before = change.source.text
    return all(now.count(literal) > before.count(literal) for literal in change.literals)


def _moved(session: Session, change: Change) -> bool:
    buffer = session.documents.get(change.source.uri)
    return buffer is not None and buffer.version != change.source.version
