"""What is known about models by name: windows, output limits, how they want to be asked."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class ReasoningEffort(StrEnum):
    """How long a reasoning model thinks, the least first."""

    NONE = "none"
    MINIMAL = "minimal"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    XHIGH = "xhigh"


EFFORTS = tuple(ReasoningEffort)


@dataclass(frozen=True, slots=True)
class Model:
    """One family.

    Attributes:
        name: The key under which it was found.
        window: Most tokens of prompt and answer together.
        input: Most tokens of a prompt.
        output: Most tokens of an answer, hidden reasoning included.
        effort: The least reasoning it can be asked for; empty for models that do not reason.
        price_in: US dollars per million prompt tokens, where the user says so.
        price_cached: The same for cached prompt tokens.
        price_out: The same for answer tokens.
    """

    name: str
    window: int
    input: int
    output: int
    effort: str = ""
    price_in: float | None = None
    price_cached: float | None = None
    price_out: float | None = None

    def __str__(self) -> str:
        """As the option ``models`` would say it."""
        names = ("window", "input", "output", "price_in", "price_cached", "price_out")
        figures = {name.replace("_", "-"): getattr(self, name) for name in names}
        return ";".join([self.name, *(f"{k}={v}" for k, v in figures.items() if v is not None)])


def _plain(name: str, window: int, output: int, effort: str = "") -> Model:
    return Model(name, window, window, output, effort)


def _split(name: str, prompt: int, effort: str = "none") -> Model:
    return Model(name, prompt + 128_000, prompt, 128_000, effort)


# Standard deployments of gpt-4.1 have 300,000, provisioned ones 128,000: the smaller never fails.
TABLE = (
    _plain("gpt-35-turbo", 16_385, 4_096),
    _plain("gpt-3.5-turbo", 16_385, 4_096),
    _plain("gpt-4", 8_192, 8_192),
    _plain("gpt-4-32k", 32_768, 32_768),
    _plain("gpt-4-turbo", 128_000, 4_096),
    _plain("gpt-4o", 128_000, 16_384),
    _plain("gpt-4o-mini", 128_000, 16_384),
    _plain("gpt-4.1", 128_000, 32_768),
    _plain("gpt-4.1-mini", 128_000, 32_768),
    _plain("gpt-4.1-nano", 128_000, 32_768),
    _plain("o1", 200_000, 100_000, "low"),
    _plain("o3", 200_000, 100_000, "low"),
    _plain("o3-mini", 200_000, 100_000, "low"),
    _plain("o4-mini", 200_000, 100_000, "low"),
    _split("gpt-5", 272_000, "minimal"),
    _split("gpt-5-mini", 272_000, "minimal"),
    _split("gpt-5-nano", 272_000, "minimal"),
    _split("gpt-5.1", 272_000),
    _split("gpt-5.2", 272_000),
    _split("gpt-5.4", 922_000),
    _split("gpt-5.4-mini", 272_000),
    _split("gpt-5.4-nano", 272_000),
    _split("gpt-5.5", 922_000),
    _split("gpt-5.6", 922_000),
    _split("gpt-6", 922_000),
    Model("gpt-5-chat", 128_000, 111_616, 16_384),
    Model("gpt-5.1-chat", 128_000, 111_616, 16_384),
    Model("gpt-5.2-chat", 128_000, 111_616, 16_384),
    Model("gpt-chat-latest", 128_000, 111_616, 16_384),
)
UNKNOWN = _plain("", 128_000, 4_096)


def model_named(name: str, overrides: tuple[Model, ...] = ()) -> Model | None:
    """The model that a model's or deployment's name tells, the longest match first."""
    own = next((each for each in overrides if each.name.lower() == name.lower()), None)
    if own:
        return own
    matching = [each for each in (*overrides, *TABLE) if _pattern(each.name).search(name.lower())]
    return max(matching, key=lambda each: len(each.name), default=None)


def overridden_model(name: str, figures: Mapping[str, float]) -> Model:
    """The model that a name tells, else an unknown one, under that name and with own figures.

    Args:
        name: As the user calls it.
        figures: By attribute of ``Model``; a window given alone bounds the prompt too.
    """
    base = model_named(name) or UNKNOWN
    changes: dict[str, Any] = dict(figures)
    if "window" in changes and "input" not in changes:
        window = changes["window"]
        changes["input"] = min(base.input, window) if base.name else window
    return replace(base, name=name, **changes)


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    """Deployments are often called gpt4o or gpt-41 where the model is gpt-4o or gpt-4.1."""
    loose = re.escape(name.lower()).replace(r"\-", "[-_]?").replace(r"\.", "[._-]?")
    return re.compile(rf"(?<![a-z0-9]){loose}(?![0-9])")
