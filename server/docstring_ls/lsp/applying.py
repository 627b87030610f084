"""Bring a proposal into the document: versioned, rebased, confirmed by looking, or refused."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types

from .. import pipeline
from ..core.edit import apply, rebase
from ..core.problems import Severity
from ..core.syntax import Syntax
from ..errors import SourceError
from ..ports import Proposal
from . import convert
from .ask import ask

if TYPE_CHECKING:
    from .session import Session

ANSWER_SECONDS = 10.0
CHANGE_SECONDS = 3.0
LOOK_SECONDS = 0.02
TRIES = 3
KEPT = "The proposal is kept: hover over the name to see it, or choose Insert proposed docstring."


async def insert(session: Session, proposal: Proposal) -> None:
    """Apply a proposal's edit through the client.

    Raises:
        SourceError: When the symbol changed, the client refuses, or the edit never arrived; the
            document is then as it was.
    """
    for attempt in range(TRIES):
        placed = current(session, proposal)
        if placed.edit is None:
            return
        wanted = apply(placed.source, (placed.edit,))
        params = types.ApplyWorkspaceEditParams(
            convert.workspace_edit(placed.source, (placed.edit,), session.client),
            label="Insert docstring",
        )
        silent = attempt == TRIES - 1
        reply = await ask(
            session.server, types.WORKSPACE_APPLY_EDIT, params, _patience(session, silent)
        )
        if await _arrived(session, placed, wanted, reply.result):
            return
        if not _moved(session, placed):
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
    syntax: Syntax = buffer.syntax
    if syntax.source.text == proposal.source.text:
        return pipeline.again(proposal, syntax, proposal.symbol)
    symbol, problems = rebase(proposal.source, proposal.symbol, syntax)
    if symbol is None:
        reasons = [item.message for item in problems if item.severity is Severity.ERROR]
        what = reasons[0] if reasons else "The symbol changed while its docstring was written."
        raise SourceError(what, KEPT, code="moved-on")
    return pipeline.again(proposal, syntax, symbol)


def _patience(session: Session, last: bool) -> float:
    return ANSWER_SECONDS if not last else CHANGE_SECONDS


async def _arrived(
    session: Session, placed: Proposal, wanted: str, result: types.ApplyWorkspaceEditResult | None
) -> bool:
    """Whether the text is in the document, whatever the client answered."""
    refused = result is not None and not result.applied
    patience = CHANGE_SECONDS if result is not None and result.applied else 0.3
    waited = 0.0
    while True:
        buffer = session.documents.get(placed.source.uri)
        if buffer is None:
            return False
        if buffer.source.text == wanted:
            return True
        if buffer.version != placed.source.version and _holds(session, placed):
            return True
        if waited >= patience or (refused and buffer.version != placed.source.version):
            return False
        await asyncio.sleep(LOOK_SECONDS)
        waited += LOOK_SECONDS


def _holds(session: Session, placed: Proposal) -> bool:
    """Whether the literal stands in the document although something else changed as well."""
    buffer = session.documents.get(placed.source.uri)
    before = placed.source.text.count(placed.literal)
    return buffer is not None and buffer.source.text.count(placed.literal) > before


def _moved(session: Session, placed: Proposal) -> bool:
    buffer = session.documents.get(placed.source.uri)
    return buffer is not None and buffer.version != placed.source.version
