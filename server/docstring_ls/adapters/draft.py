"""The embedded default provider: no model, no network, only the facts."""

from __future__ import annotations

from collections.abc import AsyncIterator

from ..core.prompt import write
from ..core.summaries import draft
from ..off_loop import off_loop
from ..ports import Answer, Request, Restarted, TextDelta
from ..providers import ProviderKind


def _written(request: Request) -> str:
    return write(draft(request.facts, request.style))


class DraftProvider:
    """Answers from the facts of the request, in the schema that a model would use."""

    name = ProviderKind.DRAFT

    async def answer(self, request: Request) -> AsyncIterator[TextDelta | Restarted | Answer]:
        """Yield the draft as one complete answer."""
        size = len(request.facts.source)
        yield Answer(await off_loop(size, _written, request), provider=self.name)

    async def close(self) -> None:
        """Nothing is held."""
