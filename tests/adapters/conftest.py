"""Adapters are tried in a time that only passes when nothing else is left to do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

import pytest

from support.clock import MovedLoop


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    real = item.get_closest_marker("real_time")
    return {"real": asyncio.new_event_loop} if real else {"moved": MovedLoop}
