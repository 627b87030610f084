"""The service's usage figures, as far as they can be true."""

from __future__ import annotations

from typing import Any

from ....ports import Usage
from ..limits import Size

# Gateways add prompts of their own, and no tokenizer needs so many times as many tokens as ours.
TIMES = 8
SLACK = 4_000


def usage_of(figures: dict[str, Any], size: Size) -> Usage | None:
    """The figures of an answer, None where it has none that could be true of what was sent.

    Args:
        figures: As the service wrote them.
        size: What was sent, and the cap of the answer.
    """
    sent = _count(figures.get("prompt_tokens"), TIMES * size.prompt + SLACK)
    received = _count(figures.get("completion_tokens"), TIMES * size.answer + SLACK)
    if not sent or received is None:
        return None
    cached = _detail(figures, "prompt_tokens_details", "cached_tokens", sent)
    reasoning = _detail(figures, "completion_tokens_details", "reasoning_tokens", received)
    return Usage(sent, received, cached, reasoning)


def _detail(figures: dict[str, Any], group: str, name: str, most: int) -> int:
    """A part of a figure, 0 where it is none."""
    inner = figures.get(group)
    return (_count(inner.get(name), most) or 0) if isinstance(inner, dict) else 0


def _count(value: Any, most: int) -> int | None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 <= value <= most else None
