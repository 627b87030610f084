"""Bring proposals into the document: versioned, rebased, confirmed by looking, or refused."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from lsprotocol import types

from ... import pipeline
from ...core.edit import place_all, rebase
from ...core.problems import Problem, Severity
from ...core.syntax import Buffer, Symbol
from ...core.text import Edit, Source, apply
from ...errors import DocstringLsError, SourceError
from ...off_loop import off_loop
from ...ports import Proposal
from ...proposals import StoredProposal
from .. import convert
from ..client import Client, Response
from ..workspace import Workspace
from .problem_message import told_problems

# The slowest editor known tells of its own edit 0.5 s after the answer; a busy machine is slower.
CHANGE_SECONDS = 10.0
# After an answer: how long the text may still come although the answer or another change was first.
LATE_SECONDS = 0.5
# How often an edit is made anew for a document that is typed in; nobody types for longer.
TRIES = 3
KEPT = "The proposal is kept: hover over the name to see it, or choose Insert proposed docstring."
MOVED_ON = "The symbol changed while its docstring was written."
UNSEEN = "The editor said that it applied the docstring, but the document did not change."


@dataclass(frozen=True)
class PendingEdit:
    """Edits for one snapshot.

    Attributes:
        source: The snapshot.
        edits: What changes in it.
        left_out: Why a docstring is not among them, a sentence each.
        problems: What is to be told of those that are, where there are several.
    """

    source: Source
    edits: tuple[Edit, ...]
    left_out: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


class EditResult(Enum):
    """What became of an edit that was sent."""

    DONE = "it is in the document, or was, or the document was closed"
    OVERTAKEN = "the editor refused it, and the document has changed since"
    REFUSED = "the editor refused it, or never answered"
    UNSEEN = "the editor said that it applied it, but the document did not change"


class DocumentEditor:
    """Brings proposals into the client's documents.

    Args:
        client: Who edits.
        workspace: Its documents.
    """

    def __init__(self, client: Client, workspace: Workspace) -> None:
        self._client = client
        self._workspace = workspace
        self._documents = workspace.documents

    async def insert(self, *entries: StoredProposal) -> PendingEdit:
        """Apply the edits of proposals for one document through the client, as one undo step.

        Returns:
            What was written; without edits where the document says it all already. Of several
            proposals, those that no longer fit are left out.

        Raises:
            SourceError: When a single proposal no longer fits, the client refuses, or the edit
                never arrived; the document is then as it was.
        """
        outcome = EditResult.REFUSED
        async with self._documents.turn(entries[0].key.uri):
            for _ in range(TRIES):
                change = await self._change(entries)
                if not change.edits:
                    return change
                outcome = await _to_its_end(self._apply(change))
                if outcome is EditResult.DONE:
                    return change
                if outcome is not EditResult.OVERTAKEN:
                    break
        what = UNSEEN if outcome is EditResult.UNSEEN else "The editor did not apply the docstring."
        raise SourceError(what, KEPT, code="not-applied")

    async def current(self, entry: StoredProposal) -> Proposal:
        """The proposal placed in the document as it is now.

        Raises:
            SourceError: When its file is closed or its symbol was changed, renamed or deleted.
        """
        document = self._open(entry.key.uri)
        syntax = document.syntax
        symbol = self._symbol(document, entry)
        return await off_loop(len(syntax.data), pipeline.reapply, entry.proposal, syntax, symbol)

    def _open(self, uri: str) -> Buffer:
        document = self._documents.get(uri)
        if document is None:
            reason = "The file was closed before the docstring was ready."
            raise SourceError(reason, code="closed")
        return document

    def _symbol(self, document: Buffer, entry: StoredProposal) -> Symbol:
        anchor, proposal = entry.key.anchor, entry.proposal
        symbol, problems = rebase(
            proposal.source,
            proposal.symbol,
            document.syntax,
            anchor.since(document.log),
            self._client.capabilities.encoding,
        )
        if symbol is None:
            reasons = _errors(problems)
            what = reasons[0] if reasons else MOVED_ON
            raise SourceError(what, KEPT, code="moved-on")
        return symbol

    async def _change(self, entries: Sequence[StoredProposal]) -> PendingEdit:
        if len(entries) == 1:
            placed = await self.current(entries[0])
            return PendingEdit(placed.source, () if placed.edit is None else (placed.edit,))
        document = self._open(entries[0].key.uri)
        syntax = document.syntax
        fitting, left_out = [], []
        for entry in entries:
            try:
                fitting.append((self._symbol(document, entry), entry.proposal))
            except DocstringLsError as error:
                left_out.append(error.message)
        style = entries[0].proposal.style
        texts = [(symbol, proposal.text) for symbol, proposal in fitting]
        edits, problems = await off_loop(len(syntax.data), place_all, syntax, texts, style)
        told = tuple(
            f"{symbol.qualname or 'module'}: {line}"
            for symbol, proposal in fitting
            for line in told_problems(proposal, syntax.source, symbol, edits)
        )
        return PendingEdit(syntax.source, edits, (*left_out, *_errors(problems)), told)

    async def _apply(self, change: PendingEdit) -> EditResult:
        """Send an edit and see what becomes of it, whatever the client answers: ALE never does."""
        uri, can = change.source.uri, self._client.capabilities
        edit = convert.workspace_edit(change.source, change.edits, can)
        params = types.ApplyWorkspaceEditParams(edit, label="Insert docstring")
        document = self._documents.get(uri)
        if document is None or document.source is not change.source:
            return EditResult.OVERTAKEN
        seconds = self._workspace.config(uri).options.client_timeout
        arrival = _Arrival(change)
        with self._documents.watching(uri, arrival.look):
            answer = asyncio.ensure_future(
                self._client.request(types.WORKSPACE_APPLY_EDIT, params, seconds)
            )
            try:
                answer.add_done_callback(lambda _: arrival.wake())
                await arrival.until(lambda: arrival.seen or answer.done())
                if arrival.seen or not answer.done():
                    return EditResult.DONE
                return await _answered(arrival, answer.result())
            finally:
                answer.cancel()


def _errors(problems: Sequence[Problem]) -> list[str]:
    return [item.message for item in problems if item.severity is Severity.ERROR]


async def _answered(arrival: _Arrival, response: Response) -> EditResult:
    if response.result is not None and response.result.applied:
        await arrival.until(lambda: arrival.newer, CHANGE_SECONDS)
        # What came may be typing; the next edit has to be made for the text after this one.
        await arrival.until(lambda: arrival.seen, LATE_SECONDS)
        return EditResult.DONE if arrival.newer else EditResult.UNSEEN
    await arrival.until(lambda: arrival.seen, LATE_SECONDS)
    if arrival.seen:
        return EditResult.DONE
    # An editor that is silent may still be asking its user: a second edit could come on top.
    return (
        EditResult.OVERTAKEN if arrival.newer and response.why != "silence" else EditResult.REFUSED
    )


class _Arrival:
    """What is seen of an edit after it was sent.

    Attributes:
        newer: Whether a newer text of the document has come.
        seen: Whether one of the newer texts held what was sent, even if it is gone again.
    """

    def __init__(self, change: PendingEdit) -> None:
        self.newer = self.seen = self._closed = False
        self._before = change.source.text
        self._wanted = apply(change.source, change.edits)
        self._literals = [text for edit in change.edits if (text := edit.text.strip())]
        self._woken = asyncio.Event()

    def look(self, buffer: Buffer | None) -> None:
        """Take notice of a newer text; None when the document was closed."""
        if buffer is None:
            self._closed = True
        else:
            self.newer = True
            self.seen = self.seen or self._holds(buffer.source.text)
        self.wake()

    def wake(self) -> None:
        """Let whoever waits look again."""
        self._woken.set()

    async def until(self, condition: Callable[[], bool], seconds: float | None = None) -> None:
        """Wait for a condition, at most some seconds, and not beyond the document's closing."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not condition() and not self._closed:
                    self._woken.clear()
                    await self._woken.wait()

    def _holds(self, text: str) -> bool:
        grown = (text.count(one) > self._before.count(one) for one in self._literals)
        return text == self._wanted or (bool(self._literals) and all(grown))


async def _to_its_end(work: Coroutine[Any, Any, EditResult]) -> EditResult:
    """Wait for an edit that is on its way also when cancelled: the text must stay known."""
    sending = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(sending)
    except asyncio.CancelledError:
        await asyncio.wait({sending})
        raise
