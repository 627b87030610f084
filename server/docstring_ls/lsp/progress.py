"""How the growing text is shown: one seam, chosen by what the client announces."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Protocol

from lsprotocol import types

from ..core.docstrings import Style
from ..core.edit import literal
from ..core.syntax import Symbol, Syntax
from ..core.text import Source, message_text
from ..errors import DocstringLsError
from ..ports import Proposal
from . import convert
from .client_request import request

if TYPE_CHECKING:
    from .session import Session

STREAM = "docstring-ls/stream"


class ProgressReporter(Protocol):
    """Shows one generation; real ones: progress, stream, silent."""

    token: str

    async def begin(self, title: str) -> None:
        """Say that work has begun."""

    def grow(self, summary: str, text: str, style: Style) -> None:
        """Show what has come so far."""

    def withdraw(self, reason: str) -> None:
        """Take back what was shown; more may come."""

    def done(self, proposal: Proposal) -> None:
        """Say that the proposal is ready for the document as it is now."""

    def fail(self, error: DocstringLsError | None) -> None:
        """End without a result; None when it was cancelled."""


class SilentReporter:
    """For clients that can show nothing: a message at the end says what happened."""

    token = ""

    async def begin(self, title: str) -> None:
        """Nothing is shown."""

    def grow(self, summary: str, text: str, style: Style) -> None:
        """Nothing is shown."""

    def withdraw(self, reason: str) -> None:
        """Nothing was shown."""

    def done(self, proposal: Proposal) -> None:
        """The caller's message says it."""

    def fail(self, error: DocstringLsError | None) -> None:
        """The caller's message says it."""


class WorkDoneReporter(SilentReporter):
    """Work-done progress, cancellable, with a token made by us."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._shown = False
        self.token = f"docstring-ls/{uuid.uuid4().hex}"

    async def begin(self, title: str) -> None:
        """Create the token and begin; a client that refuses sees no progress."""
        params = types.WorkDoneProgressCreateParams(token=self.token)
        reply = await request(
            self._session.server, types.WINDOW_WORK_DONE_PROGRESS_CREATE, params, 2.0
        )
        self._shown = not reply.failed
        if self._shown:
            self._send(types.WorkDoneProgressBegin(title=title, cancellable=True))

    def grow(self, summary: str, text: str, style: Style) -> None:
        """Report the text so far on one line."""
        self._report(" ".join(text.split()))

    def withdraw(self, reason: str) -> None:
        """Replace the text by the reason."""
        self._report(reason)

    def done(self, proposal: Proposal) -> None:
        """End the progress with the summary."""
        self._end(proposal.docstring.summary)

    def fail(self, error: DocstringLsError | None) -> None:
        """End the progress without words; the message says the rest."""
        self._end(None)

    def _report(self, message: str) -> None:
        if self._shown:
            self._send(types.WorkDoneProgressReport(message=message))

    def _end(self, message: str | None) -> None:
        if self._shown:
            self._shown = False
            self._send(types.WorkDoneProgressEnd(message=message))

    def _send(self, value: Any) -> None:
        self._session.server.progress(types.ProgressParams(token=self.token, value=value))


class StreamReporter(SilentReporter):
    """``docstring-ls/stream`` notifications for clients that asked for them."""

    def __init__(self, session: Session, syntax: Syntax, symbol: Symbol) -> None:
        self._session = session
        self._syntax = syntax
        self._symbol = symbol
        self.token = uuid.uuid4().hex

    async def begin(self, title: str) -> None:
        """Announce the token before the first text."""
        self._send("streaming", self._syntax.source, "")

    def grow(self, summary: str, text: str, style: Style) -> None:
        """Send the literal so far."""
        self._send(
            "streaming", self._syntax.source, literal(self._syntax, self._symbol, text, style)
        )

    def withdraw(self, reason: str) -> None:
        """Tell the client to clear what it shows."""
        self._send("withdrawn", self._syntax.source, "", problems=[_note("withdrawn", reason)])

    def done(self, proposal: Proposal) -> None:
        """Send the finished literal and the gated edit for the version it names."""
        problems = [
            _note(item.code, item.message, item.severity.value) for item in proposal.problems
        ]
        edit = None
        if proposal.edit is not None:
            edit = convert.workspace_edit(proposal.source, (proposal.edit,), self._session.client)
        self._symbol = proposal.symbol
        self._send("done", proposal.source, proposal.literal, problems=problems, edit=edit)

    def fail(self, error: DocstringLsError | None) -> None:
        """Tell the client to clear what it shows, and why."""
        problems = [] if error is None else [_note(error.code, str(error))]
        state = "withdrawn" if error is None else "failed"
        self._send(state, self._syntax.source, "", problems=problems)

    def _send(
        self,
        state: str,
        source: Source,
        text: str,
        problems: list[dict[str, str]] | None = None,
        edit: types.WorkspaceEdit | None = None,
    ) -> None:
        span = self._symbol.docstring or self._symbol.header
        body: dict[str, Any] = {
            "token": self.token,
            "uri": source.uri,
            "version": source.version,
            "qualname": self._symbol.qualname,
            "range": convert.range_of(source, span, self._session.client.encoding),
            "text": text,
            "state": state,
            "problems": problems or [],
        }
        if edit is not None:
            body["edit"] = edit
        self._session.server.protocol.notify(STREAM, self._session.unstructure(body))


def reporter_for(session: Session, syntax: Syntax, symbol: Symbol) -> ProgressReporter:
    """What the client announced for progress."""
    if session.client.stream:
        return StreamReporter(session, syntax, symbol)
    if session.client.progress:
        return WorkDoneReporter(session)
    return SilentReporter()


def _note(code: str, message: str, severity: str = "error") -> dict[str, str]:
    return {"code": code, "message": message_text(message), "severity": severity}
