"""Providers against the loopback server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from docstring_ls.adapters.llm.backoff import Timings
from docstring_ls.adapters.llm.provider import ModelProvider
from docstring_ls.ports import Counter
from support.azure import AzureServer
from support.model import Bytes, config_for, open_provider

Open = Callable[..., ModelProvider]


@pytest.fixture
async def opened() -> AsyncIterator[Open]:
    """Open providers that are closed at the end."""
    providers: list[ModelProvider] = []

    def one(
        server: AzureServer | str,
        timings: Timings | None = None,
        counter: Counter | None = None,
        **options: Any,
    ) -> ModelProvider:
        config = config_for(server, **options)
        provider = open_provider(config, counter or Bytes(), timings)
        providers.append(provider)
        return provider

    yield one
    for provider in providers:
        await provider.close()
