"""``stream-into-buffer``: the docstring grows in the document itself, line by line.

Every step is a whole literal, placed through the gate: both pairs of quotes stand from the first
line on, and a cancelled stream takes its lines back.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from ..core.edit import Edit, apply, literal, place, rebase
from ..core.source import Source
from ..core.styles.style import Style
from ..core.symbols import Symbol, symbol_at
from ..core.syntax import Syntax, parse
from ..errors import DocstringLsError
from ..ports import Proposal
from . import applying
from .display import Display, SilentDisplay

if TYPE_CHECKING:
    from .session import Session


class BufferDisplay(SilentDisplay):
    """Writes whole lines into the document as they come; another display shows the progress.

    Args:
        session: The connection.
        syntax: The snapshot that holds the symbol.
        symbol: The symbol that gets the docstring.
        progress: Where progress is shown and can be cancelled.
    """

    def __init__(self, session: Session, syntax: Syntax, symbol: Symbol, progress: Display) -> None:
        self._session = session
        self._progress = progress
        self._first = (syntax.source, symbol)
        self._source, self._symbol = self._first
        self._wanted: tuple[str, Style] | None = None
        self._written = ""
        self._wake = asyncio.Event()
        self._writer: asyncio.Task[None] | None = None
        self._steps: set[asyncio.Future[None]] = set()
        self.token = progress.token

    async def begin(self, title: str) -> None:
        """Begin the progress and the writing."""
        await self._progress.begin(title)
        self._writer = asyncio.get_running_loop().create_task(self._write(), name="write lines")

    def grow(self, summary: str, text: str, style: Style) -> None:
        """Let the writer know the lines that are complete."""
        self._progress.grow(summary, text, style)
        lines = text.rpartition("\n")[0].rstrip()
        if lines:
            self._wanted = (lines, style)
            self._wake.set()

    def withdraw(self, reason: str) -> None:
        """Nothing more of this text is written; what stands is replaced or taken back."""
        self._wanted = None
        self._progress.withdraw(reason)

    def done(self, proposal: Proposal) -> None:
        """End the progress."""
        self._progress.done(proposal)

    def fail(self, error: DocstringLsError | None) -> None:
        """End the progress."""
        self._progress.fail(error)

    async def settle(self, proposal: Proposal) -> Proposal:
        """The proposal as a change of the text that stands in the document by now."""
        await self._stop()
        if not self._written:
            return proposal
        return replace(proposal, source=self._source, symbol=self._symbol)

    async def restore(self) -> None:
        """Take back what was written, unless somebody changed the symbol meanwhile."""
        await self._stop()
        async with self._session.documents.turn(self._source.uri):
            await self._take_back()

    async def _take_back(self) -> None:
        buffer = self._session.documents.get(self._source.uri)
        if not self._written or buffer is None:
            return
        symbol, _ = rebase(self._source, self._symbol, buffer.syntax)
        if symbol is not None:
            source, before = self._first
            await self._apply(buffer.syntax, Edit(symbol.span, source.slice(before.span)), "")

    async def _stop(self) -> None:
        if self._writer is not None:
            self._writer.cancel()
            await asyncio.wait({self._writer, *self._steps})
            self._writer = None

    async def _write(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            if self._wanted is not None and self._wanted[0] != self._written:
                # A step that was begun ends, so that the text in the document stays known.
                self._steps = {asyncio.ensure_future(self._put(*self._wanted))}
                await asyncio.shield(*self._steps)

    async def _put(self, text: str, style: Style) -> None:
        async with self._session.documents.turn(self._source.uri):
            await self._put_now(text, style)

    async def _put_now(self, text: str, style: Style) -> None:
        buffer = self._session.documents.get(self._source.uri)
        if buffer is None:
            return
        syntax = buffer.syntax
        symbol, _ = rebase(self._source, self._symbol, syntax)
        edit, _ = place(syntax, symbol, text, style) if symbol else (None, ())
        if symbol is None or edit is None:
            return
        shown = literal(syntax, symbol, text, style)
        if await self._apply(syntax, edit, shown):
            after = parse(Source(syntax.source.uri, apply(syntax.source, (edit,))))
            self._written, self._source = text, after.source
            self._symbol = _same(after, symbol)

    async def _apply(self, syntax: Syntax, edit: Edit, shown: str) -> bool:
        wanted = apply(syntax.source, (edit,))
        change = applying.Change(syntax.source, (edit,), wanted, (shown,) if shown else ())
        return await applying.apply_change(self._session, change)


def _same(syntax: Syntax, symbol: Symbol) -> Symbol:
    """The symbol after an edit of its docstring, which stands behind its name."""
    if not symbol.qualname:
        return symbol_at(syntax, 0)[-1]
    found = symbol_at(syntax, symbol.name_span.start)
    return next(item for item in found if item.qualname == symbol.qualname)
