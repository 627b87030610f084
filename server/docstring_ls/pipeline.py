"""The only place where the stages are strung together; yields events, has no effect itself."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from .build_proposal import build_proposal
from .core.analysis import Facts, Resolution, facts_of, local_resolution
from .core.docstrings import Docstring, Mode, Style, parse
from .core.problems import Problem, Severity
from .core.prompt import Message, MessageRole, Prompt, compose, read, write
from .core.rules import (
    NO_EVIDENCE,
    Verification,
    repair_message,
    verify,
    wants_evidence,
    wants_prose,
)
from .core.summaries import complete, trim
from .core.summaries import draft as draft_docstring
from .core.syntax import Symbol, Syntax, docstring_of
from .core.text import Source, with_evidence
from .earlier_texts import evidence_for, evidence_of, opened
from .errors import Incomplete, ProviderError, SourceError, TooLarge, UsageError, Withheld
from .growing_docstring import GrowingDocstring
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

# Times that an answer which is no docstring, or has gaps, is asked for again; each costs a request.
REPAIRS = 2
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
    problems: list[Problem] = list(prepared.problems)
    usable: Reading | None = None
    for attempt in range(REPAIRS + 1):
        answer = NO_ANSWER
        try:
            async for event in _ask(engine, task, prepared, request):
                if isinstance(event, Answer):
                    answer = event
                elif usable is None or isinstance(event, Restarted):
                    yield event
        except ProviderError as error:
            # What the first answer left out can be filled from the facts.
            if usable is None:
                raise
            problems.append(Problem("repair-failed", error.message, Severity.INFO))
            break
        if answer is NO_ANSWER:
            raise Incomplete("The provider ended without an answer.", "Try again.")
        reading = await _reading(task, prepared, answer)
        usable = _better(usable, reading)
        if answer.provider == ProviderKind.DRAFT or _is_settled(reading, attempt):
            break
        request = _repair(request, answer.text, repair_message(reading.verdict, answer.text))
    if usable is None:
        raise _unusable(reading, task)
    problems += usable.verdict.problems
    size = len(task.syntax.data)
    docstring = await off_loop(size, _completed, usable.verdict.docstring, prepared)
    yield Checked(docstring, tuple(problems))
    made = (task, prepared, docstring, tuple(problems), usable.answer)
    yield Finished(await off_loop(size, build_proposal, *made))


class Reading(NamedTuple):
    """An answer, what the facts leave of it, and whether it is a docstring at all."""

    answer: Answer
    verdict: Verification
    is_usable: bool


def _is_settled(reading: Reading, attempt: int) -> bool:
    """Whether nothing would be gained by asking again; for proof a model is asked once."""
    if attempt == REPAIRS:
        return True
    doubtful = reading.verdict.unproven and not attempt
    return reading.is_usable and not reading.verdict.missing and not doubtful


def _better(usable: Reading | None, reading: Reading) -> Reading | None:
    """The later answer, unless it is none or leaves more out."""
    if usable is None or not reading.is_usable:
        return reading if reading.is_usable else usable
    return usable if len(reading.verdict.missing) > len(usable.verdict.missing) else reading


async def _reading(task: Task, prepared: PreparedRequest, answer: Answer) -> Reading:
    docstring, noted = read(answer.text)
    size, keeps = len(task.syntax.data), _keeps_summary(task)
    judged = partial(verify, needs_summary=not keeps, shown=prepared.shown)
    verdict = await off_loop(size, judged, docstring, prepared.facts, prepared.style)
    # What the draft says may be nothing at all: a skeleton.
    usable = bool(verdict.docstring.summary) or answer.provider == ProviderKind.DRAFT
    if not usable and keeps and docstring != Docstring(""):
        # The summary stays the person's, so one that is lacking is no problem.
        usable, noted = True, ()
    return Reading(answer, replace(verdict, problems=(*noted, *verdict.problems)), usable)


def _keeps_summary(task: Task) -> bool:
    """Whether the docstring that stands there keeps a summary of its own.

    Everywhere else an answer without one has failed, however good its entries are: the summary
    would have to come from the draft, under the model's name.
    """
    existing = docstring_of(task.syntax, task.symbol) if task.mode.keeps else None
    if existing is None or task.mode is Mode.UPDATE:
        return existing is not None
    return parse(existing).has_summary


def _unusable(reading: Reading, task: Task) -> Incomplete:
    why = with_evidence(reading.verdict.problems[0], task.syntax.source)
    answer = reading.answer
    name = answer.deployment or answer.model or answer.provider
    advice = "Nothing was written. Ask again, or choose a model that can follow a JSON schema."
    return Incomplete(f"{name} gave no docstring, asked {REPAIRS + 1} times: {why}", advice)


def _completed(docstring: Docstring, prepared: PreparedRequest) -> Docstring:
    whole = complete(docstring, prepared.facts, prepared.style)
    return trim(whole, prepared.facts, prepared.style)


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
