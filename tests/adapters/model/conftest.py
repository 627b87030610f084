"""Providers against the loopback server, in a time that only passes when nothing else is left."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import pytest

from docstring_ls.adapters.model import ModelProvider, open_provider
from docstring_ls.adapters.model.waiting import Pace
from docstring_ls.ports import Counter
from support.azure import AzureServer
from support.clock import MovedLoop
from support.model import Bytes, config_for

Open = Callable[..., ModelProvider]


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Time is moved, but where a process of its own answers."""
    real = item.get_closest_marker("real_time")
    return {"real": asyncio.new_event_loop} if real else {"moved": MovedLoop}


@pytest.fixture
async def opened() -> AsyncIterator[Open]:
    """Open providers that are closed at the end."""
    providers: list[ModelProvider] = []

    def one(
        server: AzureServer | str,
        pace: Pace | None = None,
        counter: Counter | None = None,
        **options: Any,
    ) -> ModelProvider:
        config = config_for(server, **options)
        provider = open_provider(config, counter or Bytes(), pace)
        providers.append(provider)
        return provider

    yield one
    for provider in providers:
        await provider.close()
