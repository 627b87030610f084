"""What is known about models by name: windows, output limits, how they want to be asked."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, fields, replace

from ..problems import Problem

EFFORTS = ("none", "minimal", "low", "medium", "high", "xhigh")


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
    found = [each for each in (*overrides, *TABLE) if _pattern(each.name).search(name.lower())]
    return max(found, key=lambda each: len(each.name), default=None)


def read_overrides(texts: tuple[str, ...]) -> tuple[tuple[Model, ...], tuple[Problem, ...]]:
    """The option ``models``: ``NAME;window=128000;output=16384;price-in=2.5``."""
    models: list[Model] = []
    problems: list[Problem] = []
    for text in texts:
        name, *pairs = (part.strip() for part in text.split(";"))
        changes, complaint = _numbers(pairs)
        if complaint or not name:
            problems.append(Problem("option-value", f"models: {complaint or 'a name is missing'}."))
            continue
        models.append(_override(name, changes))
    return tuple(models), tuple(problems)


def _override(name: str, changes: dict[str, float]) -> Model:
    base = model_named(name) or UNKNOWN
    if "window" in changes and "input" not in changes:
        changes["input"] = min(base.input, changes["window"]) if base.name else changes["window"]
    whole = {k: v if k.startswith("price") else int(v) for k, v in changes.items()}
    return replace(base, name=name, **whole)  # type: ignore[arg-type]


def _numbers(pairs: list[str]) -> tuple[dict[str, float], str]:
    known = {item.name for item in fields(Model)} - {"name", "effort"}
    changes: dict[str, float] = {}
    for pair in pairs:
        key, _, value = pair.partition("=")
        key = key.strip().replace("-", "_")
        if key not in known:
            return {}, f"{key!r} is none of {', '.join(sorted(known)).replace('_', '-')}"
        try:
            changes[key] = float(value)
        except ValueError:
            return {}, f"{key} must be a number, not {value!r}"
    return changes, ""


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    """Deployments are often called gpt4o or gpt-41 where the model is gpt-4o or gpt-4.1."""
    loose = re.escape(name.lower()).replace(r"\-", "[-_]?").replace(r"\.", "[._-]?")
    return re.compile(rf"(?<![a-z0-9]){loose}(?![0-9])")
