"""Every generation is a task that we own: a name, an owner and a way to cancel it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from lsprotocol import types

from .. import pipeline
from ..core.syntax import Symbol, Syntax
from ..errors import DocstringLsError, SourceError
from ..ports import Delta, Finished, Proposal, Restarted
from ..proposals import Key, StoredProposal
from . import apply_edit
from .action_data import ActionData, locate
from .client import StreamPurpose
from .progress import ProgressReporter, reporter_for

if TYPE_CHECKING:
    from .session import Session

logger = logging.getLogger(__name__)

SHOW_EVERY = 0.04
CLOSE_SECONDS = 3.0
KEPT_READY = 50
NOTHING = "The docstring already says so; nothing to change."


@dataclass(frozen=True)
class GenerationRequest:
    """A wish and what shall become of the proposal.

    Attributes:
        wish: What is asked for.
        deliver: Whether the proposal goes into the document, or is only kept.
        fresh: Whether a stored proposal does not count.
        kept: Whether any stored proposal that fits will do, as for the one that was shown.
    """

    wish: ActionData
    deliver: bool = True
    fresh: bool = False
    kept: bool = False

    def same(self, other: GenerationRequest) -> bool:
        """Whether the same is asked for, whichever symbol is meant."""
        ours = (self.wish.mode, self.deliver, self.fresh)
        return ours == (other.wish.mode, other.deliver, other.fresh)


@dataclass(frozen=True)
class TargetSymbol:
    """The symbol that is meant, in the text of the moment."""

    syntax: Syntax
    symbol: Symbol
    key: Key


@dataclass(frozen=True)
class Running:
    """A task of ours.

    Attributes:
        task: It.
        uri: The document whose closing ends it, or empty.
        order: What was ordered, where it is a generation.
        key: For which symbol.
    """

    task: asyncio.Task[None]
    uri: str = ""
    order: GenerationRequest | None = None
    key: Key | None = None


class Generations:
    """The tasks of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._running: list[Running] = []
        self._tokens: dict[str, asyncio.Task[None]] = {}
        self._ready: dict[str, StoredProposal] = {}
        self._cancelled: WeakSet[asyncio.Task[None]] = WeakSet()

    def start(self, order: GenerationRequest) -> asyncio.Task[None]:
        """Begin, or join the same request under way; another one for the symbol is cancelled.

        Raises:
            SourceError: When the document is not open or the symbol not in it.
        """
        found = self._find(order)
        rivals = self._rivals(found.key)
        for one in rivals:
            assert one.order is not None and one.key is not None
            alive = one.task not in self._cancelled
            if alive and one.order.same(order) and one.key.content == found.key.content:
                return one.task
        for one in rivals:
            self._cancel(one.task)
        work = self._run_after({one.task for one in rivals}, order, found)
        return self._start(work, found.symbol.qualname or "module", order.wish.uri, order, found)

    def _rivals(self, key: Key) -> list[Running]:
        """What runs for the same symbol, wherever it stands by now."""
        return [one for one in self._running if one.key is not None and one.key.same_symbol(key)]

    def _start(
        self,
        work: Coroutine[Any, Any, None],
        name: str,
        uri: str,
        order: GenerationRequest | None = None,
        found: TargetSymbol | None = None,
    ) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work, name=name)
        running = Running(task, uri, order, None if found is None else found.key)
        self._running.append(running)
        task.add_done_callback(lambda _: self._running.remove(running))
        return task

    def register_token(self, token: str) -> None:
        """Let a token cancel the task that runs now."""
        task = asyncio.current_task()
        if token and task is not None:
            self._tokens[token] = task

    def forget_token(self, token: str) -> None:
        """The work shown under a token has ended."""
        self._tokens.pop(token, None)

    def cancel_token(self, token: str) -> bool:
        """Cancel the generation that is shown under a token."""
        task = self._tokens.get(token)
        return self._cancel(task) if task is not None else False

    def cancel_document(self, uri: str) -> None:
        """Cancel what runs for a document that was closed."""
        for one in list(self._running):
            if one.uri == uri:
                self._cancel(one.task)

    def ready(self, token: str) -> StoredProposal | None:
        """The finished proposal that was streamed under a token."""
        return self._ready.get(token)

    def keep_ready(self, token: str, entry: StoredProposal) -> None:
        """Keep what was streamed under a token; the oldest leave."""
        self._ready[token] = entry
        while len(self._ready) > KEPT_READY:
            del self._ready[next(iter(self._ready))]

    def discard(self, token: str) -> None:
        """Forget a streamed proposal, or cancel it while it is being written."""
        entry = self._ready.pop(token, None)
        if entry is not None:
            self._session.proposals.discard(entry.key)
        self.cancel_token(token)

    def insert(self, entry: StoredProposal) -> None:
        """Bring a finished proposal into the document."""
        self.own(self._insert(entry), "insert", entry.key.uri)

    async def _insert(self, entry: StoredProposal) -> None:
        change = await apply_edit.insert(self._session, entry)
        if not change.edits:
            self._session.client.show_message(NOTHING, types.MessageType.Info)

    def own(self, work: Coroutine[Any, Any, None], name: str, uri: str = "") -> None:
        """Run something else as a task of ours; its failure becomes one message.

        Args:
            work: What runs.
            name: What it is, for the log.
            uri: The document whose closing ends it, or empty.
        """
        self._start(self._told(work, uri), name, uri)

    async def _told(self, work: Coroutine[Any, Any, None], uri: str) -> None:
        buffer = self._session.documents.get(uri)
        try:
            await work
        except Exception as error:
            failure = _as_ours(error)
            if self._session.documents.get(uri) is buffer:
                self._session.client.show_error(failure)

    async def idle(self) -> None:
        """Wait until what runs now has ended by itself."""
        await asyncio.gather(*(one.task for one in self._running), return_exceptions=True)

    async def close(self) -> None:
        """Cancel everything and wait until it has ended."""
        tasks = [one.task for one in self._running]
        for task in tasks:
            self._cancel(task)
        if tasks:
            # A client that is going away may never answer an edit that is on its way.
            await asyncio.wait(tasks, timeout=CLOSE_SECONDS)

    def _cancel(self, task: asyncio.Task[None]) -> bool:
        """Cancel a task of ours, once: a second time would hit its clean-up, which must end."""
        if task in self._cancelled:
            return False
        self._cancelled.add(task)
        return task.cancel()

    def _find(self, order: GenerationRequest) -> TargetSymbol:
        session, wish = self._session, order.wish
        buffer = session.documents.get(wish.uri)
        if buffer is None:
            raise SourceError("The document is not open.", "Open it and ask again.", code="closed")
        symbol = locate(buffer, wish, session.client.capabilities.encoding)
        return TargetSymbol(buffer.syntax, symbol, session.key(buffer, buffer.source, symbol))

    async def _run_after(
        self, rivals: set[asyncio.Task[None]], order: GenerationRequest, found: TargetSymbol
    ) -> None:
        """Begin once the cancelled ones have left the document as it will be."""
        display: ProgressReporter | None = None
        try:
            if rivals:
                await asyncio.wait(rivals)
            # Settings and text are those of now, and of one moment.
            found = self._find(order)
            purpose = StreamPurpose.INSERT if order.deliver else StreamPurpose.PREVIEW
            display = reporter_for(self._session.client, found.syntax, found.symbol, purpose)
            await self._run(order, found, display)
        except asyncio.CancelledError:
            if display is not None:
                display.fail(None)
            raise
        except Exception as error:
            self._fail(_as_ours(error), found, display)
        finally:
            if display is not None:
                self.forget_token(display.token)

    def _fail(
        self, failure: DocstringLsError, found: TargetSymbol, display: ProgressReporter | None
    ) -> None:
        """Tell a failure once; whoever has closed the document is not told."""
        buffer = self._session.documents.get(found.key.uri)
        closed = buffer is None or buffer.log is not found.key.anchor.log
        if display is not None:
            display.fail(None if closed else failure)
        if not closed:
            self._session.client.show_error(failure)

    async def _run(
        self, order: GenerationRequest, found: TargetSymbol, display: ProgressReporter
    ) -> None:
        """One generation from wish to document; every ending is told once."""
        proposal = await self._propose(order, found, display)
        await self._deliver(order, StoredProposal(found.key, proposal), display)

    async def _propose(
        self, order: GenerationRequest, found: TargetSymbol, display: ProgressReporter
    ) -> Proposal:
        session, key = self._session, found.key
        self.register_token(display.token)
        stored = self._stored(order, key)
        if stored is not None:
            return pipeline.again(stored, found.syntax, found.symbol)
        root = session.root_of(key.uri)
        # Settings may change at every await: what is kept under the key comes from this engine.
        engine = session.engine(root)
        await display.begin(f"Docstring for {found.symbol.name}")
        task = pipeline.Task(
            found.syntax,
            found.symbol,
            root,
            order.wish.mode,
            session.documents.others(key.uri),
            order.fresh,
        )
        proposal = await self._follow(pipeline.generate(engine, task), display)
        session.proposals.put(key, proposal)
        return proposal

    def _stored(self, order: GenerationRequest, key: Key) -> Proposal | None:
        if order.fresh:
            return None
        store, mode = self._session.proposals, order.wish.mode
        return store.newest(key, mode) if order.kept else store.get(key, mode)

    async def _follow(self, events: pipeline.Events, display: ProgressReporter) -> Proposal:
        shown = 0.0
        async with aclosing(events) as stream:
            async for event in stream:
                now = time.monotonic()
                if isinstance(event, Delta) and now - shown >= SHOW_EVERY:
                    shown = now
                    display.update(event.docstring.summary, event.text, event.style)
                elif isinstance(event, Restarted):
                    display.retract(event.reason)
                elif isinstance(event, Finished):
                    return event.proposal
        raise SourceError("The pipeline ended without a docstring.", "Try again.")

    async def _deliver(
        self, order: GenerationRequest, entry: StoredProposal, display: ProgressReporter
    ) -> None:
        session = self._session
        placed = await apply_edit.current(session, entry)
        if placed.edit is None:
            session.client.show_message(NOTHING, types.MessageType.Info)
        elif not order.deliver or not session.client.capabilities.apply_edit:
            self._announce(entry, display)
        elif session.client.capabilities.stream:
            self.keep_ready(display.token, entry)
        else:
            change = await apply_edit.insert(session, entry)
            if not change.edits:
                session.client.show_message(NOTHING, types.MessageType.Info)
            elif not session.client.capabilities.progress:
                name = placed.symbol.name
                session.client.show_message(
                    f"The docstring for {name} is written.", types.MessageType.Info
                )
        display.finish(placed)

    def _announce(self, entry: StoredProposal, display: ProgressReporter) -> None:
        session = self._session
        if session.client.capabilities.stream:
            self.keep_ready(display.token, entry)
            return
        where = "hover over its name to see it"
        if not session.client.capabilities.apply_edit:
            where += ", or choose Insert proposed docstring in the list of actions"
        name = entry.proposal.symbol.name
        session.client.show_message(
            f"The docstring for {name} is ready: {where}.", types.MessageType.Info
        )


def _as_ours(error: Exception) -> DocstringLsError:
    """The failure in the user's words; an unexpected one is logged by its kind."""
    if isinstance(error, DocstringLsError):
        return error
    logger.error("failed: %s", type(error).__name__)
    logger.debug("failed", exc_info=True)
    return DocstringLsError(
        f"docstring-ls failed by its own fault ({type(error).__name__}); "
        "the document is unchanged.",
        "Please report this; the log at level debug says where.",
    )
