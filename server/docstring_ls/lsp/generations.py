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
from ..core.symbols import Symbol
from ..core.syntax import Syntax
from ..errors import DocstringLsError, SourceError
from ..ports import Delta, Finished, Proposal, Retracted
from ..proposals import key_of
from . import applying
from .display import Display, display_for
from .wish import Wish, locate

if TYPE_CHECKING:
    from .session import Session

logger = logging.getLogger(__name__)

SHOW_EVERY = 0.04
CLOSE_SECONDS = 3.0
KEPT_READY = 50


@dataclass(frozen=True)
class Order:
    """A wish and what shall become of the proposal.

    Attributes:
        wish: What is asked for.
        deliver: Whether the proposal goes into the document, or is only kept.
        fresh: Whether a stored proposal does not count.
    """

    wish: Wish
    deliver: bool = True
    fresh: bool = False


class Generations:
    """The tasks of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._running: dict[tuple[str, str], tuple[Order | None, asyncio.Task[None]]] = {}
        self._tokens: dict[str, asyncio.Task[None]] = {}
        self._ready: dict[str, Proposal] = {}
        self._cancelled: WeakSet[asyncio.Task[None]] = WeakSet()

    def start(self, order: Order) -> asyncio.Task[None]:
        """Begin, or join the same request under way; another one for the symbol is cancelled."""
        key = (order.wish.uri, order.wish.qualname)
        before = None
        if key in self._running:
            known, before = self._running[key]
            if known == order:
                return before
            self._cancel(before)
        name = f"docstring for {order.wish.qualname or 'module'}"
        work = self._run_after(before, order)
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._running[key] = (order, task)
        task.add_done_callback(lambda done: self._forget(key, done))
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
        for (running, _), (_, task) in list(self._running.items()):
            if running == uri:
                self._cancel(task)

    def ready(self, token: str) -> Proposal | None:
        """The finished proposal that was streamed under a token."""
        return self._ready.get(token)

    def keep_ready(self, token: str, proposal: Proposal) -> None:
        """Keep what was streamed under a token; the oldest leave."""
        self._ready[token] = proposal
        while len(self._ready) > KEPT_READY:
            del self._ready[next(iter(self._ready))]

    def discard(self, token: str) -> None:
        """Forget a streamed proposal, or cancel it while it is being written."""
        proposal = self._ready.pop(token, None)
        if proposal is not None:
            self._session.proposals.discard(proposal.source.uri, proposal.symbol.qualname)
        self.cancel_token(token)

    def own(self, work: Coroutine[Any, Any, None], name: str, uri: str = "") -> None:
        """Run something else as a task of ours; its failure becomes one message.

        Args:
            work: What runs.
            name: What it is, for the log.
            uri: The document whose closing ends it, or empty.
        """
        task = asyncio.get_running_loop().create_task(self._told(work), name=name)
        self._running[uri, str(id(task))] = (None, task)
        task.add_done_callback(lambda done: self._running.pop((uri, str(id(done))), None))

    async def _told(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:
            self._session.tell_error(_as_ours(error))

    async def idle(self) -> None:
        """Wait until what runs now has ended by itself."""
        tasks = [task for _, task in self._running.values()]
        await asyncio.gather(*tasks, return_exceptions=True)

    async def close(self) -> None:
        """Cancel everything and wait until it has ended."""
        tasks = [task for _, task in self._running.values()]
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

    def _forget(self, key: tuple[str, str], done: asyncio.Task[None]) -> None:
        if key in self._running and self._running[key][1] is done:
            del self._running[key]

    async def _run_after(self, before: asyncio.Task[None] | None, order: Order) -> None:
        """Begin once the cancelled one has left the document as it was."""
        if before is not None:
            await asyncio.wait({before})
        await self._run(order)

    async def _run(self, order: Order) -> None:
        """One generation from wish to document; every ending is told once."""
        session = self._session
        display: Display | None = None
        try:
            syntax, symbol = self._locate(order)
            display = display_for(session, syntax, symbol)
            proposal = await self._propose(order, syntax, symbol, display)
            await self._deliver(order, proposal, display)
        except asyncio.CancelledError:
            if display is not None:
                display.fail(None)
            raise
        except Exception as error:
            failure = _as_ours(error)
            if display is not None:
                display.fail(failure)
            session.tell_error(failure)
        finally:
            if display is not None:
                self.forget_token(display.token)

    def _locate(self, order: Order) -> tuple[Syntax, Symbol]:
        buffer = self._session.documents.get(order.wish.uri)
        if buffer is None:
            raise SourceError("The document is not open.", "Open it and ask again.", code="closed")
        syntax = buffer.syntax
        return syntax, locate(syntax, order.wish, self._session.client.encoding)

    async def _propose(
        self, order: Order, syntax: Syntax, symbol: Symbol, display: Display
    ) -> Proposal:
        session = self._session
        root = session.root_of(order.wish.uri)
        key = key_of(syntax.source, symbol, session.fingerprint(root))
        stored = session.proposals.get(key, order.wish.mode)
        self.register_token(display.token)
        if stored is not None and not order.fresh:
            return stored
        # Settings may change at every await: what is kept under the key comes from this engine.
        engine = session.engine(root)
        await display.begin(f"Docstring for {symbol.name}")
        others = session.documents.others(order.wish.uri)
        task = pipeline.Task(syntax, symbol, root, order.wish.mode, others, order.fresh)
        proposal = await self._follow(pipeline.generate(engine, task), display)
        session.proposals.put(key, proposal)
        return proposal

    async def _follow(self, events: pipeline.Events, display: Display) -> Proposal:
        shown = 0.0
        async with aclosing(events) as stream:
            async for event in stream:
                now = time.monotonic()
                if isinstance(event, Delta) and now - shown >= SHOW_EVERY:
                    shown = now
                    display.grow(event.docstring.summary, event.text, event.style)
                elif isinstance(event, Retracted):
                    display.withdraw(event.reason)
                elif isinstance(event, Finished):
                    return event.proposal
        raise SourceError("The pipeline ended without a docstring.", "Try again.")

    async def _deliver(self, order: Order, proposal: Proposal, display: Display) -> None:
        session = self._session
        if not order.deliver or not session.client.apply_edit:
            self._announce(order, proposal, display)
            return
        placed = applying.current(session, proposal)
        if placed.edit is None:
            session.tell(
                "The docstring is already true; nothing to change.", types.MessageType.Info
            )
        elif session.client.stream:
            self.keep_ready(display.token, proposal)
        else:
            await applying.insert(session, proposal)
            if not session.client.progress:
                name = proposal.symbol.name
                session.tell(f"The docstring for {name} is written.", types.MessageType.Info)
        display.done(placed)

    def _announce(self, order: Order, proposal: Proposal, display: Display) -> None:
        session = self._session
        display.done(proposal)
        if session.client.stream:
            self.keep_ready(display.token, proposal)
            return
        where = "hover over its name to see it"
        if not session.client.apply_edit:
            where += ", or choose Insert proposed docstring in the list of actions"
        name = proposal.symbol.name
        session.tell(f"The docstring for {name} is ready: {where}.", types.MessageType.Info)


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
