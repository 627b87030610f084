"""The provider for Azure OpenAI and OpenAI-compatible services."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Mapping
from typing import Any

from ...config import Config
from ...core.schema import SCHEMA
from ...core.tokens import chat_tokens, schema_tokens, tool_tokens
from ...errors import DocstringLsError
from ...ports import Answer, Counter, Piece, Request, Withdrawn
from .attempt import Attempt
from .clients import Clients
from .deployments import Deployment, deployments_of
from .failover import Member, Pool
from .fault import Fault
from .limits import Size, check_characters, size_of
from .manners import TEXT, Manners
from .request import messages_of, payload_of, shape_of
from .run import Run
from .stream import Patience
from .waiting import Pace

# Counting more than this takes long enough to be felt in the editor.
MANY_CHARACTERS = 100_000


def open_provider(config: Config, counter: Counter, pace: Pace | None = None) -> ModelProvider:
    """Open the provider ``azure`` or ``openai``; connects to nothing yet.

    Args:
        config: The options in force.
        counter: Counts tokens, exactly or as an upper bound.
        pace: The times of retry, quota and breaker, where not the usual ones.

    Raises:
        ConfigurationError: When the connection is incomplete or written wrongly.
    """
    return ModelProvider(config, counter, deployments_of(config), pace or Pace())


class ModelProvider:
    """Asks deployments for answers; implements ``ports.Provider``.

    Attributes:
        name: ``azure`` or ``openai``.
        pool: The deployments and what was learned about them.
    """

    def __init__(
        self,
        config: Config,
        counter: Counter,
        deployments: tuple[Deployment, ...],
        pace: Pace,
    ) -> None:
        self.name = config.provider
        self.pool = Pool(deployments, config.options, pace)
        self._pace = pace
        self._options = config.options
        self._counter = counter
        self._clients = Clients(config.options)
        self._slots = asyncio.Semaphore(config.options.concurrency)

    async def warm(self) -> None:
        """Import the SDK and build the clients, off the event loop and without any network."""
        for member in self.pool.members:
            with contextlib.suppress(DocstringLsError):
                await self._clients.client(member.deployment.endpoint)

    async def answer(self, request: Request) -> AsyncIterator[Piece | Withdrawn | Answer]:
        """Yield pieces and last one Answer.

        Raises:
            ProviderError: When there is no usable answer.
            ConfigurationError: When there is no credential.
        """
        run = Run(request, self.pool, self._options.timeout, self._options.retries, self._pace)
        try:
            async with self._slots:
                async for event in self._events(run):
                    yield event
        except DocstringLsError as problem:
            problem.correlation = problem.correlation or request.correlation
            raise

    async def close(self) -> None:
        """Close every connection."""
        await self._clients.close()

    async def _events(self, run: Run) -> AsyncIterator[Piece | Withdrawn | Answer]:
        while True:
            attempt = await self._opened(run)
            try:
                async for text in attempt.texts():
                    yield Piece(text)
                attempt.learn()
                yield attempt.answer(self.name, self._counter)
                return
            except Fault as fault:
                run.broken = fault
                yield Withdrawn(fault.error.message)
            finally:
                run.spent(attempt, time.monotonic())
                await attempt.close()

    async def _opened(self, run: Run) -> Attempt:
        """An attempt whose first text has come."""
        try:
            return await run.policy()(self._open, run)
        except Fault as fault:
            raise fault.error from None

    async def _open(self, run: Run) -> Attempt:
        if run.broken:
            # The policy decides about answers that broke off as about those that never began.
            fault, run.broken = run.broken, None
            raise fault
        member = run.choose()
        client = await self._clients.client(member.deployment.endpoint)
        messages, run.size = await self._measured(run, member)
        ticket = await member.gate.enter(run.size.charge)
        patience = Patience(self._options.idle_timeout, time.monotonic() + run.seconds)
        attempt = Attempt(member, run.size, patience, ticket)
        payload = payload_of(
            member.deployment, messages, member.manners, self._options, run.size.answer
        )
        try:
            await attempt.open(client, payload)
        except BaseException:
            run.spent(attempt, time.monotonic())
            await attempt.close()
            raise
        return attempt

    async def _measured(self, run: Run, member: Member) -> tuple[list[Mapping[str, Any]], Size]:
        """The messages and their size, which is certain to be within every limit."""
        manners, name = member.manners, member.deployment.label
        messages = messages_of(run.request.prompt, manners)
        check_characters(messages, manners, name)
        if sum(len(each["content"]) for each in messages) > MANY_CHARACTERS:
            tokens = await asyncio.to_thread(self._tokens, messages, manners)
        else:
            tokens = self._tokens(messages, manners)
        wanted = self._options.answer_tokens + manners.reserve + run.room
        return messages, size_of(tokens, wanted, manners, member.gate.tpm, name)

    def _tokens(self, messages: list[Mapping[str, Any]], manners: Manners) -> int:
        total = chat_tokens(self._counter, messages)
        if manners.form == TEXT:
            return total
        tools = shape_of(manners).get("tools", ())
        shape = schema_tokens(self._counter, SCHEMA)
        return total + max(shape, tool_tokens(self._counter, tools))
