"""When the cursor rests, names are resolved before that is asked for; the model is never asked."""

from __future__ import annotations

import asyncio

from lsprotocol import types

from ...errors import DocstringLsError
from ...ports import Question
from ..workspace import Workspace

# Seconds without another listing: a cursor that moves on faster is on its way somewhere.
REST_SECONDS = 0.3


class Prefetcher:
    """One question at a time; a newer cursor cancels the older one's.

    Args:
        workspace: Where engines come from.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._task: asyncio.Task[None] | None = None

    def start(self, uri: str, position: types.Position) -> None:
        """Ask the resolver about the symbol under the cursor once the cursor rests."""
        self.stop()
        self._task = asyncio.get_running_loop().create_task(
            self._resolve(uri, position), name="prefetch"
        )

    def stop(self) -> None:
        """Forget the question under way."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _resolve(self, uri: str, position: types.Position) -> None:
        await asyncio.sleep(REST_SECONDS)
        snapshot = self._workspace.snapshot(uri)
        if snapshot is None:
            return
        symbols = snapshot.symbols_at(snapshot.syntax, position)
        if not symbols:
            return
        try:
            engine = self._workspace.engine(snapshot.root)
        except DocstringLsError:
            return
        others = self._workspace.documents.others(uri)
        question = Question(snapshot.source, symbols[0], snapshot.root, others, engine.excluded)
        await engine.resolver.resolve(question)
