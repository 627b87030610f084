"""Open documents, kept as lines and parsed when somebody asks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lsprotocol import types

from ..core.syntax import Buffer
from ..core.text import Encoding, Source


class Documents:
    """The client's open documents by URI."""

    def __init__(self, encoding: Encoding = Encoding.UTF16) -> None:
        self.encoding = encoding
        self._buffers: dict[str, Buffer] = {}
        self._turns: dict[str, asyncio.Lock] = {}
        self._watchers: dict[str, list[Callable[[Buffer | None], None]]] = {}

    def get(self, uri: str) -> Buffer | None:
        """The open document, or None."""
        return self._buffers.get(uri)

    def uris(self) -> tuple[str, ...]:
        """The addresses of all open documents."""
        return tuple(self._buffers)

    def is_open(self, document: Buffer) -> bool:
        """Whether this document is open and was not reopened."""
        return self._buffers.get(document.uri) is document

    def open(self, item: types.TextDocumentItem) -> None:
        """Begin to follow a document."""
        self._buffers[item.uri] = Buffer(item.uri, item.version, item.text, self.encoding)

    def change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Apply changes in order; those of a document that is not open are ignored."""
        buffer = self._buffers.get(params.text_document.uri)
        if buffer is None:
            return
        for change in params.content_changes:
            place = None
            if isinstance(change, types.TextDocumentContentChangePartial):
                start, end = change.range.start, change.range.end
                place = ((start.line, start.character), (end.line, end.character))
            buffer.change(place, change.text, params.text_document.version)
        self._notify(buffer.uri, buffer)

    def saved(self, uri: str) -> None:
        """Keep a document's text of this moment as one of before."""
        buffer = self._buffers.get(uri)
        if buffer is not None:
            buffer.saved()

    def close(self, uri: str) -> None:
        """Stop following a document."""
        self._buffers.pop(uri, None)
        self._turns.pop(uri, None)
        self._notify(uri, None)

    @contextmanager
    def watching(self, uri: str, look: Callable[[Buffer | None], None]) -> Iterator[None]:
        """Have a function called after each change of a document, with None once it is closed."""
        watchers = self._watchers.setdefault(uri, [])
        watchers.append(look)
        try:
            yield
        finally:
            watchers.remove(look)

    def _notify(self, uri: str, buffer: Buffer | None) -> None:
        for look in list(self._watchers.get(uri, ())):
            look(buffer)

    def turn(self, uri: str) -> asyncio.Lock:
        """Held while an edit is on its way: the next one is made for the text after it."""
        return self._turns.setdefault(uri, asyncio.Lock())

    def others(self, uri: str) -> tuple[Source, ...]:
        """Snapshots of all open documents but one."""
        return tuple(buffer.source for key, buffer in self._buffers.items() if key != uri)
