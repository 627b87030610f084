"""When to stop asking jedi, and what to do when it stumbles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Stopped(Exception):
    """The time is up, or nobody wants the answer any longer."""


def guarded(ask: Callable[[], list[Any]]) -> list[Any]:
    """What jedi answers; nothing where it stumbles over its own feet."""
    try:
        return ask()
    except (Stopped, MemoryError):
        raise
    except Exception:
        # jedi raises nearly anything on odd code, and one name lost is no reason to lose the rest.
        return []
