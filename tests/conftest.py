"""What all tests share."""

from __future__ import annotations

import gc


def pytest_collection_finish() -> None:
    """Let no collection of garbage look again at the thousands of tests and modules loaded."""
    gc.collect()
    gc.freeze()
