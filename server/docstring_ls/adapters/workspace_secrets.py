"""Masks secrets by detect-secrets' rules, line for line, before anything can be sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

MASK = "***"
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
    for secret in sorted(set(_secrets(line)), key=len, reverse=True):
        if len(secret) > 5:
            line = line.replace(secret, MASK)
        else:
            line = re.sub(rf"([\"'`]){re.escape(secret)}\1", rf"\1{MASK}\1", line)
    return line


def _secrets(line: str) -> Iterator[str]:
    for detector in _detectors():
        for found in detector.analyze_line(filename="x.py", line=line, line_number=1):
            if found.secret_value and found.secret_value.strip("*"):
                yield found.secret_value


@cache
def _detectors() -> tuple[Any, ...]:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

    kinds: Iterable[Any] = get_mapping_from_secret_type_to_class().values()
    return tuple(kind() for kind in kinds if kind.__name__ not in _WHOLE_LINE_RULES)
