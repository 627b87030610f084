"""``textDocument/publishDiagnostics``, for clients that do not ask for diagnostics themselves."""

from __future__ import annotations

import asyncio

from lsprotocol import types

from ..client import Client
from ..workspace import Workspace
from .diagnostics import FindingsCache, diagnostics

# Seconds without a keystroke: what is half typed would be reported while it is typed.
REST_SECONDS = 0.5


class DiagnosticsPublisher:
    """Publishes once the typing rests.

    Args:
        client: To whom.
        workspace: Its documents.
        cache: What is known of their docstrings.
    """

    def __init__(self, client: Client, workspace: Workspace, cache: FindingsCache) -> None:
        self._client = client
        self._workspace = workspace
        self._cache = cache
        self._waiting: dict[str, asyncio.Task[None]] = {}

    def changed(self, uri: str) -> None:
        """A document was opened or changed."""
        if self._client.capabilities.pull_diagnostics:
            return
        self._stop(uri)
        task = asyncio.get_running_loop().create_task(self._publish(uri), name="diagnostics")
        self._waiting[uri] = task

    def settings_changed(self) -> None:
        """What is reported, and how loud, may be another for every open document."""
        for uri in self._workspace.documents.uris():
            self.changed(uri)

    def closed(self, uri: str) -> None:
        """Clear what stands at a document that was closed."""
        self._stop(uri)
        if not self._client.capabilities.pull_diagnostics:
            self._client.publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def close(self) -> None:
        """Stop all waiting."""
        for uri in list(self._waiting):
            self._stop(uri)

    def _stop(self, uri: str) -> None:
        task = self._waiting.pop(uri, None)
        if task is not None:
            task.cancel()

    async def _publish(self, uri: str) -> None:
        await asyncio.sleep(REST_SECONDS)
        snapshot = self._workspace.snapshot(uri)
        if snapshot is None:
            return
        items = await diagnostics(snapshot, self._cache)
        document = self._workspace.documents.get(uri)
        if document is not None and document.version == snapshot.version:
            params = types.PublishDiagnosticsParams(uri, items, snapshot.version)
            self._client.publish_diagnostics(params)
