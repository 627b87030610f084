"""Bring a proposal into the document: versioned, rebased, confirmed by looking, or refused."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from lsprotocol import types

from .. import pipeline
from ..core.edit import Edit, apply, rebase
from ..core.problems import Severity
from ..core.syntax import Syntax
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


async def insert(session: Session, proposal: Proposal) -> None:
    """Apply a proposal's edit through the client.

    Raises:
        SourceError: When the symbol changed, the client refuses, or the edit never arrived; the
            document is then as it was.
    """
    for _ in range(TRIES):
        placed = current(session, proposal)
        if placed.edit is None or await _applied(session, placed, placed.edit):
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


async def _applied(session: Session, placed: Proposal, edit: Edit) -> bool:
    """Whether the text came into the document, whatever the client answered: ALE never does."""
    wanted = apply(placed.source, (edit,))
    params = types.ApplyWorkspaceEditParams(
        convert.workspace_edit(placed.source, (edit,), session.client), label="Insert docstring"
    )
    seconds = session.config(session.root_of(placed.source.uri)).options.client_timeout
    asking = asyncio.ensure_future(
        ask(session.server, types.WORKSPACE_APPLY_EDIT, params, seconds)
    )
    try:
        await _settled(asking, lambda: _arrived(session, placed, wanted))
        return _arrived(session, placed, wanted)
    finally:
        asking.cancel()


async def _settled(asking: asyncio.Future[Reply], arrived: Callable[[], bool]) -> None:
    """Wait until the text is there, or its change is overdue after the answer."""
    left = -1.0
    while not arrived():
        if asking.done():
            applied = asking.result().result is not None and asking.result().result.applied
            left = (CHANGE_SECONDS if applied else LATE_SECONDS) if left < 0 else left - LOOK_SECONDS
            if left <= 0:
                return
        await asyncio.sleep(LOOK_SECONDS)


def _arrived(session: Session, placed: Proposal, wanted: str) -> bool:
    buffer = session.documents.get(placed.source.uri)
    if buffer is None or buffer.version == placed.source.version:
        return False
    return buffer.source.text == wanted or _holds(session, placed)


def _holds(session: Session, placed: Proposal) -> bool:
    """Whether the literal stands in the document although something else changed as well."""
    buffer = session.documents.get(placed.source.uri)
    before = placed.source.text.count(placed.literal)
    return buffer is not None and buffer.source.text.count(placed.literal) > before


def _moved(session: Session, placed: Proposal) -> bool:
    buffer = session.documents.get(placed.source.uri)
    return buffer is not None and buffer.version != placed.source.version
