"""*Generate missing docstrings in …*: every symbol of a file that has none, in one edit."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from lsprotocol import types

from .. import pipeline
from ..core.docstrings import Mode
from ..core.rules import wanted
from ..core.syntax import Symbol, Syntax
from ..errors import DocstringLsError, SourceError
from ..proposals import Key, StoredProposal
from . import apply_edit
from .client import WorkDoneProgress

if TYPE_CHECKING:
    from .session import Session

ASK_ABOVE = 10
# More names than these would make a message that nobody reads.
NAMED = 10
YES = "Generate"
# A person is asked, who may be away from the keyboard.
CONFIRM_SECONDS = 600.0


async def generate_missing(session: Session, uri: str) -> None:
    """Document what has no docstring; asks first when a model would get many questions.

    What still fits when the answers are there is written; what does not is named.

    Raises:
        DocstringLsError: When the document is closed, or some symbols got no docstring.
    """
    buffer = session.documents.get(uri)
    if buffer is None:
        raise SourceError("The document is not open.", "Open it and ask again.", code="closed")
    syntax = buffer.syntax
    revision, missing = buffer.log.revision, await _missing(session, syntax)
    keys = [session.key(buffer, syntax.source, symbol, revision) for symbol in missing]
    if not keys:
        session.client.show_message(
            "Nothing in this file misses a docstring.", types.MessageType.Info
        )
        return
    # Settings may change at every await: what is kept under the keys comes from this engine.
    root = session.root_of(uri)
    engine, concurrency = session.engine(root), session.config(root).options.concurrency
    if not await _agreed(session, uri, len(keys)):
        return
    entries, failures = await _propose_all(session, engine, concurrency, syntax, keys)
    if entries:
        change = await apply_edit.insert(session, *entries)
        failures += change.left_out
    if failures:
        raise SourceError(_told(failures, len(keys)))


def _told(failures: list[str], count: int) -> str:
    more = len(failures) - NAMED
    shown = " ".join(failures[:NAMED]) + (f" … and {more} more." if more > 0 else "")
    return f"{len(failures)} of {count} symbols got no docstring. {shown}"


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
    ask = types.WINDOW_SHOW_MESSAGE_REQUEST
    response = await session.client.request(ask, params, CONFIRM_SECONDS)
    return response.result is not None and response.result.title == YES


async def _propose_all(
    session: Session,
    engine: pipeline.Engine,
    concurrency: int,
    syntax: Syntax,
    missing: list[Key],
) -> tuple[list[StoredProposal], list[str]]:
    limit = asyncio.Semaphore(concurrency)
    progress = WorkDoneProgress(session.client)
    session.generations.register_token(progress.token)
    await progress.begin(f"{len(missing)} docstrings", percentage=0)
    done = 0

    async def one(key: Key) -> StoredProposal | str:
        nonlocal done
        name = key.qualname or "module"
        async with limit:
            try:
                result: StoredProposal | str = await _propose(session, engine, syntax, key)
            except DocstringLsError as error:
                if error.ends_run:
                    raise
                result = f"{name}: {error.message}"
            done += 1
            progress.report(f"{done} of {len(missing)}: {name}", done * 100 // len(missing))
            return result

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(key)) for key in missing]
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    finally:
        session.generations.forget_token(progress.token)
        progress.end()
    results = [task.result() for task in tasks]
    written = [item for item in results if isinstance(item, StoredProposal)]
    return written, [item for item in results if isinstance(item, str)]


async def _propose(
    session: Session, engine: pipeline.Engine, syntax: Syntax, key: Key
) -> StoredProposal:
    stored = session.proposals.get(key, Mode.GENERATE)
    if stored is not None:
        return StoredProposal(key, replace(stored, source=syntax.source, symbol=key.symbol))
    others = session.documents.others(key.uri)
    # What goes into the document passes the gate there, all together.
    task = pipeline.Task(
        syntax, key.symbol, session.root_of(key.uri), Mode.GENERATE, others, alone=False
    )
    proposal = await pipeline.propose(engine, task)
    session.proposals.put(key, proposal)
    return StoredProposal(key, proposal)
