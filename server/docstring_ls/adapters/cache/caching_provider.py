"""A provider around any other: what was asked before is not asked again."""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import aclosing

from ...config import Config
from ...core.prompt import SCHEMA
from ...options import OPTIONS
from ...ports import Answer, Provider, Request, Restarted, TextDelta
from ...providers import ProviderKind
from .entry import CachedAnswer, Store
from .single_flight import SingleFlight

# Grows when the same key would mean another question; kept answers are then asked for anew.
KEY_VERSION = 1
# Whatever else changes what a model would say to the same messages.
PARAMETERS = ("deployment", "model", "temperature", "reasoning_effort", "answer_tokens")
log = logging.getLogger(__name__)


def identity(config: Config) -> dict[str, object]:
    """What tells the answers of two configurations apart, for ``CachingProvider``."""
    parameters = {name: OPTIONS[name].show(getattr(config.options, name)) for name in PARAMETERS}
    if config.provider_spec.target not in PARAMETERS:
        parameters["target"] = config.target
    return parameters | {"deployments": list(config.deployment_names)}


class CachingProvider:
    """Answers from a store where it can, and asks for the same thing only once at a time.

    Failures and answers without a docstring are not kept; the draft is not kept either, since it
    is as fast as any store.

    Args:
        inner: The provider that is asked when nothing is kept.
        store: Where raw answers are kept.
        parameters: What beside the messages decides the answer; see ``identity``.
        usable: Whether an answer's text is worth keeping, and a kept one worth giving out.
    """

    def __init__(
        self,
        inner: Provider,
        store: Store,
        parameters: Mapping[str, object] | None = None,
        usable: Callable[[str], bool] = bool,
    ) -> None:
        self.name = inner.name
        self.store = store
        self._inner = inner
        self._parameters = dict(parameters or {})
        self._usable = usable
        self._flights: dict[str, SingleFlight] = {}

    async def answer(self, request: Request) -> AsyncIterator[TextDelta | Restarted | Answer]:
        """Yield the kept answer, or the pieces of a request under way, from its beginning.

        Raises:
            ProviderError: When there is no usable answer.
        """
        if self.name == ProviderKind.DRAFT:
            async for step in self._inner.answer(request):
                yield step
            return
        key = self.key(request)
        flight = self._flights.get(key) or self._start(key, request)
        async with aclosing(flight.join()) as steps:
            async for step in steps:
                yield step

    def key(self, request: Request) -> str:
        """Hash of what would be asked: neither a path nor a version is part of it."""
        messages = [(message.role, message.content) for message in request.prompt.messages]
        content = [KEY_VERSION, self.name, self._parameters, SCHEMA, messages]
        return hashlib.blake2b(
            json.dumps(content, sort_keys=True).encode(), digest_size=20
        ).hexdigest()

    async def close(self) -> None:
        """Wait for answers that are being written down, then release provider and store."""
        for flight in list(self._flights.values()):
            await flight.settle()
        await self._inner.close()
        await self.store.close()

    def _start(self, key: str, request: Request) -> SingleFlight:
        def ended(flight: SingleFlight) -> None:
            if self._flights.get(key) is flight:
                del self._flights[key]

        self._flights[key] = SingleFlight(
            self._ask(key, request), f"answer {request.correlation}", ended
        )
        return self._flights[key]

    async def _ask(
        self, key: str, request: Request
    ) -> AsyncGenerator[TextDelta | Restarted | Answer, None]:
        entry = None if request.fresh else await self.store.get(key)
        if entry is not None and self._usable(entry.text):
            log.debug("answer from the store", extra={"correlation": request.correlation})
            yield TextDelta(entry.text)
            yield Answer(entry.text, entry.provider, entry.model, cached=True)
            return
        async for step in self._inner.answer(request):
            yield step
            if isinstance(step, Answer) and self._usable(step.text):
                await self.store.put(key, _entry(step, request))


def _entry(answer: Answer, request: Request) -> CachedAnswer:
    qualname = request.tags.get("qualname", "")
    return CachedAnswer(answer.text, answer.provider, answer.model, qualname, time.time())
