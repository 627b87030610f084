"""*Generate missing docstrings in …*: every symbol of a file that has none, in one edit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lsprotocol import types

from ... import pipeline
from ...config import Config
from ...core.docstrings import Mode
from ...core.rules import wanted
from ...core.syntax import Symbol
from ...errors import SourceError
from ...package_run import FileOutcome, PackageRun, RunWatcher
from ...placing import problems_in
from ...ports import Proposal
from ...proposals import Key, ProposalStore, StoredProposal
from ...providers import ProviderKind
from ...tasks import Engine, Task
from ..client import Client, WorkDoneProgress
from ..tasks import Tasks
from ..workspace import Snapshot, Workspace
from .apply_edit import DocumentEditor
from .problem_message import problem_message

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
        run, outcome = await self._run(engine, snapshot, keys)
        proposed = [key for key in keys if key.symbol in outcome.proposals]
        entries = [StoredProposal(key, outcome.proposals[key.symbol]) for key in proposed]
        failures = [f"{_name(item)}: {why.message}" for item, why in outcome.failures.items()]
        if entries:
            change = await self.editor.insert(*entries)
            failures += change.left_out
            if change.problems:
                told = problem_message(change.problems)
                self.client.show_message(told, types.MessageType.Info)
        if run.stopped_by is not None:
            raise run.stopped_by
        if failures:
            raise SourceError(_summary(failures, len(keys)))

    async def _confirmed(self, config: Config, count: int) -> bool:
        """Whether the user wants so many questions asked."""
        if config.provider == ProviderKind.DRAFT or count <= ASK_ABOVE:
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

    async def _run(
        self, engine: Engine, snapshot: Snapshot, keys: list[Key]
    ) -> tuple[PackageRun, FileOutcome]:
        """Ask for all of them, while the client is shown how many there are."""
        progress = WorkDoneProgress(self.client)
        self.tasks.register_token(progress.token)
        await progress.begin(f"{len(keys)} docstrings", percentage=0)
        by_symbol = {key.symbol: key for key in keys}
        ended: list[Symbol] = []

        async def propose(task: Task) -> Proposal:
            return await self._propose(engine, task, by_symbol[task.symbol])

        def report(task: Task) -> None:
            ended.append(task.symbol)
            message = f"{len(ended)} of {len(keys)}: {_name(task.symbol)}"
            progress.report(message, len(ended) * 100 // len(keys))

        concurrency = snapshot.config.options.concurrency
        run = PackageRun(propose, concurrency, RunWatcher(ended=report))
        try:
            return run, await run.file(self._task(snapshot, key) for key in keys)
        finally:
            self.tasks.forget_token(progress.token)
            progress.end()

    def _task(self, snapshot: Snapshot, key: Key) -> Task:
        others = self.workspace.documents.others(key.uri)
        # What goes into the document passes the gate there, all together.
        root, symbol = snapshot.root, key.symbol
        return Task(snapshot.syntax, symbol, root, Mode.GENERATE, others, alone=False)

    async def _propose(self, engine: Engine, task: Task, key: Key) -> Proposal:
        """The stored proposal for a symbol, else a new one."""
        stored = self.proposals.get(key, Mode.GENERATE)
        if stored is not None:
            source, problems = (
                task.syntax.source,
                problems_in(stored, task.syntax.source, key.symbol),
            )
            return replace(stored, source=source, symbol=key.symbol, problems=problems)
        proposal = await pipeline.propose(engine, task)
        self.proposals.put(key, proposal)
        return proposal


def _name(symbol: Symbol) -> str:
    return symbol.qualname or "module"


def _summary(failures: list[str], count: int) -> str:
    rest = len(failures) - NAMED
    named = " ".join(failures[:NAMED]) + (f" … and {rest} more." if rest > 0 else "")
    return f"{len(failures)} of {count} symbols got no docstring. {named}"
