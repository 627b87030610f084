"""How the stream of any wire may fail → failures; what one wire alone knows is in its own map."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...errors import Filtered, Incomplete, ProviderError, Refused
from .deadlines import DeadlineExceeded
from .failure import Failure, RetryDecision, code_of
from .wire import StreamResult


class Malformed(Exception):
    """The stream holds something that is no part of an answer."""


class Oversized(Exception):
    """There is more than an answer can be."""


def failure_of_stream(problem: BaseException, label: str) -> Failure | None:
    """The failure behind an exception, None for those of one wire.

    Args:
        problem: The exception.
        label: How messages call the place that was asked.
    """
    if isinstance(problem, Failure):
        return problem
    if isinstance(problem, ProviderError):
        return Failure(problem)
    failed = next((make for kind, make in STREAM.items() if isinstance(problem, kind)), None)
    return failed(label) if failed else None


def failure_of_result(result: StreamResult, text: str, label: str) -> Failure | None:
    """The failure of an answer that ended, or None when it is complete."""
    if result.finish == "content_filter":
        return Failure(filtered("answer", result.filtered, label))
    if result.refusal:
        return Failure(
            Refused(f"{begun(label)} declined to answer.", "Write this docstring by hand.")
        )
    if not result.finish:
        broken = Incomplete(f"The answer of {label} broke off.", "Try again.")
        return Failure(broken, RetryDecision.AGAIN)
    if result.finish == "length":
        error = Incomplete(
            f"The answer of {label} was longer than answer-tokens allows.",
            "Raise answer-tokens, or choose detail brief.",
            code="length",
        )
        return Failure(error, RetryDecision.MORE_ROOM)
    if not text.strip():
        empty = Incomplete(f"{begun(label)} sent an empty answer.", "Try again.")
        return Failure(empty, RetryDecision.AGAIN)
    return None


def filtered(part: str, filters: tuple[str, ...], label: str) -> Filtered:
    """The content filter stopped the ``prompt`` or the ``answer``."""
    names = ", ".join(sorted({code_of(each) for each in filters if code_of(each)}))
    because = f" ({names})" if names else ""
    advice = (
        "Use exclude-from-context for the file that triggers it, or ask for a softer filter."
        if part == "prompt"
        else "Try again, or write this docstring by hand."
    )
    return Filtered(f"The content filter of {label} stopped the {part}{because}.", advice)


def stalled(label: str) -> Failure:
    """Nothing came for too long."""
    error = Incomplete(
        f"{begun(label)} stopped sending.", "Try again, or raise idle-timeout.", code="stalled"
    )
    return Failure(error, RetryDecision.AGAIN)


def _overdue(label: str) -> Failure:
    text = f"{begun(label)} did not finish its answer in time."
    return Failure(Incomplete(text, "Try again, or raise timeout.", code="overdue"))


def malformed(label: str) -> Failure:
    """Something came that is no part of an answer."""
    text = f"{begun(label)} sent an answer that can't be read."
    return Failure(Incomplete(text, "Try again.", code="malformed"), RetryDecision.AGAIN)


def oversized(label: str, check: str = "") -> Failure:
    """More came than an answer can be.

    Args:
        label: How messages call the place.
        check: The option that may lead to the wrong place, or empty.
    """
    error = Incomplete(
        f"{begun(label)} sent far more than answer-tokens allows; its answer was cut off.",
        f"Check {check}, or raise answer-tokens."
        if check
        else "Try again, or raise answer-tokens.",
        code="oversized",
    )
    return Failure(error, RetryDecision.ELSEWHERE)


def begun(label: str) -> str:
    """A label at the beginning of a sentence; the name of a deployment stays as it is."""
    return f"T{label[1:]}" if label.startswith("the ") else label


# A deadline is a TimeoutError too, so it comes first.
STREAM: Mapping[type[BaseException], Callable[[str], Failure]] = {
    DeadlineExceeded: _overdue,
    TimeoutError: stalled,
    Malformed: malformed,
    Oversized: oversized,
}
