"""The workspace of the end-to-end tests."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator

import pytest

from support.bank import workspace

__all__ = ["workspace"]


@pytest.fixture(autouse=True, scope="module")
def loaded_once() -> None:
    """Keep what the tests before have loaded out of the collections after every test."""
    _collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def pygls_own_sockets() -> Iterator[None]:
    """Collect what pygls leaves open at its exit here, so that no other test is blamed for it."""
    yield
    _collect()


def _collect() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
