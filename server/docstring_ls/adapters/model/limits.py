"""Nothing is sent that would exceed a limit: window, answer, characters, quota."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import TooLarge
from .manners import Manners

LEAST_ANSWER = 64


@dataclass(frozen=True, slots=True)
class Size:
    """How large one request is.

    Attributes:
        prompt: Upper bound of the tokens of messages and schema.
        answer: The cap of the answer.
        counted: Messages and schema as we counted them.
        charge: What the service charges on arrival, as far as it can be known.
    """

    prompt: int = 0
    answer: int = 0
    counted: int = 0
    charge: int = 0


def size_of(prompt_tokens: int, wanted: int, manners: Manners, tpm: int, what: str) -> Size:
    """The prompt with some slack, and the largest answer that fits, at most what is wanted.

    Args:
        prompt_tokens: Messages and schema as counted.
        wanted: The cap of the answer that we would like, reasoning included.
        manners: What is known about the deployment.
        tpm: Its tokens per minute, 0 where not known.
        what: How the deployment is called.

    Raises:
        TooLarge: With the prompt size that would fit.
    """
    prompt = with_slack(prompt_tokens) + manners.correction
    model = manners.model
    room = min(model.output, model.window - prompt)
    if tpm:
        room = min(room, tpm - prompt)
    if room < min(LEAST_ANSWER, wanted) or prompt > model.input:
        raise _too_large(prompt, wanted, manners, tpm, what)
    answer = min(wanted, room)
    likely = min(prompt, prompt_tokens + manners.correction) if manners.corrected else prompt
    return Size(prompt, answer, prompt_tokens, likely + answer)


def check_characters(messages: list[Mapping[str, Any]], manners: Manners, what: str) -> None:
    """Refuse a message that is longer than one string may be.

    Raises:
        TooLarge: With a prompt size that is certain to fit.
    """
    longest = max((len(each["content"]) for each in messages), default=0)
    if longest > manners.characters:
        problem = TooLarge(
            f"A message of {longest:,} characters is more than {what} takes "
            f"({manners.characters:,}).",
            "Lower context-budget, or document smaller parts of the file.",
        )
        # Source code has at least about two characters a token, prose four.
        problem.prompt_budget = manners.characters // 4
        raise problem


def with_slack(tokens: int) -> int:
    """The formula is exact for gpt-4o and some tokens off for others."""
    return tokens + max(32, tokens // 50)


def _too_large(prompt: int, wanted: int, manners: Manners, tpm: int, what: str) -> TooLarge:
    model = manners.model
    fits = min(model.input, model.window - min(wanted, model.output))
    limit = f"a window of {model.window:,} tokens"
    if tpm and tpm - wanted < fits:
        fits = max(tpm - wanted, tpm // 2 - LEAST_ANSWER)
        limit = f"a quota of {tpm:,} tokens per minute"
    problem = TooLarge(
        f"The prompt of about {prompt:,} tokens does not fit into {what}: it has {limit}.",
        "Lower context-budget, document smaller parts, or correct the model in models.",
    )
    problem.window = model.window
    problem.prompt_budget = max(0, (fits - manners.correction - 32) * 50 // 51)
    return problem
