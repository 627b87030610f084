"""Finished proposals that the client shows itself, by the token that it knows them under."""

from __future__ import annotations

from ...proposals import StoredProposal

# A window shows a handful at a time; whoever inserts an older one generates it again.
LIMIT = 50


class StreamedProposals:
    """The proposals that were streamed; the oldest leave."""

    def __init__(self) -> None:
        self._entries: dict[str, StoredProposal] = {}

    def put(self, token: str, entry: StoredProposal) -> None:
        """Keep what was streamed under a token."""
        self._entries[token] = entry
        while len(self._entries) > LIMIT:
            del self._entries[next(iter(self._entries))]

    def get(self, token: str) -> StoredProposal | None:
        """What was streamed under a token."""
        return self._entries.get(token)

    def pop(self, token: str) -> StoredProposal | None:
        """What was streamed under a token, which is forgotten."""
        return self._entries.pop(token, None)
