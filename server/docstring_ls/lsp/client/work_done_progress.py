"""Work-done progress with a token made by the server, which the user may cancel.

Names and docstrings in it are shown literally.
"""

from __future__ import annotations

import uuid

from lsprotocol import types

from ...core.text import message_text
from .client import Client

# An editor creates a token in milliseconds; whoever waits longer wants the docstring, not the bar.
CREATE_SECONDS = 2.0


class WorkDoneProgress:
    """One progress report; nothing is sent to a client that shows none or refuses.

    Attributes:
        token: Names it, also when the user cancels.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._shown = False
        self.token = f"docstring-ls/{uuid.uuid4().hex}"

    async def begin(self, title: str, percentage: int | None = None) -> None:
        """Create the token and begin."""
        if not self._client.capabilities.progress:
            return
        params = types.WorkDoneProgressCreateParams(token=self.token)
        create = types.WINDOW_WORK_DONE_PROGRESS_CREATE
        response = await self._client.request(create, params, CREATE_SECONDS)
        self._shown = not response.failed
        if self._shown:
            shown = message_text(title)
            begin = types.WorkDoneProgressBegin(shown, cancellable=True, percentage=percentage)
            self._client.report_progress(self.token, begin)

    def report(self, message: str, percentage: int | None = None) -> None:
        """Say how far it is."""
        if self._shown:
            shown = message_text(message)
            report = types.WorkDoneProgressReport(message=shown, percentage=percentage)
            self._client.report_progress(self.token, report)

    def end(self, message: str | None = None) -> None:
        """End it, once."""
        if self._shown:
            self._shown = False
            shown = None if message is None else message_text(message)
            end = types.WorkDoneProgressEnd(message=shown)
            self._client.report_progress(self.token, end)
