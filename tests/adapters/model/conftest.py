"""Providers against the loopback server, with time scaled down."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from docstring_ls.adapters.model import ModelProvider, open_provider
from support.azure import AzureServer
from support.model import config_for


class Bytes:
    """Counts bytes."""

    def count(self, text: str) -> int:
        return len(text.encode())


Open = Callable[..., ModelProvider]


@pytest.fixture
async def opened() -> AsyncIterator[Open]:
    """Open providers that are closed at the end."""
    providers: list[ModelProvider] = []

    def one(server: AzureServer | str, **options: Any) -> ModelProvider:
        provider = open_provider(config_for(server, **options), Bytes())
        providers.append(provider)
        return provider

    yield one
    for provider in providers:
        await provider.close()
