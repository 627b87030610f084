"""One generation, from the symbol to the document; every ending is shown once."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass

from lsprotocol import types

from ... import pipeline
from ...core.text import with_evidence
from ...errors import SourceError
from ...ports import Delta, Finished, Proposal, Restarted
from ...proposals import Key, ProposalStore, StoredProposal
from ..client import Client, StreamPurpose
from ..tasks import Tasks
from ..workspace import Workspace
from .apply_edit import DocumentEditor
from .growing_view import GrowingView
from .problem_message import ANYWAY, problem_message, told_problems
from .progress import ProgressReporter, reporter_for
from .request import GenerationRequest, TargetSymbol
from .streamed_proposals import StreamedProposals

NOTHING = "The docstring already says so; nothing to change."


@dataclass(frozen=True)
class GenerationRunner:
    """What a generation needs, and how it runs.

    Attributes:
        client: Who asked.
        workspace: Where engines come from.
        tasks: The owner of the task that runs, for cancelling by token.
        proposals: The store.
        streamed: What the client knows by token.
        editor: Brings proposals into documents.
    """

    client: Client
    workspace: Workspace
    tasks: Tasks
    proposals: ProposalStore
    streamed: StreamedProposals
    editor: DocumentEditor

    def reporter(self, request: GenerationRequest, target: TargetSymbol) -> ProgressReporter:
        """The way to show a generation to this client."""
        purpose = StreamPurpose.INSERT if request.insert else StreamPurpose.PREVIEW
        return reporter_for(self.client, target.syntax, target.symbol, purpose)

    async def run(
        self, request: GenerationRequest, target: TargetSymbol, reporter: ProgressReporter
    ) -> None:
        """Generate a docstring and bring it where it was asked for.

        Raises:
            DocstringLsError: When there is none, or the document would not take it.
        """
        proposal = await self._propose(request, target, reporter)
        if request.anyway:
            proposal = proposal.with_unproven or proposal
        await self._deliver(request, StoredProposal(target.key, proposal), reporter)

    async def insert(self, entry: StoredProposal, *, confirm: bool = False) -> None:
        """Bring a finished proposal into the document.

        Args:
            entry: The proposal.
            confirm: Whether a message says that it is written, where nothing else does.

        Raises:
            SourceError: When it no longer fits, or the client refuses.
        """
        change = await self.editor.insert(entry)
        if not change.edits:
            self.client.show_message(NOTHING, types.MessageType.Info)
        elif confirm:
            name = entry.proposal.symbol.name
            message = f"The docstring for {name} is written."
            self.client.show_message(message, types.MessageType.Info)

    async def _propose(
        self, request: GenerationRequest, target: TargetSymbol, reporter: ProgressReporter
    ) -> Proposal:
        self.tasks.register_token(reporter.token)
        stored = self._stored(request, target.key)
        if stored is not None:
            return pipeline.reapply(stored, target.syntax, target.symbol)
        # Settings may change at every await: what is kept under the key comes from this engine.
        engine = self.workspace.engine(target.root)
        await reporter.begin(f"Docstring for {target.symbol.name}")
        task = pipeline.Task(
            target.syntax,
            target.symbol,
            target.root,
            request.action.mode,
            self.workspace.documents.others(target.key.uri),
            request.force,
            watched=reporter.shows,
            earlier=target.key.document.earlier,
        )
        proposal = await _shown(pipeline.generate(engine, task), reporter)
        self.proposals.put(target.key, proposal)
        return proposal

    def _stored(self, request: GenerationRequest, key: Key) -> Proposal | None:
        if request.force:
            return None
        mode = request.action.mode
        if request.any_stored:
            return self.proposals.newest(key, mode)
        return self.proposals.get(key, mode)

    async def _deliver(
        self, request: GenerationRequest, entry: StoredProposal, reporter: ProgressReporter
    ) -> None:
        can = self.client.capabilities
        placed = await self.editor.current(entry)
        if placed.edit is None:
            mended = [with_evidence(problem, placed.source) for problem in placed.mended]
            self.client.show_message(problem_message(mended) or NOTHING, types.MessageType.Info)
        elif can.stream:
            self.streamed.put(reporter.token, entry)
        elif not request.insert or not can.apply_edit:
            self._announce(entry)
        else:
            await self.insert(entry, confirm=not can.progress)
        reporter.finish(placed)
        if request.insert and not request.any_stored and (can.stream or can.apply_edit):
            self._tell_problems(placed)

    def _tell_problems(self, placed: Proposal) -> None:
        """Say what was left out of a docstring that goes into the document unseen."""
        edits = () if placed.edit is None else (placed.edit,)
        told = problem_message(told_problems(placed, placed.source, placed.symbol, edits))
        if told and edits:
            told = f"Docstring for {placed.symbol.name}: {told}"
            if placed.with_unproven is not None:
                told += f" To keep what can't be proven, undo and choose {ANYWAY}."
            self.client.show_message(told, types.MessageType.Info)

    def _announce(self, entry: StoredProposal) -> None:
        """Say where a proposal is, to clients that show none themselves."""
        where = "hover over its name to see it"
        if not self.client.capabilities.apply_edit:
            where += ", or choose Insert proposed docstring in the list of actions"
        name = entry.proposal.symbol.name
        message = f"The docstring for {name} is ready: {where}."
        self.client.show_message(message, types.MessageType.Info)


async def _shown(events: pipeline.Events, reporter: ProgressReporter) -> Proposal:
    """The proposal at the end of a generation that is shown while it runs."""
    async with GrowingView(reporter) as view, aclosing(events) as stream:
        async for event in stream:
            if isinstance(event, Delta):
                view.update(event.growing)
            elif isinstance(event, Restarted):
                view.retract(event.reason)
            elif isinstance(event, Finished):
                return event.proposal
    raise SourceError("The pipeline ended without a docstring.", "Try again.")
