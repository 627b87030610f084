"""Resolving starts ahead when the cursor rests; the model is never asked ahead."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types

from ..core.syntax import symbol_at
from ..errors import DocstringLsError
from ..ports import Question

if TYPE_CHECKING:
    from .session import Session

REST_SECONDS = 0.3


class Prefetcher:
    """One look ahead at a time; a newer cursor cancels the older question."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._task: asyncio.Task[None] | None = None

    def look(self, uri: str, position: types.Position) -> None:
        """Ask the resolver about the symbol under the cursor once the cursor rests."""
        self.stop()
        self._task = asyncio.get_running_loop().create_task(
            self._look(uri, position), name="resolve ahead"
        )

    def stop(self) -> None:
        """Forget the question under way."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _look(self, uri: str, position: types.Position) -> None:
        await asyncio.sleep(REST_SECONDS)
        session = self._session
        buffer = session.documents.get(uri)
        if buffer is None:
            return
        syntax, root = buffer.syntax, session.root_of(uri)
        offset = syntax.source.offset_at(
            position.line, position.character, session.client.capabilities.encoding
        )
        symbols = symbol_at(syntax, offset)
        if not symbols:
            return
        others = session.documents.others(uri)
        try:
            engine = session.engine(root)
        except DocstringLsError:
            return
        question = Question(syntax.source, symbols[0], root, others, engine.excluded)
        await engine.resolver.resolve(question)
