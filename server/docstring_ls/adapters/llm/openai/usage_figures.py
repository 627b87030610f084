"""The usage figures of a completion, as far as they are figures."""

from __future__ import annotations

import math
from typing import Any

from ....ports import Usage


def usage_of(figures: dict[str, Any]) -> Usage | None:
    """The figures as the service wrote them, None where they are none."""
    sent = _count(figures.get("prompt_tokens"))
    received = _count(figures.get("completion_tokens"))
    if not sent or received is None:
        return None
    cached = _detail(figures, "prompt_tokens_details", "cached_tokens", sent)
    reasoning = _detail(figures, "completion_tokens_details", "reasoning_tokens", received)
    return Usage(sent, received, cached, reasoning)


def _detail(figures: dict[str, Any], group: str, name: str, most: int) -> int:
    """A part of a figure, 0 where it is none."""
    inner = figures.get(group)
    return (_count(inner.get(name), most) or 0) if isinstance(inner, dict) else 0


def _count(value: Any, most: float = math.inf) -> int | None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 <= value <= most else None
