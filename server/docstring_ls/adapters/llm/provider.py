"""The provider for Azure OpenAI and OpenAI-compatible services."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import AsyncGenerator
from typing import Any

from ...config import Config
from ...errors import AuthenticationFailed, DocstringLsError, ProviderError, Unreachable
from ...ports import Answer, Counter, Request, Restarted, TextDelta
from .attempt import Attempt
from .backoff import Timings, loop_time
from .failover import Member, Pool
from .failure import Failure
from .openai.clients import Clients
from .openai.deployments import Deployment, deployments_of
from .openai.request_plan import plan
from .openai.stream import StreamTimeouts
from .retry import RetryState

# Counting more than this takes long enough to be felt in the editor.
MANY_CHARACTERS = 100_000


def open_provider(
    config: Config, counter: Counter, timings: Timings | None = None
) -> ModelProvider:
    """Open the provider ``azure`` or ``openai``; connects to nothing yet.

    Args:
        config: The options in force.
        counter: Counts tokens, exactly or as an upper bound.
        timings: The times of retry, quota and breaker, where not the usual ones.

    Raises:
        ConfigurationError: When the connection is incomplete or written wrongly.
    """
    return ModelProvider(config, counter, deployments_of(config), timings or Timings())


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
        timings: Timings,
    ) -> None:
        self.name = config.provider
        self.pool = Pool(deployments, config.options, timings)
        self._timings = timings
        self._origins = config.origins
        self._options = config.options
        self._counter = counter
        self._clients = Clients(config)
        self._slots = asyncio.Semaphore(config.options.concurrency)

    async def warm(self) -> None:
        """Import the SDK and build the clients, off the event loop and without any network."""
        for member in self.pool.members:
            with contextlib.suppress(DocstringLsError):
                await self._clients.client(member.deployment.endpoint)

    async def answer(
        self, request: Request
    ) -> AsyncGenerator[TextDelta | Restarted | Answer, None]:
        """Yield pieces and last one Answer.

        Raises:
            ProviderError: When there is no usable answer.
            ConfigurationError: When there is no credential.
        """
        state = RetryState(
            request, self.pool, self._options.timeout, self._options.retries, self._timings
        )
        try:
            async with self._slots, contextlib.aclosing(self._events(state)) as events:
                async for event in events:
                    yield event
        except DocstringLsError as problem:
            problem.correlation = problem.correlation or request.correlation
            raise

    async def close(self) -> None:
        """Close every connection."""
        await self._clients.close()

    async def _events(
        self, state: RetryState
    ) -> AsyncGenerator[TextDelta | Restarted | Answer, None]:
        while True:
            attempt = await self._opened(state)
            try:
                async with contextlib.aclosing(attempt.texts()) as texts:
                    async for text in texts:
                        yield TextDelta(text)
                attempt.learn()
                yield attempt.answer(self.name, self._counter)
                return
            except Failure as failure:
                state.broken = failure
                yield Restarted(failure.error.message)
            finally:
                state.spent(attempt, loop_time())
                await attempt.close()

    async def _opened(self, state: RetryState) -> Attempt:
        """An attempt whose first text has come."""
        try:
            return await state.policy()(self._open, state)
        except Failure as failure:
            error = self._with_origin(failure.error, state.member)
            error.ends_run = error.ends_run or (
                isinstance(error, Unreachable) and self.pool.is_dead
            )
            raise error from None

    def _with_origin(self, error: ProviderError, member: Member | None) -> ProviderError:
        """Say where the key that was not accepted came from: people forget what they have set."""
        if isinstance(error, AuthenticationFailed) and member:
            credential = self._clients.origin(member.deployment.endpoint)
            origin = self._origins.get(credential.replace("-", "_"), credential)
            error.advice += f" The credential came from: {origin}." if origin else ""
        return error

    async def _open(self, state: RetryState) -> Attempt:
        if state.broken:
            # The policy decides about answers that broke off as about those that never began.
            failure, state.broken = state.broken, None
            raise failure
        member = state.choose()
        client = await self._clients.client(member.deployment.endpoint)
        payload = await self._planned(state, member)
        permit = await member.limiter.enter(state.size.charge)
        timeouts = StreamTimeouts(self._options.idle_timeout, loop_time() + state.seconds)
        attempt = Attempt(member, state.size, timeouts, permit)
        try:
            await attempt.open(client, payload)
            member.heard()
        except BaseException as problem:
            if isinstance(problem, Failure):
                member.heard(problem)
            state.spent(attempt, loop_time())
            await attempt.close()
            raise
        return attempt

    async def _planned(self, state: RetryState, member: Member) -> dict[str, Any]:
        prompt = state.request.prompt
        planned = functools.partial(
            plan,
            prompt,
            member.deployment,
            member.profile,
            self._options,
            self._counter,
            tpm=member.limiter.tpm,
            room=state.room,
        )
        many = sum(len(each.content) for each in prompt.messages) > MANY_CHARACTERS
        payload, state.size = await asyncio.to_thread(planned) if many else planned()
        return payload
