"""The only place where the stages are strung together; yields events, has no effect itself."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

from .build_proposal import build_proposal
from .core.analysis import Facts, Resolution, facts_of, local_resolution
from .core.docstrings import Docstring, Mode, Style
from .core.problems import Problem, Severity
from .core.prompt import Message, MessageRole, Prompt, compose, write
from .core.rules import NO_EVIDENCE, repair_message, wants_evidence, wants_prose, with_unproven
from .core.summaries import draft as draft_docstring
from .core.syntax import Symbol, Syntax, docstring_of
from .core.text import Source, with_evidence
from .earlier_texts import evidence_for, evidence_of, opened
from .errors import Incomplete, ProviderError, SourceError, TooLarge, UsageError, Withheld
from .growing_docstring import GrowingDocstring
from .judge_answer import (
    REPAIRS,
    Attempts,
    JudgedAnswer,
    completed,
    insisted,
    is_settled,
    judge_answer,
)
from .off_loop import off_loop
from .placing import Together, first_error, reapply, together
from .ports import (
    Answer,
    Checked,
    Delta,
    Event,
    Finished,
    Located,
    Preparing,
    Prompted,
    Proposal,
    Question,
    Request,
    Resolved,
    Restarted,
    TextDelta,
)
from .providers import ProviderKind
from .tasks import Engine, PreparedRequest, Task

__all__ = [
    "Engine",
    "Events",
    "PreparedRequest",
    "Task",
    "Together",
    "draft",
    "generate",
    "prepare",
    "propose",
    "reapply",
    "together",
]

NO_REWRITE = "The draft does not rewrite docstrings: it would replace a person's words by less."
NO_ANSWER = Answer("", ProviderKind.DRAFT)
NOTHING_SAID = Docstring("")

Events = AsyncGenerator[Event, None]


async def generate(engine: Engine, task: Task) -> AsyncGenerator[Event, None]:
    """Document one symbol.

    Yields:
        Events in the order of ``ports``; the last one is Finished.

    Raises:
        DocstringLsError: When there is no answer, or the edit did not pass the gate.
    """
    if task.symbol.unsupported_reason:
        raise SourceError(task.symbol.unsupported_reason, code="no-place")
    replaces = task.mode is Mode.REWRITE and task.symbol.docstring is not None
    if replaces and engine.provider.name == ProviderKind.DRAFT:
        raise UsageError(NO_REWRITE, "Choose a model as provider, or update the docstring.")
    prepared: PreparedRequest | None = None
    async for step in _prepare(engine, task):
        if isinstance(step, PreparedRequest):
            prepared = step
        else:
            yield step
    assert prepared is not None
    if not await _wants_prose(task, prepared):
        yield Checked(NOTHING_SAID, prepared.problems)
        made = (task, prepared, NOTHING_SAID, prepared.problems, NO_ANSWER)
        yield Finished(await off_loop(len(task.syntax.data), build_proposal, *made))
        return
    yield Prompted(prepared.prompt)
    request = Request(
        prepared.prompt,
        prepared.facts,
        prepared.style,
        correlation=uuid.uuid4().hex,
        tags={"qualname": task.symbol.qualname},
        fresh=task.fresh,
        watched=task.watched,
    )
    async for event in _write(engine, task, prepared, request):
        yield event


async def propose(engine: Engine, task: Task) -> Proposal:
    """The proposal alone, for runs over many symbols that show none of them growing.

    Raises:
        DocstringLsError: As :func:`generate` does.
    """
    async with aclosing(generate(engine, task)) as events:
        async for event in events:
            if isinstance(event, Finished):
                return event.proposal
    raise AssertionError("unreachable: generate ends with Finished or an error")


async def prepare(engine: Engine, task: Task) -> PreparedRequest:
    """Everything up to the prompt, which is written for the draft too; sends nothing."""
    async for step in _prepare(engine, task, always_compose=True):
        if isinstance(step, PreparedRequest):
            return step
    raise AssertionError("unreachable: _prepare ends with a PreparedRequest or an error")


def draft(
    syntax: Syntax,
    symbol: Symbol,
    style: Style,
    mode: Mode = Mode.GENERATE,
    earlier: tuple[Source, ...] = (),
) -> Proposal:
    """The proposal without model, resolver or waiting, for clients that need the edit at once."""
    facts = facts_of(syntax, symbol, local_resolution(syntax, symbol), style.raises)
    docstring = draft_docstring(facts, style)
    answer = Answer(write(docstring), ProviderKind.DRAFT)
    task = Task(syntax, symbol, root="", mode=mode, earlier=earlier)
    known = evidence_of(task, opened(task)) if mode.keeps and wants_evidence(facts) else NO_EVIDENCE
    prepared = PreparedRequest(facts, style, Prompt(()), Resolution(complete=False), (), known)
    return build_proposal(task, prepared, docstring, (), answer)


async def _prepare(
    engine: Engine, task: Task, always_compose: bool = False
) -> AsyncGenerator[Event | PreparedRequest, None]:
    source, size = task.syntax.source, len(task.syntax.data)
    sends = always_compose or engine.provider.name != ProviderKind.DRAFT
    if sends and await asyncio.to_thread(engine.corpus.is_withheld, source):
        raise Withheld()
    style, problems = await asyncio.to_thread(engine.project.style, source, task.root)
    facts = await off_loop(size, facts_of, task.syntax, task.symbol, raises=style.raises)
    yield Located(task.symbol, facts)
    question = Question(source, task.symbol, task.root, task.buffers, engine.excluded)
    resolution = await engine.resolver.resolve(question)
    if not resolution.complete:
        resolution = await off_loop(size, _with_local, resolution, task)
    facts = await off_loop(size, facts_of, task.syntax, task.symbol, resolution, style.raises)
    yield Resolved(resolution, facts)
    prompt, composed = Prompt(()), tuple[Problem, ...]()
    if sends:
        # A prompt, and with it the key of a kept answer, must not depend on the moment.
        if isinstance(engine.counter, Preparing):
            await engine.counter.ready()
        prompt, composed = await _compose(engine, task, facts, resolution, style, engine.budget)
    evidence = await evidence_for(engine, task, facts)
    yield PreparedRequest(facts, style, prompt, resolution, (*problems, *composed), evidence)


def _with_local(resolution: Resolution, task: Task) -> Resolution:
    """What the file itself tells, under whatever the resolver found before it gave up."""
    local = local_resolution(task.syntax, task.symbol)
    known = {definition.written for definition in resolution.definitions}
    more = tuple(item for item in local.definitions if item.written not in known)
    return replace(
        resolution,
        definitions=(*resolution.definitions, *more),
        overrides=resolution.overrides or local.overrides,
    )


async def _compose(
    engine: Engine, task: Task, facts: Facts, resolution: Resolution, style: Style, budget: int
) -> tuple[Prompt, tuple[Problem, ...]]:
    # Reading a workspace for the first time takes seconds; an editor's loop must go on meanwhile.
    index = await asyncio.to_thread(engine.corpus.index, task.root, task.buffers)
    prompt, problems = await asyncio.to_thread(
        compose,
        task.syntax,
        task.symbol,
        facts,
        resolution,
        style,
        index,
        budget,
        engine.counter,
        task.root,
    )
    if prompt is None:
        raise TooLarge(first_error(problems, "The symbol does not fit into the context budget."))
    return prompt, problems


async def _wants_prose(task: Task, prepared: PreparedRequest) -> bool:
    """Whether somebody has to be asked: what is false is mended from the code alone."""
    existing = docstring_of(task.syntax, task.symbol) if task.mode is Mode.UPDATE else None
    if not existing or not existing.strip():
        return True
    known = (existing, prepared.facts, prepared.style, prepared.evidence)
    return await off_loop(len(task.syntax.data), wants_prose, *known)


async def _write(
    engine: Engine, task: Task, prepared: PreparedRequest, request: Request
) -> AsyncGenerator[Event, None]:
    problems, attempts = list(prepared.problems), Attempts()
    for attempt in range(REPAIRS + 1):
        answer = NO_ANSWER
        try:
            async for event in _ask(engine, task, prepared, request):
                if isinstance(event, Answer):
                    answer = event
                elif attempts.usable is None or isinstance(event, Restarted):
                    yield event
        except ProviderError as error:
            # What the first answer left out can be filled from the facts.
            if attempts.usable is None:
                raise
            problems.append(Problem("repair-failed", error.message, Severity.INFO))
            break
        if answer is NO_ANSWER:
            raise Incomplete("The provider ended without an answer.", "Try again.")
        judged = await judge_answer(task, prepared, answer)
        attempts.take(judged)
        if answer.provider == ProviderKind.DRAFT or is_settled(judged, attempt):
            break
        request = _repair(request, answer.text, repair_message(judged.verdict, answer.text))
    async for event in _finish(task, prepared, attempts, problems):
        yield event


async def _finish(
    task: Task, prepared: PreparedRequest, attempts: Attempts, problems: list[Problem]
) -> AsyncGenerator[Event, None]:
    """From the best answer to its proposal."""
    size = len(task.syntax.data)
    usable = attempts.usable or await off_loop(size, _insisted_whole, task, prepared, attempts)
    if usable is None:
        raise _unusable(attempts, task)
    left_out = attempts.doubtful.verdict.unproven if attempts.usable and attempts.doubtful else ()
    found = tuple(dict.fromkeys((*problems, *usable.verdict.problems, *left_out)))
    docstring = await off_loop(size, completed, usable.verdict.docstring, prepared)
    yield Checked(docstring, found)
    proposal = await off_loop(size, build_proposal, task, prepared, docstring, found, usable.answer)
    if left_out:
        proposal = await off_loop(size, _with_variant, proposal, task, prepared, attempts)
    yield Finished(proposal)


def _insisted_whole(
    task: Task, prepared: PreparedRequest, attempts: Attempts
) -> JudgedAnswer | None:
    """An answer whose very summary can't be proven, for whoever insists on that."""
    if attempts.doubtful is None or not task.keeps_unproven:
        return None
    kept = insisted(attempts.doubtful, prepared)
    whole = JudgedAnswer(attempts.doubtful.answer, kept, True)
    return whole if kept.docstring.summary else None


def _with_variant(
    proposal: Proposal, task: Task, prepared: PreparedRequest, attempts: Attempts
) -> Proposal:
    """The proposal with its variant that keeps what can't be proven, or that where it is wanted."""
    usable, doubtful = attempts.usable, attempts.doubtful
    assert usable is not None and doubtful is not None, "something was left out of an answer"
    kept, proven = insisted(doubtful, prepared), doubtful.verdict
    docstring = with_unproven(usable.verdict.docstring, proven.docstring, kept.docstring)
    gone = {*proven.unproven, *proposal.mended}
    stay = tuple(item for item in proposal.problems if item not in gone)
    found = (*stay, *kept.unproven)
    try:
        whole = completed(docstring, prepared)
        variant = build_proposal(task, prepared, whole, found, proposal.answer)
    except SourceError:
        return proposal
    if not kept.unproven or variant.text == proposal.text:
        return proposal
    return variant if task.keeps_unproven else replace(proposal, with_unproven=variant)


def _unusable(attempts: Attempts, task: Task) -> Incomplete:
    last = attempts.last
    assert last is not None, "an answer came, or its failure was raised"
    why, answer = with_evidence(last.verdict.problems[0], task.syntax.source), last.answer
    name = answer.deployment or answer.model or answer.provider
    advice = "Nothing was written. Ask again, or choose a model that can follow a JSON schema."
    return Incomplete(f"{name} gave no docstring, asked {REPAIRS + 1} times: {why}", advice)


def _repair(request: Request, previous: str, complaint: str) -> Request:
    said = (Message(MessageRole.ASSISTANT, previous),) if previous.strip() else ()
    messages = (*request.prompt.messages, *said, Message(MessageRole.USER, complaint))
    return replace(request, prompt=replace(request.prompt, messages=messages))


async def _ask(
    engine: Engine, task: Task, prepared: PreparedRequest, request: Request
) -> AsyncGenerator[Event | Answer, None]:
    try:
        async for event in _stream(engine, task, prepared, request):
            yield event
    except TooLarge as error:
        budget = error.prompt_budget
        if not budget or budget >= request.prompt.prompt_tokens:
            raise
        known = (prepared.facts, prepared.resolution, prepared.style)
        prompt, _ = await _compose(engine, task, *known, budget)
        yield Prompted(prompt)
        async for event in _stream(engine, task, prepared, replace(request, prompt=prompt)):
            yield event


async def _stream(
    engine: Engine, task: Task, prepared: PreparedRequest, request: Request
) -> AsyncGenerator[Event | Answer, None]:
    growing = GrowingDocstring(task, prepared)
    async for step in engine.provider.answer(request):
        if isinstance(step, TextDelta):
            growing.add(step.text)
            yield Delta(growing)
        else:
            if isinstance(step, Restarted):
                growing = GrowingDocstring(task, prepared)
            yield step
