"""One deployment of Azure OpenAI, or one model of a service that speaks like it, as a wire."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ....config import Config
from ....core.prompt import Prompt
from ....errors import AuthenticationFailed, DocstringLsError
from ....options import Options
from ....ports import Counter
from ..deadlines import StreamTimeouts
from ..failure import Failure
from ..limits import Size
from ..messages import counted
from ..rate_limiter import Quota
from ..wire import AnswerStream, Opened, WireRequest
from .adapt import adapt
from .clients import SENT, Clients
from .deployment_profile import profile_for
from .deployments import Deployment, deployments_of
from .error_map import failure_of
from .request_plan import plan
from .response_headers import quota_of, request_id
from .stream import Stream

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai._response import AsyncAPIResponse


def open_wires(
    config: Config, counter: Counter, deployments: tuple[Deployment, ...] = ()
) -> tuple[OpenAIWire, ...]:
    """A wire for each deployment, the preferred first; connects to nothing yet.

    Args:
        config: The options in force.
        counter: Counts tokens, exactly or as an upper bound.
        deployments: Those of the options where none are given.

    Raises:
        ConfigurationError: When the connection is incomplete or written wrongly.
    """
    clients = Clients(config)
    return tuple(
        OpenAIWire(each, clients, config, counter) for each in deployments or deployments_of(config)
    )


class OpenAIWire:
    """Asks one deployment by chat completions.

    Attributes:
        deployment: It.
        limits: How it wants to be asked, and how much it takes.
    """

    def __init__(
        self, deployment: Deployment, clients: Clients, config: Config, counter: Counter
    ) -> None:
        self.deployment = deployment
        self.name = deployment.name
        self.label = deployment.label
        self.quota = Quota(deployment.rpm, deployment.tpm)
        self.limits = profile_for(deployment, config.options)
        self._clients = clients
        self._options: Options = config.options
        self._origins = config.origins
        self._counter = counter

    async def warm(self) -> None:
        """Import the SDK and build the client, off the event loop and without any network."""
        with contextlib.suppress(DocstringLsError):
            await self._clients.client(self.deployment.endpoint)

    async def prepare(self, prompt: Prompt, *, room: int, tpm: int) -> WireRequest:
        """The client with the credential, and the body that it sends."""
        client = await self._clients.client(self.deployment.endpoint)
        known = (prompt, self.deployment, self.limits, self._options, self._counter)
        planned = functools.partial(plan, *known, tpm=tpm, room=room)
        payload, size = await counted(prompt, planned)
        return WireRequest((client, payload), size)

    async def open(
        self, prepared: WireRequest, timeouts: StreamTimeouts, sent: Callable[[], None]
    ) -> AnswerStream:
        """Send, and read the events as they come."""
        SENT.set(sent)
        async with timeouts.limit():
            response = await _send(*prepared.body)
        try:
            yield Opened(quota_of(response.headers), request_id(response.headers))
            stream = Stream(response.http_response, timeouts, prepared.size.answer)
            async with contextlib.aclosing(stream):
                async with contextlib.aclosing(stream.texts()) as texts:
                    async for text in texts:
                        yield text
                yield stream.result
        finally:
            await response.close()

    def classify(self, problem: Exception) -> Failure:
        """Say where a key that was not accepted came from: people forget what they have set."""
        failure = failure_of(problem, self.deployment)
        if isinstance(failure.error, AuthenticationFailed):
            credential = self._clients.origin(self.deployment.endpoint)
            origin = self._origins.get(credential.replace("-", "_"), credential)
            failure.error.advice += f" The credential came from: {origin}." if origin else ""
        return failure

    def adapt(self, failure: Failure, size: Size) -> bool:
        """Ask in a form that the deployment knows, or for what fits."""
        return adapt(self.limits, failure, size)

    async def close(self) -> None:
        """Close every connection, those to other deployments of the same options too."""
        await self._clients.close()


async def _send(client: AsyncOpenAI, payload: dict[str, Any]) -> AsyncAPIResponse[Any]:
    create = client.chat.completions.with_streaming_response.create
    response: AsyncAPIResponse[Any] = await create(**payload).__aenter__()
    return response
