"""Masks secrets by detect-secrets' rules, line for line, before anything can be sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

MASK = "***"
MOST_IN_A_LINE = 8
_KEY_BLOCK = re.compile(r"(-----BEGIN[A-Z ]*PRIVATE KEY[A-Z ]*-----)(.*?)(-----END|\Z)", re.S)
# Every rule needs one of these, and most lines have none: the rules cost 50 µs a line.
_WORTH_A_LOOK = re.compile(r"[\w+/=\-]{16,}|://|(?i:pass|pwd|secret|key|contrase)")
_WHOLE_LINE_RULES = frozenset({"PrivateKeyDetector", "IPPublicDetector"})


def mask(text: str) -> str:
    """The text with each secret replaced by ``***``; it keeps its lines and all else."""
    if "PRIVATE KEY" in text:
        text = _KEY_BLOCK.sub(_masked_block, text)
    if not _WORTH_A_LOOK.search(text):
        return text
    return "\n".join(_masked_line(line) for line in text.split("\n"))


def mask_blocks(text: str) -> str:
    """Only keys that span lines: what :func:`mask` can't see in a single line of them."""
    return _KEY_BLOCK.sub(_masked_block, text) if "PRIVATE KEY" in text else text


def _masked_block(match: re.Match[str]) -> str:
    inner = re.sub(r"[^\n]*[A-Za-z0-9+/=]{8,}[^\n]*", MASK, match[2])
    return f"{match[1]}{inner}{match[3]}"


@lru_cache(maxsize=50_000)
def _masked_line(line: str) -> str:
    if not _WORTH_A_LOOK.search(line):
        return line
    for _ in range(MOST_IN_A_LINE):
        masked = line
        for secret in sorted(set(_secrets(line)), key=len, reverse=True):
            masked = _without(masked, secret)
        if masked == line:
            break
        line = masked
    return line


def _without(line: str, secret: str) -> str:
    if len(secret) > 5:
        return line.replace(secret, MASK)
    return re.sub(rf"([\"'`]){re.escape(secret)}\1", rf"\1{MASK}\1", line)


def _secrets(line: str) -> Iterator[str]:
    for detector in _detectors():
        patterns = getattr(detector, "denylist", ())
        for pattern in patterns:
            yield from (_secret_of(match) for match in pattern.finditer(line))
        for found in () if patterns else detector.analyze_line("x.py", line, 1):
            if (found.secret_value or "").strip("*"):
                yield found.secret_value


def _secret_of(match: re.Match[str]) -> str:
    """The group that holds most of a match, else all of it: some rules group only a prefix."""
    longest = max((group or "" for group in match.groups()), key=len, default="")
    return longest if 2 * len(longest) >= len(match[0]) else match[0]


@cache
def _detectors() -> tuple[Any, ...]:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

    kinds: Iterable[Any] = get_mapping_from_secret_type_to_class().values()
    return tuple(kind() for kind in kinds if kind.__name__ not in _WHOLE_LINE_RULES)
