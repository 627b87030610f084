"""Nothing is sent that would exceed a limit: window, answer, characters, quota."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import TooLarge
from ...ports import Usage
from .messages import Sent
from .model_limits import ModelLimits

# Tokens: less room than this holds no docstring.
LEAST_ANSWER = 64
# Tokens by which a short prompt may be counted wrongly.
LEAST_SLACK = 32
# Characters of one token: indentation and ornaments have the longest ones.
TOKEN_CHARACTERS = 64
# Gateways add prompts of their own, and no tokenizer needs so many times as many tokens as ours.
USAGE_TIMES = 8
# Tokens that they may add to a short one.
USAGE_SLACK = 4_000


@dataclass(frozen=True, slots=True)
class Size:
    """How large one request is.

    Attributes:
        prompt: Upper bound of the tokens of messages and schema.
        answer: The cap of the answer.
        counted: Messages and schema as we counted them.
        beside: The part of it that is not messages.
        charge: What the place charges on arrival, as far as it can be known.
    """

    prompt: int = 0
    answer: int = 0
    counted: int = 0
    beside: int = 0
    charge: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """What a request needs.

    Attributes:
        counted: Tokens of messages and schema as we count them.
        beside: The part of it that is not messages.
        wanted: The cap of the answer that we would like, reasoning included.
    """

    counted: int
    beside: int
    wanted: int


def size_of(need: Need, limits: ModelLimits, tpm: int, what: str) -> Size:
    """The prompt with some slack, and the largest answer that fits, at most what is wanted.

    Args:
        need: What the request needs.
        limits: What is known about the model.
        tpm: Its tokens per minute, 0 where not known.
        what: How the deployment is called.

    Raises:
        TooLarge: With the prompt size that would fit.
    """
    prompt = with_slack(need.counted) + limits.correction
    model = limits.model
    room = min(model.output, model.window - prompt)
    if tpm:
        room = min(room, tpm - prompt)
    if room < min(LEAST_ANSWER, need.wanted) or prompt > model.input:
        raise _too_large(prompt, need, limits, tpm, what)
    answer = min(need.wanted, room)
    likely = need.counted + limits.correction if limits.corrected else prompt
    return Size(prompt, answer, need.counted, need.beside, likely + answer)


def check_characters(
    messages: list[Sent], need: Need, limits: ModelLimits, tpm: int, what: str
) -> None:
    """Refuse a message that is longer than one string may be.

    Raises:
        TooLarge: With a prompt size that is certain to fit.
    """
    longest = max((len(each["content"]) for each in messages), default=0)
    if longest <= limits.characters:
        return
    problem = TooLarge(
        f"A message of {longest:,} characters is more than {what} takes ({limits.characters:,}).",
        "Lower context-budget, or document smaller parts of the file.",
    )
    # A token of source code has rarely more than four characters.
    problem.prompt_budget = min(limits.characters // 4, fitting(need, limits, tpm))
    raise problem


def with_slack(tokens: int) -> int:
    """The formula is exact for gpt-4o and some tokens off for others."""
    return tokens + max(LEAST_SLACK, tokens // 50)


def credible(usage: Usage | None, size: Size) -> Usage | None:
    """The figures of an answer, None where they can't be true of what was sent."""
    if usage is None or not usage.prompt_tokens:
        return None
    fits = (
        usage.prompt_tokens <= USAGE_TIMES * size.prompt + USAGE_SLACK
        and usage.completion_tokens <= USAGE_TIMES * size.answer + USAGE_SLACK
    )
    return usage if fits else None


def fitting(need: Need, limits: ModelLimits, tpm: int) -> int:
    """Tokens that all messages may have together, with room for the answer where possible."""
    model = limits.model
    fits = min(model.input, model.window - min(need.wanted, model.output, model.window // 2))
    if tpm:
        fits = min(fits, tpm - min(need.wanted, tpm // 2))
    rest = fits - limits.correction - LEAST_SLACK
    return max(0, rest * 50 // 51 - need.beside)


def _too_large(prompt: int, need: Need, limits: ModelLimits, tpm: int, what: str) -> TooLarge:
    window = limits.model.window
    limit = f"a window of {window:,} tokens"
    if tpm and tpm < window:
        limit = f"a quota of {tpm:,} tokens per minute"
    problem = TooLarge(
        f"The prompt of about {prompt:,} tokens does not fit into {what}: it has {limit}.",
        "Lower context-budget, document smaller parts, or correct the model in models.",
    )
    problem.window = window
    problem.prompt_budget = fitting(need, limits, tpm)
    return problem
