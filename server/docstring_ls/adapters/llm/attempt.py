"""One attempt at one deployment, open from the first text to the last."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Any

from ...ports import Answer, Counter, Usage
from ...providers import ProviderKind
from .backoff import loop_time
from .failover import Member
from .failure import Failure
from .limits import Size
from .openai.error_map import failure_of, failure_of_result, request_id
from .openai.stream import Stream, StreamResult, StreamTimeouts
from .openai.usage_figures import usage_of
from .rate_limiter import SENT, Permit

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai._response import AsyncAPIResponse


class Attempt:
    """A request under way.

    Attributes:
        member: Who is asked.
        size: What was sent.
        started: When, in seconds of the event loop's time.
    """

    def __init__(
        self, member: Member, size: Size, timeouts: StreamTimeouts, permit: Permit
    ) -> None:
        self.member = member
        self.size = size
        self.started = loop_time()
        self._timeouts = timeouts
        self._permit = permit
        self._parts: list[str] = []
        self._response: AsyncAPIResponse[Any] | None = None
        self._stream: Stream | None = None
        self._texts: AsyncGenerator[str, None] | None = None

    async def open(self, client: AsyncOpenAI, payload: dict[str, Any]) -> None:
        """Send, and wait for the first text.

        Raises:
            Fault: When none comes.
        """
        try:
            self._response = await self._send(client, payload)
            self._stream = Stream(self._response.http_response, self._timeouts, self.size.answer)
            self._texts = self._stream.texts()
            self._parts.append(await anext(self._texts, ""))
            if not self._parts[0]:
                self._check_ending()
        except Exception as problem:
            raise self._failure(problem) from None

    async def _send(self, client: AsyncOpenAI, payload: dict[str, Any]) -> AsyncAPIResponse[Any]:
        SENT.set(self._permit.sent)
        try:
            async with self._timeouts.limit():
                create = client.chat.completions.with_streaming_response.create
                response: AsyncAPIResponse[Any] = await create(**payload).__aenter__()
            self.member.limiter.learn(response.headers)
            return response
        finally:
            self._permit.release()

    async def texts(self) -> AsyncGenerator[str, None]:
        """The text, the first one included.

        Raises:
            Fault: When it does not come to a good end.
        """
        if self._texts is None:
            return
        yield self._parts[0]
        try:
            async for text in self._texts:
                self._parts.append(text)
                yield text
            self._check_ending()
        except Exception as problem:
            raise self._failure(problem) from None

    async def close(self) -> None:
        """Close the connection, unless the answer was read to its end."""
        if self._texts:
            await self._texts.aclose()
        if self._stream:
            await self._stream.close()
        if self._response:
            await self._response.close()

    @property
    def _result(self) -> StreamResult:
        return self._stream.result if self._stream else StreamResult()

    def answer(self, provider: ProviderKind, counter: Counter) -> Answer:
        """The complete answer."""
        result, text = self._result, "".join(self._parts)
        headers = self._response.headers if self._response else {}
        usage = usage_of(result.usage, self.size)
        if usage is None:
            usage = Usage(self.size.prompt, counter.count(text), estimated=True)
        name = self.member.deployment.name
        model = result.model or name
        return Answer(text, provider, model, usage, request_id(headers), deployment=name)

    def learn(self) -> None:
        """Take what a good answer teaches: the model, and how the service counts."""
        profile, result = self.member.profile, self._result
        profile.learn_model(result.model)
        usage = usage_of(result.usage, self.size)
        if usage:
            profile.correct(usage.prompt_tokens - self.size.counted)
        self.member.succeeded()

    def _check_ending(self) -> None:
        text = "".join(self._parts)
        failure = failure_of_result(self._result, text, self.member.deployment)
        if failure:
            raise failure

    def _failure(self, problem: Exception) -> Failure:
        failure = failure_of(problem, self.member.deployment)
        rejection = getattr(problem, "response", None)
        if rejection is not None:
            self.member.limiter.learn(rejection.headers)
        if self._response and not failure.error.request_id:
            failure.error.request_id = request_id(self._response.headers)
        return failure
