"""One SDK client per endpoint, built on first need and off the event loop."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ....config import Config
from . import credentials
from .credential_scope import ambient_may_go, credential_for
from .credentials import Credential
from .endpoint import Endpoint, compatible_endpoint

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

# Seconds to connect: nobody who is there takes so long to shake hands.
CONNECT = 10.0
# Seconds that an idle connection is kept: people document several symbols in a row.
KEEP_ALIVE = 120.0
# What httpx2 calls the moment at which a request is sent, whichever protocol it speaks.
ON_THE_WIRE = "send_request_body.complete"
# Is called at that moment, for the request of the running task.
SENT: contextvars.ContextVar[Callable[[], None]] = contextvars.ContextVar("sent")


class Clients:
    """The clients in use."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._open: dict[Endpoint, tuple[AsyncOpenAI, Credential]] = {}
        self._locks: dict[Endpoint, asyncio.Lock] = {}

    async def client(self, endpoint: Endpoint) -> AsyncOpenAI:
        """The client for an endpoint.

        Raises:
            ConfigurationError: When there is no credential for it.
            AuthenticationFailed: When a vault gives none.
        """
        async with self._locks.setdefault(endpoint, asyncio.Lock()):
            if endpoint not in self._open:
                try:
                    async with asyncio.timeout(credentials.LONGEST):
                        self._open[endpoint] = await asyncio.to_thread(self._build, endpoint)
                except TimeoutError:
                    raise credentials.too_slow("The keyring or key vault") from None
            return self._open[endpoint][0]

    def origin(self, endpoint: Endpoint) -> str:
        """Where the credential in use came from, for messages; empty before the first use."""
        found = self._open.get(endpoint)
        return found[1].origin if found else ""

    async def close(self) -> None:
        """Close every connection."""
        while self._open:
            _, (client, _) = self._open.popitem()
            await client.close()

    def _build(self, endpoint: Endpoint) -> tuple[AsyncOpenAI, Credential]:
        credential = credential_for(self._config, endpoint)
        client = build_client(endpoint, credential, self._config.options.concurrency)
        if not ambient_may_go(self._config, endpoint):
            _forget_ambient(client)
        client.chat.completions.with_streaming_response  # noqa: B018  its first touch takes 0.4 s
        return client, credential


def load_sdk() -> None:
    """Import the SDK, which takes a second: call it in a thread ahead of the first answer."""
    nowhere = compatible_endpoint("http://127.0.0.1")
    build_client(nowhere, Credential("none", "none"), 1).chat.completions.with_streaming_response  # noqa: B018


def build_client(endpoint: Endpoint, credential: Credential, concurrency: int) -> AsyncOpenAI:
    """A client that never retries, never follows a redirect and keeps its connections."""
    import httpx2
    import openai

    from .bounded import limit_error

    common: dict[str, Any] = {
        "max_retries": 0,
        "timeout": httpx2.Timeout(None, connect=CONNECT),
        "http_client": openai.DefaultAsyncHttpx2Client(
            # A redirect would carry source code to a place that nobody chose.
            follow_redirects=False,
            event_hooks={"request": [_watch], "response": [limit_error]},
            limits=httpx2.Limits(
                max_connections=None,
                max_keepalive_connections=concurrency,
                keepalive_expiry=KEEP_ALIVE,
            ),
        ),
    }
    if endpoint.azure and endpoint.api_version:
        secret = (
            {"azure_ad_token_provider": credential.token}
            if credential.token
            else {"api_key": credential.key}
        )
        return openai.AsyncAzureOpenAI(
            azure_endpoint=endpoint.base, api_version=endpoint.api_version, **secret, **common
        )
    key = credential.token or credential.key
    return openai.AsyncOpenAI(base_url=endpoint.base, api_key=key, **common)


def _forget_ambient(client: AsyncOpenAI) -> None:
    """Drop OPENAI_ORG_ID, OPENAI_PROJECT_ID and OPENAI_CUSTOM_HEADERS, which the SDK has read.

    It takes no argument against them: None means the environment, and "" is sent.
    """
    client.organization = client.project = None
    client._custom_headers = {}


async def _watch(request: httpx2.Request) -> None:
    """Tell the rate limiter when a request is on the wire; connecting may take long before."""
    sent = SENT.get(None)

    async def trace(name: str, info: object) -> None:
        if sent and name.endswith(ON_THE_WIRE):
            sent()

    request.extensions["trace"] = trace
