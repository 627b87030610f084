"""*Generate missing docstrings in …*: every symbol of a file that has none, in one edit."""

from __future__ import annotations

import asyncio
import uuid
from typing import TYPE_CHECKING

from lsprotocol import types

from .. import pipeline
from ..core.coverage import wanted
from ..core.symbols import Symbol
from ..core.syntax import Syntax
from ..errors import DocstringLsError, SourceError
from ..ports import Proposal
from ..proposals import Key, key_of
from . import applying
from .ask import ask

if TYPE_CHECKING:
    from .session import Session

ASK_ABOVE = 10
YES = "Generate"


async def generate_missing(session: Session, uri: str) -> None:
    """Document what has no docstring; asks first when a model would get many questions.

    Raises:
        DocstringLsError: When the document is closed or nothing could be written.
    """
    buffer = session.documents.get(uri)
    if buffer is None:
        raise SourceError("The document is not open.", "Open it and ask again.", code="closed")
    syntax = buffer.syntax
    missing = await _missing(session, syntax)
    if not missing:
        session.tell("Nothing in this file misses a docstring.", types.MessageType.Info)
        return
    if not await _agreed(session, uri, len(missing)):
        return
    proposals, failures = await _propose_all(session, syntax, missing)
    if proposals:
        await applying.insert(session, *proposals)
    if failures:
        shown = "; ".join(failures[:3])
        raise SourceError(f"{len(failures)} of {len(missing)} symbols got no docstring: {shown}")


async def _missing(session: Session, syntax: Syntax) -> list[Symbol]:
    root = session.root_of(syntax.source.uri)
    style = await session.style(syntax.source, root)
    return [symbol for symbol in wanted(syntax, style) if symbol.docstring is None]


async def _agreed(session: Session, uri: str, count: int) -> bool:
    config = session.config(session.root_of(uri))
    if config.provider == "draft" or count <= ASK_ABOVE:
        return True
    most = count * (config.options.context_budget + config.options.answer_tokens)
    params = types.ShowMessageRequestParams(
        types.MessageType.Info,
        f"{count} symbols miss a docstring. Asking {config.provider} for all of them takes at most "
        f"{most:,} tokens. Go on?",
        [types.MessageActionItem(YES), types.MessageActionItem("Cancel")],
    )
    reply = await ask(session.server, types.WINDOW_SHOW_MESSAGE_REQUEST, params, 600)
    return reply.result is not None and reply.result.title == YES


async def _propose_all(
    session: Session, syntax: Syntax, missing: list[Symbol]
) -> tuple[list[Proposal], list[str]]:
    root = session.root_of(syntax.source.uri)
    engine, options = session.engine(root), session.config(root).options
    # Settings may change while this runs: what it keeps belongs to those it began with.
    fingerprint = session.fingerprint(root)
    limit = asyncio.Semaphore(options.concurrency)
    token = f"docstring-ls/{uuid.uuid4().hex}"
    shown = await _begin(session, token, len(missing))
    done = 0

    async def one(symbol: Symbol) -> Proposal | str:
        nonlocal done
        async with limit:
            try:
                key = key_of(syntax.source, symbol, fingerprint)
                result: Proposal | str = await _propose(session, engine, key, syntax, symbol)
            except DocstringLsError as error:
                if error.ends_run:
                    raise
                result = f"{symbol.qualname or 'module'}: {error.message}"
            done += 1
            if shown:
                text = f"{done} of {len(missing)}: {symbol.qualname or 'module'}"
                _report(session, token, text, done * 100 // len(missing))
            return result

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(symbol)) for symbol in missing]
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    finally:
        session.generations.forget_token(token)
        if shown:
            end = types.WorkDoneProgressEnd()
            session.server.progress(types.ProgressParams(token=token, value=end))
    results = [task.result() for task in tasks]
    written = [item for item in results if isinstance(item, Proposal)]
    return written, [item for item in results if isinstance(item, str)]


async def _propose(
    session: Session, engine: pipeline.Engine, key: Key, syntax: Syntax, symbol: Symbol
) -> Proposal:
    stored = session.proposals.get(key, "generate")
    if stored is not None:
        return stored
    uri = syntax.source.uri
    others = session.documents.others(uri)
    task = pipeline.Task(syntax, symbol, session.root_of(uri), "generate", others)
    proposal = await pipeline.propose(engine, task)
    session.proposals.put(key, proposal)
    return proposal


async def _begin(session: Session, token: str, count: int) -> bool:
    session.generations.register_token(token)
    if not session.client.progress:
        return False
    params = types.WorkDoneProgressCreateParams(token=token)
    reply = await ask(session.server, types.WINDOW_WORK_DONE_PROGRESS_CREATE, params, 2.0)
    if reply.failed:
        return False
    begin = types.WorkDoneProgressBegin(title=f"{count} docstrings", cancellable=True, percentage=0)
    session.server.progress(types.ProgressParams(token=token, value=begin))
    return True


def _report(session: Session, token: str, message: str, percentage: int) -> None:
    report = types.WorkDoneProgressReport(message=message, percentage=percentage)
    session.server.progress(types.ProgressParams(token=token, value=report))
