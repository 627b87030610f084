"""The embedded default provider: no model, no network, only the facts."""

from __future__ import annotations

from collections.abc import AsyncIterator

from ..core.answer import write
from ..core.draft import draft
from ..ports import Answer, Piece, Request, Withdrawn


class DraftProvider:
    """Answers from the facts of the request, in the schema that a model would use."""

    name = "draft"

    async def answer(self, request: Request) -> AsyncIterator[Piece | Withdrawn | Answer]:
        """Yield the draft as one complete answer."""
        yield Answer(write(draft(request.facts, request.style)), provider=self.name)

    async def close(self) -> None:
        """Nothing is held."""
