"""How the growing text is shown: one seam, chosen by what the client announces."""

from __future__ import annotations

import uuid
from typing import Protocol

from lsprotocol import types

from ...core.edit import literal
from ...core.problems import Problem
from ...core.syntax import Symbol, Syntax
from ...core.text import Source, message_text
from ...errors import DocstringLsError
from ...ports import DocstringSoFar, Proposal
from .. import convert
from ..client import (
    Client,
    ClientCapabilities,
    StreamEvidence,
    StreamParams,
    StreamPurpose,
    StreamRemark,
    StreamState,
    WorkDoneProgress,
)
from ..workspace import evidence_link


class ProgressReporter(Protocol):
    """Shows one generation; real ones: progress, stream, silent.

    Attributes:
        token: What the client calls it.
        shows: Whether anybody sees the docstring grow.
    """

    token: str
    shows: bool

    async def begin(self, title: str) -> None:
        """Say that work has begun."""

    def update(self, so_far: DocstringSoFar) -> None:
        """Show what has come so far."""

    def retract(self, reason: str) -> None:
        """Take back what was shown; more may come."""

    def finish(self, proposal: Proposal) -> None:
        """Say that the proposal is ready for the document as it is now."""

    def fail(self, error: DocstringLsError | None) -> None:
        """End without a result; None when it was cancelled."""


class SilentReporter:
    """For clients that can show nothing: a message at the end says what happened."""

    token = ""
    shows = False

    async def begin(self, title: str) -> None:
        """Nothing is shown."""

    def update(self, so_far: DocstringSoFar) -> None:
        """Nothing is shown."""

    def retract(self, reason: str) -> None:
        """Nothing was shown."""

    def finish(self, proposal: Proposal) -> None:
        """The caller's message says it."""

    def fail(self, error: DocstringLsError | None) -> None:
        """The caller's message says it."""


class WorkDoneReporter(SilentReporter):
    """Work-done progress, cancellable, with a token made by us."""

    shows = True

    def __init__(self, client: Client) -> None:
        self._progress = WorkDoneProgress(client)
        self.token = self._progress.token

    async def begin(self, title: str) -> None:
        """Begin; a client that refuses sees no progress."""
        await self._progress.begin(title)

    def update(self, so_far: DocstringSoFar) -> None:
        """Report the text so far on one line."""
        self._progress.report(" ".join(so_far.text.split()))

    def retract(self, reason: str) -> None:
        """Replace the text by the reason."""
        self._progress.report(reason)

    def finish(self, proposal: Proposal) -> None:
        """End the progress with the summary."""
        self._progress.end(proposal.docstring.summary)

    def fail(self, error: DocstringLsError | None) -> None:
        """End the progress without words; the message says the rest."""
        self._progress.end()


class StreamReporter(SilentReporter):
    """``docstring-ls/stream`` notifications for clients that asked for them."""

    shows = True

    def __init__(
        self, client: Client, syntax: Syntax, symbol: Symbol, purpose: StreamPurpose
    ) -> None:
        self._client = client
        self._syntax = syntax
        self._symbol = symbol
        self._purpose = purpose
        self.token = uuid.uuid4().hex

    async def begin(self, title: str) -> None:
        """Announce the token before the first text."""
        self._send(StreamState.STREAMING, self._syntax.source, "")

    def update(self, so_far: DocstringSoFar) -> None:
        """Send the literal so far."""
        grown = literal(self._syntax, self._symbol, so_far.text, so_far.style)
        self._send(StreamState.STREAMING, self._syntax.source, grown)

    def retract(self, reason: str) -> None:
        """Have the client clear what it shows."""
        remark = _remark("withdrawn", reason)
        self._send(StreamState.WITHDRAWN, self._syntax.source, "", (remark,))

    def finish(self, proposal: Proposal) -> None:
        """Send the finished literal and the gated edit for the version it names."""
        edit, can = None, self._client.capabilities
        remarks = tuple(
            _remark(item.code, item.message, item.severity.value, _evidence(proposal, item, can))
            for item in proposal.problems
        )
        if proposal.edit is not None:
            edit = convert.workspace_edit(proposal.source, (proposal.edit,), can)
        self._symbol = proposal.symbol
        anyway = proposal.with_unproven is not None
        self._send(StreamState.DONE, proposal.source, proposal.literal, remarks, edit, anyway)

    def fail(self, error: DocstringLsError | None) -> None:
        """Have the client clear what it shows, and say why."""
        remarks = () if error is None else (_remark(error.code, str(error)),)
        state = StreamState.WITHDRAWN if error is None else StreamState.FAILED
        self._send(state, self._syntax.source, "", remarks)

    def _send(
        self,
        state: StreamState,
        source: Source,
        text: str,
        problems: tuple[StreamRemark, ...] = (),
        edit: types.WorkspaceEdit | None = None,
        anyway: bool = False,
    ) -> None:
        span = self._symbol.docstring or self._symbol.header
        self._client.stream(
            StreamParams(
                token=self.token,
                uri=source.uri,
                version=source.version,
                qualname=self._symbol.qualname,
                range=convert.range_of(source, span, self._client.capabilities.encoding),
                text=text,
                state=state,
                purpose=self._purpose,
                problems=problems,
                edit=edit,
                anyway=anyway,
            )
        )


def reporter_for(
    client: Client, syntax: Syntax, symbol: Symbol, purpose: StreamPurpose
) -> ProgressReporter:
    """The way to show a generation that the client announced."""
    if client.capabilities.stream:
        return StreamReporter(client, syntax, symbol, purpose)
    if client.capabilities.progress:
        return WorkDoneReporter(client)
    return SilentReporter()


def _evidence(
    proposal: Proposal, problem: Problem, client: ClientCapabilities
) -> StreamEvidence | None:
    link = evidence_link(proposal.source, problem.evidence, client.encoding)
    if link is None:
        return None
    line = link.range.start.line
    return StreamEvidence(link.uri, line, message_text(link.name), message_text(link.code))


def _remark(
    code: str, message: str, severity: str = "error", evidence: StreamEvidence | None = None
) -> StreamRemark:
    return StreamRemark(code, message_text(message), severity, evidence)
