"""A failed attempt as a value: the user's error, the retry decision, the service's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Any

from ...errors import ProviderError
from .openai.stream import struck


class RetryDecision(Enum):
    """What to do about a failure."""

    NONE = "tell the user"
    AGAIN = "try again, at once with another deployment, else after a pause"
    ELSEWHERE = "only another deployment can help"
    ADAPT = "the deployment wants to be asked differently"


class Failure(Exception):
    """A failed attempt.

    Attributes:
        error: What the user is told when nothing helps.
        decision: What may help.
        wait: Seconds that the service asks to wait, None where it names none.
        service_error: The service's own words in numbers and codes, for learning.
    """

    def __init__(
        self,
        error: ProviderError,
        decision: RetryDecision = RetryDecision.NONE,
        wait: float | None = None,
        service_error: ServiceError | None = None,
    ) -> None:
        super().__init__()
        self.error = error
        self.decision = decision
        self.wait = wait
        self.service_error = service_error or ServiceError()


@dataclass(frozen=True, slots=True)
class ServiceError:
    """An error answer of the service, reduced to what can be matched.

    Attributes:
        status: HTTP status, 0 inside a stream.
        code: Its code.
        param: The parameter it complains about.
        message: Its message; only for matching, never shown: it may quote what was sent.
        filters: Content filters that struck.
    """

    status: int = 0
    code: str = ""
    param: str = ""
    message: str = ""
    filters: tuple[str, ...] = ()


def service_error_of(status: int, body: Any) -> ServiceError:
    """Bodies are a dict, text, or nothing at all."""
    if not isinstance(body, dict):
        return ServiceError(status)
    inner = body.get("innererror")
    inner = inner if isinstance(inner, dict) else {}
    return ServiceError(
        status,
        _text(body.get("code")),
        _text(body.get("param")),
        _text(body.get("message")),
        struck(inner.get("content_filter_result") or inner.get("content_filter_results")),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)[:200]


def code_of(value: Any) -> str:
    """A code is shown only if it looks like one: foreign text may quote what was sent."""
    text = _text(value)
    return text if re.fullmatch(r"[A-Za-z0-9_./\[\]-]{1,64}", text) else ""
