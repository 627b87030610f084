"""One attempt at one place, from its permit to the last text."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from ...ports import Answer, Counter, Usage
from ...providers import ProviderKind
from .backoff import loop_time
from .deadlines import StreamTimeouts
from .failover import Member
from .failure import Failure
from .limits import TOKEN_CHARACTERS, credible
from .rate_limiter import Permit
from .stream_failures import Oversized, failure_of_result
from .wire import Opened, StreamResult, WireRequest


class Attempt:
    """A request under way.

    Attributes:
        started: When, in seconds of the event loop's time.
    """

    def __init__(
        self, member: Member, prepared: WireRequest, timeouts: StreamTimeouts, permit: Permit
    ) -> None:
        self.started = loop_time()
        self._parts: list[str] = []
        self._characters = 0
        self._member = member
        self._size = prepared.size
        self._permit = permit
        self._opened = Opened()
        self._result = StreamResult()
        self._stream = member.wire.open(prepared, timeouts, permit.sent)

    async def texts(self) -> AsyncGenerator[str, None]:
        """The text, piece by piece.

        Raises:
            Failure: When it does not come to a good end.
        """
        try:
            async for event in self._stream:
                if isinstance(event, str):
                    self._take(event)
                    yield event
                elif isinstance(event, Opened):
                    self._begin(event)
                else:
                    self._result = event
            self._check_end()
        except Exception as problem:
            raise self._failure(problem) from None

    async def close(self) -> None:
        """Let the next request in, and end this one unless its answer was read to the end."""
        self._permit.release()
        await self._stream.aclose()

    def answer(self, provider: ProviderKind, counter: Counter) -> Answer:
        """The complete answer; the wire learns from it how the place counts."""
        result, wire, text = self._result, self._member.wire, "".join(self._parts)
        usage = credible(result.usage, self._size)
        wire.limits.learn_model(result.model)
        if usage:
            wire.limits.correct(usage.prompt_tokens - self._size.counted)
        self._member.succeeded()
        counted = usage or Usage(self._size.prompt, counter.count(text), estimated=True)
        model, identity = result.model or wire.name, self._opened.request_id
        return Answer(text, provider, model, counted, identity, deployment=wire.name)

    def _begin(self, opened: Opened) -> None:
        self._opened = opened
        self._member.limiter.learn(opened.quota)
        self._permit.release()

    def _take(self, text: str) -> None:
        if not self._parts:
            self._member.heard()
        self._parts.append(text)
        self._characters += len(text)
        if self._characters > self._size.answer * TOKEN_CHARACTERS:
            raise Oversized

    def _check_end(self) -> None:
        text = "".join(self._parts)
        failure = failure_of_result(self._result, text, self._member.wire.label)
        if failure:
            raise failure

    def _failure(self, problem: Exception) -> Failure:
        failure = self._member.wire.classify(problem)
        failure.error.request_id = failure.error.request_id or self._opened.request_id
        if failure.quota is not None:
            self._member.limiter.learn(failure.quota)
        if not self._parts:
            self._member.heard(failure)
        return failure
