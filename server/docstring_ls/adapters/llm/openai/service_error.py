"""An error answer of the service, reduced to what can be matched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ....errors import ProviderError
from ..failure import Failure, RetryDecision


@dataclass(frozen=True, slots=True)
class ServiceError:
    """The service's own words in numbers and codes.

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


class Rejection(Failure):
    """A failure that an error answer tells; its words are there to learn from."""

    def __init__(
        self,
        error: ProviderError,
        service_error: ServiceError,
        decision: RetryDecision = RetryDecision.NONE,
        wait: float | None = None,
    ) -> None:
        super().__init__(error, decision, wait)
        self.service_error = service_error


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


def struck(results: Any) -> tuple[str, ...]:
    """The names of the content filters that struck, of Azure's filter results."""
    if not isinstance(results, dict):
        return ()
    return tuple(
        name for name, each in results.items() if isinstance(each, dict) and each.get("filtered")
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)[:200]
