"""The generations under way: one for each symbol, begun, joined, replaced or discarded."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from ...errors import DocstringLsError
from ...proposals import Key, ProposalStore, StoredProposal
from ..client import Client
from ..tasks import Tasks, as_own_error
from ..workspace import Workspace
from .apply_edit import DocumentEditor
from .progress import ProgressReporter
from .request import GenerationRequest, TargetSymbol, target_of
from .runner import GenerationRunner
from .streamed_proposals import StreamedProposals


@dataclass(frozen=True)
class RunningGeneration:
    """A generation under way.

    Attributes:
        task: It.
        request: What was asked for.
        key: For which symbol.
    """

    task: asyncio.Task[None]
    request: GenerationRequest
    key: Key


class Generations:
    """The generations of one session.

    Args:
        client: Who asks.
        workspace: Its documents and engines.
        tasks: The owner of what runs.
        proposals: What is kept.
        editor: Brings proposals into documents.
    """

    def __init__(
        self,
        client: Client,
        workspace: Workspace,
        tasks: Tasks,
        proposals: ProposalStore,
        editor: DocumentEditor,
    ) -> None:
        self._client = client
        self._workspace = workspace
        self._tasks = tasks
        self._proposals = proposals
        self._streamed = StreamedProposals()
        self._runner = GenerationRunner(client, workspace, tasks, proposals, self._streamed, editor)
        self._running: list[RunningGeneration] = []

    def start(self, request: GenerationRequest) -> None:
        """Begin, or join the same request under way; another one for the symbol is cancelled.

        Raises:
            SourceError: When the document is not open or the symbol not in it.
        """
        target = self._target(request)
        rivals = [item for item in self._running if item.key.same_symbol(target.key)]
        if any(self._is_same(item, request, target.key) for item in rivals):
            return
        for rival in rivals:
            self._tasks.cancel(rival.task)
        work = self._run_after({item.task for item in rivals}, request, target)
        task = self._tasks.start(work, target.name, request.action.uri)
        running = RunningGeneration(task, request, target.key)
        self._running.append(running)
        task.add_done_callback(lambda _: self._running.remove(running))

    def _is_same(self, running: RunningGeneration, request: GenerationRequest, key: Key) -> bool:
        alive = not self._tasks.is_cancelled(running.task)
        return (
            alive and running.request.asks_the_same(request) and running.key.content == key.content
        )

    def streamed(self, token: str) -> StoredProposal | None:
        """The finished proposal that was streamed under a token."""
        return self._streamed.get(token)

    def discard(self, token: str) -> None:
        """Forget a streamed proposal, or cancel it while it is being written."""
        entry = self._streamed.pop(token)
        if entry is not None:
            self._proposals.discard(entry.key)
        self._tasks.cancel_token(token)

    def insert(self, entry: StoredProposal, *, anyway: bool = False) -> None:
        """Bring a finished proposal into the document, or its variant that keeps the unproven."""
        if anyway:
            variant = entry.proposal.with_unproven or entry.proposal
            entry = StoredProposal(entry.key, variant)
        self._tasks.run(self._runner.insert(entry), "insert", entry.key.uri)

    def _target(self, request: GenerationRequest) -> TargetSymbol:
        snapshot = self._workspace.require_snapshot(request.action.uri)
        return target_of(snapshot, request.action)

    async def _run_after(
        self, rivals: set[asyncio.Task[None]], request: GenerationRequest, target: TargetSymbol
    ) -> None:
        """Begin once the cancelled ones have left the document as it will be."""
        reporter: ProgressReporter | None = None
        try:
            if rivals:
                await asyncio.wait(rivals)
            # Settings and text are those of now, and of one moment.
            target = self._target(request)
            reporter = self._runner.reporter(request, target)
            await self._runner.run(request, target, reporter)
        except asyncio.CancelledError:
            if reporter is not None:
                reporter.fail(None)
            raise
        except Exception as error:
            self._fail(as_own_error(error), target, reporter)
        finally:
            if reporter is not None:
                self._tasks.forget_token(reporter.token)

    def _fail(
        self, failure: DocstringLsError, target: TargetSymbol, reporter: ProgressReporter | None
    ) -> None:
        """Show a failure once; whoever has closed the document is not told."""
        is_open = self._workspace.documents.is_open(target.key.document)
        if reporter is not None:
            reporter.fail(failure if is_open else None)
        if is_open:
            self._client.show_error(failure)
