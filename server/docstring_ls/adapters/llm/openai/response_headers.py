"""What the headers of a response tell: the quota, how long to wait, the service's own id."""

from __future__ import annotations

import email.utils
import re
import time
from collections.abc import Mapping

from ..failure import code_of
from ..rate_limiter import Quota


def quota_of(headers: Mapping[str, str]) -> Quota:
    """The quota of the ``x-ratelimit-…`` headers."""
    return Quota(
        _whole(headers.get("x-ratelimit-limit-requests")) or 0,
        _whole(headers.get("x-ratelimit-limit-tokens")) or 0,
        _whole(headers.get("x-ratelimit-remaining-requests")),
        _whole(headers.get("x-ratelimit-remaining-tokens")),
    )


def request_id(headers: Mapping[str, str]) -> str:
    """The id that Azure's support asks for."""
    return code_of(headers.get("apim-request-id") or headers.get("x-request-id"))


def wait_of(headers: Mapping[str, str], message: str = "") -> float | None:
    """Seconds that a response asks to wait, None where it names none."""
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    written = headers.get("retry-after")
    seconds = _number(written)
    if seconds is None and written:
        seconds = _until(written)
    if seconds is None:
        named = re.search(r"(?:retry|try again) (?:after|in) (\d+(?:\.\d+)?) ?(ms|s)", message)
        if named:
            return float(named[1]) / (1000 if named[2] == "ms" else 1)
    return seconds


def _until(date: str) -> float | None:
    try:
        return max(0.0, email.utils.parsedate_to_datetime(date).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
