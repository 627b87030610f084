"""*Generate missing docstrings in …*: every symbol of a file that has none, in one edit."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from lsprotocol import types

from ... import pipeline
from ...config import Config
from ...core.docstrings import Mode
from ...core.rules import wanted
from ...errors import DocstringLsError, SourceError
from ...proposals import Key, ProposalStore, StoredProposal
from ...tasks import Engine
from ..client import Client, WorkDoneProgress
from ..tasks import Tasks
from ..workspace import Snapshot, Workspace
from .apply_edit import DocumentEditor

# Symbols; a person who asks for more docstrings at once may not know what they cost.
ASK_ABOVE = 10
# More names than these would make a message that nobody reads.
NAMED = 10
YES = "Generate"
# Seconds: a person is asked, who may be away from the keyboard.
CONFIRM_SECONDS = 600.0


@dataclass(frozen=True)
class WholeFileGenerator:
    """Documents what has no docstring.

    Attributes:
        client: Who asked.
        workspace: Where engines come from.
        tasks: The owner of the task that runs, for cancelling by token.
        proposals: The store.
        editor: Brings proposals into documents.
    """

    client: Client
    workspace: Workspace
    tasks: Tasks
    proposals: ProposalStore
    editor: DocumentEditor

    async def generate_missing(self, uri: str) -> None:
        """Document a file; asks first when a model would get many questions.

        What still fits when the answers are there is written; what does not is named.

        Raises:
            DocstringLsError: When the document is closed, or some symbols got no docstring.
        """
        style = await self.workspace.require_snapshot(uri).style_off_loop()
        # Settings may change at every await: text, keys and engine are those of one moment.
        snapshot = self.workspace.require_snapshot(uri)
        missing = [item for item in wanted(snapshot.syntax, style) if item.docstring is None]
        if not missing:
            nothing = "Nothing in this file misses a docstring."
            self.client.show_message(nothing, types.MessageType.Info)
            return
        keys = [snapshot.key(snapshot.source, symbol) for symbol in missing]
        engine = self.workspace.engine(snapshot.root)
        if not await self._confirmed(snapshot.config, len(keys)):
            return
        entries, failures = await self._propose_all(engine, snapshot, keys)
        if entries:
            change = await self.editor.insert(*entries)
            failures += change.left_out
        if failures:
            raise SourceError(_summary(failures, len(keys)))

    async def _confirmed(self, config: Config, count: int) -> bool:
        """Whether the user wants so many questions asked."""
        if config.provider == "draft" or count <= ASK_ABOVE:
            return True
        most = count * (config.options.context_budget + config.options.answer_tokens)
        params = types.ShowMessageRequestParams(
            types.MessageType.Info,
            f"{count} symbols miss a docstring. Asking {config.provider} for all of them takes "
            f"at most {most:,} tokens. Go on?",
            [types.MessageActionItem(YES), types.MessageActionItem("Cancel")],
        )
        ask = types.WINDOW_SHOW_MESSAGE_REQUEST
        response = await self.client.request(ask, params, CONFIRM_SECONDS)
        return response.result is not None and response.result.title == YES

    async def _propose_all(
        self, engine: Engine, snapshot: Snapshot, keys: list[Key]
    ) -> tuple[list[StoredProposal], list[str]]:
        """The proposals, and why there are none for some symbols."""
        limit = asyncio.Semaphore(snapshot.config.options.concurrency)
        progress = WorkDoneProgress(self.client)
        self.tasks.register_token(progress.token)
        await progress.begin(f"{len(keys)} docstrings", percentage=0)
        count = 0

        async def limited(key: Key) -> StoredProposal | str:
            nonlocal count
            async with limit:
                outcome = await self._outcome(engine, snapshot, key)
                count += 1
                name = key.qualname or "module"
                progress.report(f"{count} of {len(keys)}: {name}", count * 100 // len(keys))
                return outcome

        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(limited(key)) for key in keys]
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None
        finally:
            self.tasks.forget_token(progress.token)
            progress.end()
        outcomes = [task.result() for task in tasks]
        entries = [item for item in outcomes if isinstance(item, StoredProposal)]
        return entries, [item for item in outcomes if isinstance(item, str)]

    async def _outcome(self, engine: Engine, snapshot: Snapshot, key: Key) -> StoredProposal | str:
        """A proposal, or a sentence on why there is none, unless that holds for all the others."""
        try:
            return await self._propose(engine, snapshot, key)
        except DocstringLsError as error:
            if error.ends_run:
                raise
            return f"{key.qualname or 'module'}: {error.message}"

    async def _propose(self, engine: Engine, snapshot: Snapshot, key: Key) -> StoredProposal:
        stored = self.proposals.get(key, Mode.GENERATE)
        if stored is not None:
            return StoredProposal(key, replace(stored, source=snapshot.source, symbol=key.symbol))
        others = self.workspace.documents.others(key.uri)
        symbol, root = key.symbol, snapshot.root
        # What goes into the document passes the gate there, all together.
        task = pipeline.Task(snapshot.syntax, symbol, root, Mode.GENERATE, others, alone=False)
        proposal = await pipeline.propose(engine, task)
        self.proposals.put(key, proposal)
        return StoredProposal(key, proposal)


def _summary(failures: list[str], count: int) -> str:
    rest = len(failures) - NAMED
    named = " ".join(failures[:NAMED]) + (f" … and {rest} more." if rest > 0 else "")
    return f"{len(failures)} of {count} symbols got no docstring. {named}"
